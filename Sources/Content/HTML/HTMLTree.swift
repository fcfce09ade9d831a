internal import CGumbo

/// The tree gumbo makes of a text, within bounds of memory and time.
///
/// A whole document is parsed, in standards mode and with its body begun: that is where the markup will stand, and
/// there a stray `<frameset>` cannot take the place of the body. It needs no large stack: gumbo recurses to release a
/// tree, and no tree is released by gumbo (`CGumbo/shim.h`).
///
/// - Safety: the tree points into `bytes` and into the arena, both owned by this object and freed with it.
final class HTMLTree {
    /// Levels within the body that a text may have. gumbo itself is stopped at 640 open elements.
    static let depthLimit = 400
    static let attributeLimit = 400

    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let parse: UnsafeMutablePointer<stet_gumbo_parse>

    init(parsing source: HTMLSource) throws(HTMLError) {
        bytes = .allocate(capacity: source.bytes.count)
        _ = bytes.initialize(fromContentsOf: source.bytes)
        parse = .allocate(capacity: 1)
        let outcome = bytes.withMemoryRebound(to: CChar.self) { text in
            stet_gumbo_run(
                parse, text.baseAddress, text.count, Self.memory(for: text.count), Self.time(for: text.count))
        }
        switch outcome {
        case STET_GUMBO_PARSED: return
        case STET_GUMBO_TOO_DEEP: throw .tooDeep(limit: Self.depthLimit)
        case STET_GUMBO_TOO_MANY_ATTRIBUTES: throw .tooManyAttributes(limit: Self.attributeLimit)
        default: throw .tooComplex
        }
    }

    deinit {
        stet_gumbo_free(parse)
        parse.deallocate()
        bytes.deallocate()
    }

    /// The body, or nil where gumbo made none.
    var body: UnsafePointer<GumboNode>? {
        guard let root = parse.pointee.output?.pointee.root else { return nil }
        return UnsafePointer(root).children.first { child in
            child.pointee.type == GUMBO_NODE_ELEMENT && child.pointee.v.element.tag == GUMBO_TAG_BODY
        }
    }

    /// The bytes before the NUL that ends a text of gumbo's.
    static func length(of text: UnsafePointer<CChar>) -> Int {
        var length = 0
        while text[length] != 0 { length += 1 }
        return length
    }

    /// In bytes. The tree of an article takes 4 to 18 for each byte of it; `<p>x` for ever takes more than this.
    private static func memory(for bytes: Int) -> Int {
        (32 << 20) + 48 * bytes
    }

    /// In nanoseconds; gumbo needs some 70 for a byte of an article.
    private static func time(for bytes: Int) -> UInt64 {
        1_000_000_000 + 250 * UInt64(clamping: bytes)
    }
}

extension UnsafePointer<GumboNode> {
    /// The nodes within an element, in order; none for any other node.
    var children: UnsafeBufferPointer<UnsafePointer<GumboNode>> {
        guard pointee.type == GUMBO_NODE_ELEMENT, pointee.v.element.children.length > 0,
            let data = pointee.v.element.children.data
        else { return UnsafeBufferPointer(start: nil, count: 0) }
        let count = Int(pointee.v.element.children.length)
        // A vector of gumbo's holds no null.
        let nodes = UnsafeRawPointer(data).assumingMemoryBound(to: UnsafePointer<GumboNode>.self)
        return UnsafeBufferPointer(start: nodes, count: count)
    }
}

extension GumboElement {
    var attributeList: UnsafeBufferPointer<UnsafePointer<GumboAttribute>> {
        guard attributes.length > 0, let data = attributes.data else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        let list = UnsafeRawPointer(data).assumingMemoryBound(to: UnsafePointer<GumboAttribute>.self)
        return UnsafeBufferPointer(start: list, count: Int(attributes.length))
    }
}
