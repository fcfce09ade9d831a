internal import CGumbo

/// Which elements a policy lets through, and what becomes of the others.
struct HTMLAllowList: Sendable {
    enum Verdict: Sendable, Hashable {
        case keep(HTMLElement)
        /// The tags go, the content stays. A block parts the words on either side.
        case unwrap(isBlock: Bool)
        /// Goes with its content.
        case drop
        /// A frame of another site: a link to it stands in its place.
        case link
    }

    /// By the number gumbo gives the tag.
    private let known: [Verdict]
    /// By lower-case name, for the elements gumbo 0.10.1 does not know, such as `picture`.
    private let unknown: [String: Verdict]

    static let body = HTMLAllowList(.body)
    static let comment = HTMLAllowList(.comment)
    static let inline = HTMLAllowList(.inline)
    static let headline = HTMLAllowList(.headline)

    static func list(for policy: HTMLSanitizer.Policy) -> HTMLAllowList {
        switch policy {
        case .body: body
        case .comment: comment
        case .inline: inline
        case .headline: headline
        }
    }

    private init(_ policy: HTMLSanitizer.Policy) {
        var known = [Verdict](repeating: .unwrap(isBlock: false), count: Int(GUMBO_TAG_LAST.rawValue) + 1)
        var unknown: [String: Verdict] = [:]
        for (name, verdict) in Self.verdicts(policy) {
            let tag = gumbo_tag_enum(name)
            if tag == GUMBO_TAG_UNKNOWN { unknown[name] = verdict } else { known[Int(tag.rawValue)] = verdict }
        }
        self.known = known
        self.unknown = unknown
    }

    /// The verdict on an element of HTML. Its name in the source is read only to be compared; what is written is ours.
    func verdict(on element: GumboElement) -> Verdict {
        guard element.tag_namespace == GUMBO_NAMESPACE_HTML else { return .drop }
        let number = Int(element.tag.rawValue)
        if element.tag != GUMBO_TAG_UNKNOWN { return known.indices.contains(number) ? known[number] : .drop }
        return unknown[element.sourceName] ?? .unwrap(isBlock: false)
    }

    private static func verdicts(_ policy: HTMLSanitizer.Policy) -> [String: Verdict] {
        var verdicts: [String: Verdict] = [:]
        for name in blocks { verdicts[name] = .unwrap(isBlock: true) }
        for element in HTMLElement.allCases { verdicts[element.rawValue] = .unwrap(isBlock: element.isBlock) }
        for (name, element) in stands { verdicts[name] = .unwrap(isBlock: element.isBlock) }
        let kept = elements(policy)
        for element in kept { verdicts[element.rawValue] = .keep(element) }
        for (name, element) in stands where kept.contains(element) { verdicts[name] = .keep(element) }
        for name in dropped { verdicts[name] = .drop }
        verdicts["iframe"] = policy == .body ? .link : .drop
        return verdicts
    }

    private static func elements(_ policy: HTMLSanitizer.Policy) -> Set<HTMLElement> {
        switch policy {
        case .body: Set(HTMLElement.allCases)
        case .comment:
            [.a, .b, .blockquote, .br, .cite, .code, .del, .em, .i, .li, .ol, .p, .pre, .q, .s, .strong, .ul]
        case .inline: headlineElements.union([.a])
        case .headline: headlineElements
        }
    }

    private static let headlineElements: Set<HTMLElement> = [
        .abbr, .b, .bdi, .bdo, .br, .cite, .code, .del, .em, .i, .ins, .kbd, .mark, .q, .small, .span,
        .strong, .sub, .sup, .time, .var,
    ]

    /// Not content: another language, another document, a control. `noscript` is what a page shows without scripts,
    /// but it is also where parsers with and without scripts part ways.
    private static let dropped = [
        "embed", "frameset", "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "plaintext",
        "script", "select", "style", "svg", "template", "textarea", "title", "xmp",
    ]

    /// Old and page-building elements, and the ones that stand for them. A page has one `h1`, its headline.
    private static let stands: [String: HTMLElement] = [
        "acronym": .abbr, "article": .div, "center": .div, "dir": .ul, "footer": .div, "h1": .h2, "header": .div,
        "hgroup": .div, "listing": .pre, "main": .div, "menu": .ul, "nav": .div, "strike": .s, "tt": .code,
    ]

    private static let blocks = ["dialog", "fieldset", "form", "legend", "optgroup", "option", "search"]
}

extension GumboElement {
    /// The lower-case name in the source, for comparison and for the report only; at most 32 bytes, or "".
    ///
    /// gumbo's own `gumbo_tag_from_original_text` ends the name at a vertical tab, which the standard does not.
    var sourceName: String {
        let source = UnsafeRawBufferPointer(
            start: original_tag.data, count: original_tag.data == nil ? 0 : original_tag.length)
        let name = source.dropFirst().prefix { byte in
            byte != UInt8(ascii: "/") && byte != UInt8(ascii: ">") && !byte.isHTMLSpace
        }
        guard name.count <= 32, name.allSatisfy(\.isHTMLNameByte) else { return "" }
        return String(decoding: name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
