/// The namespaces that matter in an export.
enum WXRNamespace: Sendable {
    /// None, which is where RSS 2.0 has its elements.
    case rss
    case wordPress
    case excerpt
    case content
    case dublinCore
    /// Stet's own, in exports that Stet wrote.
    case own
    case other

    /// By URI: `http(s)://wordpress.org/export/1.x/` and `…/excerpt/`, with or without the last slash.
    init(uri: [UInt8]) {
        let text = String(decoding: uri, as: UTF8.self)
        let rest = Self.afterScheme(text)
        switch rest {
        case "purl.org/rss/1.0/modules/content": self = .content
        case "purl.org/dc/elements/1.1": self = .dublinCore
        case Self.ownURI: self = .own
        default:
            let parts = rest.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).map(Substring.init)
            guard parts.count >= 3, parts[0] == "wordpress.org", parts[1] == "export", Self.isVersion(parts[2]) else {
                self = .other
                return
            }
            switch parts.dropFirst(3) {
            case []: self = .wordPress
            case ["excerpt"]: self = .excerpt
            default: self = .other
            }
        }
    }

    /// By what the prefix usually means, for files that declare nothing.
    init(usualPrefix prefix: [UInt8]) {
        self =
            switch String(decoding: prefix, as: UTF8.self) {
            case "": .rss
            case "wp": .wordPress
            case "excerpt": .excerpt
            case "content": .content
            case "dc": .dublinCore
            case "stet": .own
            default: .other
            }
    }

    /// A name, not an address: there is nothing to fetch.
    static let ownURI = "urn:stet:export:1"

    private static func afterScheme(_ uri: String) -> Substring {
        var rest = Substring(uri)
        for scheme in ["http://", "https://"] where rest.utf8.starts(with: scheme.utf8) {
            rest = Substring(rest.utf8.dropFirst(scheme.utf8.count))
            break
        }
        return rest.utf8.last == 0x2F ? Substring(rest.utf8.dropLast()) : rest
    }

    /// "1.2": digits with a point between. The version in `<wp:wxr_version>` follows the same rule.
    static func isVersion(_ text: Substring) -> Bool {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
            }
    }
}

/// What the prefixes mean at the present place of the file.
struct WXRNamespaces: Sendable {
    private struct Binding: Sendable {
        var prefix: [UInt8]
        var namespace: WXRNamespace
    }

    private var bindings: [Binding] = []
    /// The default namespace of the root counts as RSS, whatever its address.
    private var rootURI: [UInt8]?

    /// How many declarations are in force: give it to `leave(to:)` when the element ends.
    var depth: Int { bindings.count }

    mutating func declare(_ prefix: [UInt8], uri: [UInt8]) {
        guard bindings.count < WXRLimits.bindings else { return }
        var namespace = WXRNamespace(uri: uri)
        if prefix.isEmpty, namespace == .other {
            if rootURI == nil { rootURI = uri }
            if uri.isEmpty || uri == rootURI { namespace = .rss }
        }
        bindings.append(Binding(prefix: prefix, namespace: namespace))
    }

    mutating func leave(to depth: Int) {
        if bindings.count > depth { bindings.removeLast(bindings.count - depth) }
    }

    func namespace(of prefix: UnsafeBufferPointer<UInt8>) -> WXRNamespace {
        for binding in bindings.reversed()
        where binding.prefix.count == prefix.count && binding.prefix.elementsEqual(prefix) {
            return binding.namespace
        }
        if prefix.isEmpty { return .rss }
        return WXRNamespace(usualPrefix: Array(prefix))
    }
}
