/// An attribute that safe markup may have: where it may stand and what its value must be.
enum HTMLAttribute: String, CaseIterable {
    case alt, cite, `class`, colspan, controls, datetime, decoding, `default`, dir, headers, height, high, href
    case hreflang, id, kind, label, lang, loading, loop, low, max, media, min, muted, name, open, optimum, poster
    case preload, rel, reversed, role, rowspan, scope, sizes, span, src, srclang, srcset, start, target, title, type
    case value, width
    case ariaLabel = "aria-label"

    enum Value {
        case text
        /// An address that is followed, or one that is loaded.
        case link, resource
        /// A list of pictures with their sizes.
        case pictures
        /// Digits; a number with a sign and a fraction.
        case digits, number
        /// Is there or is not.
        case flag
        case language
        case keyword([String])
        /// A name in the page, or several: with a prefix where it could stand in for a name of our own.
        case identifier, identifiers
        case classes, rel, target, role
    }

    var value: Value {
        switch self {
        case .alt, .ariaLabel, .datetime, .label, .media, .sizes, .title: .text
        case .cite, .href: .link
        case .poster, .src: .resource
        case .srcset: .pictures
        case .colspan, .height, .rowspan, .span, .width: .digits
        case .high, .low, .max, .min, .optimum, .start: .number
        case .controls, .default, .loop, .muted, .open, .reversed: .flag
        case .hreflang, .lang, .srclang: .language
        case .decoding: .keyword(["async", "auto", "sync"])
        case .dir: .keyword(["auto", "ltr", "rtl"])
        case .kind: .keyword(["captions", "chapters", "descriptions", "metadata", "subtitles"])
        case .loading: .keyword(["eager", "lazy"])
        case .preload: .keyword(["auto", "metadata", "none"])
        case .scope: .keyword(["col", "colgroup", "row", "rowgroup"])
        case .id, .name: .identifier
        case .headers: .identifiers
        case .class: .classes
        case .rel: .rel
        case .target: .target
        case .role: .role
        case .type, .value: .text
        }
    }

    /// What the value of `type` and `value`, which mean different things on different elements, must be there.
    func value(on element: HTMLElement) -> Value {
        switch (self, element) {
        case (.type, .ol), (.type, .li): .keyword(["1", "A", "I", "a", "circle", "disc", "i", "square"])
        case (.type, .ul): .keyword(["circle", "disc", "square"])
        case (.value, .li), (.value, .meter), (.value, .progress): .number
        default: value
        }
    }

    func isAllowed(on element: HTMLElement, policy: HTMLSanitizer.Policy) -> Bool {
        switch policy {
        case .body: isAllowed(on: element)
        case .inline, .headline:
            switch self {
            case .ariaLabel, .class, .headers, .id, .name, .role: false
            default: isAllowed(on: element)
            }
        case .comment:
            switch self {
            case .href: element == .a
            case .dir, .lang: true
            case .cite: element == .blockquote || element == .del || element == .q
            case .datetime: element == .del
            case .start, .reversed, .type: element == .ol
            case .value: element == .li
            default: false
            }
        }
    }

    private func isAllowed(on element: HTMLElement) -> Bool {
        switch self {
        case .ariaLabel, .class, .dir, .id, .lang, .role, .title: true
        case .alt, .decoding, .loading: element == .img
        case .cite: [.blockquote, .del, .ins, .q].contains(element)
        case .colspan, .headers, .rowspan: element == .td || element == .th
        case .controls, .loop, .muted, .preload: element == .audio || element == .video
        case .datetime: [.del, .ins, .time].contains(element)
        case .default, .kind, .srclang: element == .track
        case .label: element == .track
        case .height, .width: [.img, .source, .video].contains(element)
        case .high, .low, .min, .optimum: element == .meter
        case .max: element == .meter || element == .progress
        case .href, .hreflang, .name, .rel, .target: element == .a
        case .media: element == .source
        case .open: element == .details
        case .poster: element == .video
        case .reversed, .start: element == .ol
        case .scope: element == .th
        case .sizes, .srcset: element == .img || element == .source
        case .span: element == .col || element == .colgroup
        case .src: [.audio, .img, .source, .track, .video].contains(element)
        case .type: [.li, .ol, .source, .ul].contains(element)
        case .value: [.data, .li, .meter, .progress].contains(element)
        }
    }

    static func named(_ name: UnsafeBufferPointer<UInt8>) -> HTMLAttribute? {
        guard name.count <= 16 else { return nil }
        return byName[key(name)]
    }

    /// Up to 16 bytes as one number: names are looked up for each attribute of a text, strings would cost more.
    private static func key(_ name: some Sequence<UInt8>) -> UInt128 {
        name.reduce(0) { $0 << 8 | UInt128($1) }
    }

    private static let byName = Dictionary(allCases.map { (key($0.rawValue.utf8), $0) }) { first, _ in first }
}
