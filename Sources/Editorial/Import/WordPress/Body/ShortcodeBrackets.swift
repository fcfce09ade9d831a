/// The square brackets of a text, read once, so that every shortcode's tags are found without searching twice.
struct ShortcodeBrackets {
    /// One shortcode in a text.
    struct Tag {
        let name: String
        let attributes: Range<Int>
        let content: Range<Int>?
        /// From the bracket that opens it to the one that closes it, its closing tag included.
        let inner: Range<Int>
        /// With a second `[` before and a second `]` behind it, where they are there.
        let range: Range<Int>
        let isSelfClosing: Bool
        let isEscaped: Bool
    }

    /// The indices of every `[`.
    private(set) var openings: [Int] = []
    /// The names asked for that stand behind any `[`, with a byte behind them that WordPress lets end a name. Without
    /// one such mention a name is no shortcode in the whole text, not even as `[gallery"]`.
    private(set) var names: Set<String> = []
    private var closings: [Int] = []
    private var nextClosing = 0
    /// Where `[/name]` stands, for each name asked for.
    private var ends: [String: Ends] = [:]

    private struct Ends {
        var indices: [Int] = []
        var next = 0
    }

    /// `hidingMarkup` leaves out what is inside an element, as `do_shortcodes_in_html_tags` does.
    init(in bytes: Span<UInt8>, hidingMarkup: Bool, isName: (String) -> Bool) {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "["):
                openings.append(index)
                let isEnd = bytes.has("/", at: index + 1)
                let start = isEnd ? index + 2 : index + 1
                let end = bytes.endOfName(from: start)
                if end > start, end - start <= Self.longestName {
                    let name = bytes.text(start..<end)
                    if isName(name) {
                        if !isEnd {
                            if end == bytes.count || bytes[end].endsShortcodeName { names.insert(name) }
                        } else if bytes.has("]", at: end) {
                            ends[name, default: Ends()].indices.append(index)
                        }
                    }
                }
            case UInt8(ascii: "]"): closings.append(index)
            case UInt8(ascii: "<") where hidingMarkup:
                index = MarkupElements.end(in: bytes, at: index)
                continue
            default: break
            }
            index += 1
        }
    }

    /// The shortcode that the `[` at `opening` begins, or nil. To be asked in ascending order.
    mutating func tag(at opening: Int, in bytes: Span<UInt8>) -> Tag? {
        let isDoubled = bytes.has("[", at: opening + 1)
        let inner = isDoubled ? opening + 1 : opening
        let endOfName = bytes.endOfName(from: inner + 1)
        guard endOfName > inner + 1, endOfName - inner - 1 <= Self.longestName else { return nil }
        while nextClosing < closings.count, closings[nextClosing] < endOfName { nextClosing += 1 }
        guard nextClosing < closings.count else { return nil }
        let closing = closings[nextClosing]
        let name = bytes.text(inner + 1..<endOfName)
        let isSelfClosing = closing > endOfName && bytes[closing - 1] == UInt8(ascii: "/")
        var content: Range<Int>?
        var end = closing + 1
        if !isSelfClosing, let index = indexOfEnd(of: name, from: end) {
            content = end..<index
            end = index + (endOfName - inner - 1) + 3
        }
        let isFollowed = bytes.has("]", at: end)
        return Tag(
            name: name, attributes: endOfName..<(isSelfClosing ? closing - 1 : closing), content: content,
            inner: inner..<end, range: opening..<(isFollowed ? end + 1 : end), isSelfClosing: isSelfClosing,
            isEscaped: isDoubled && isFollowed)
    }

    private mutating func indexOfEnd(of name: String, from start: Int) -> Int? {
        guard var found = ends[name] else { return nil }
        let before = found.next
        while found.next < found.indices.count, found.indices[found.next] < start { found.next += 1 }
        if found.next != before { ends[name]?.next = found.next }
        return found.next < found.indices.count ? found.indices[found.next] : nil
    }

    /// Longer ones are nobody's name, and copying them would cost.
    private static var longestName: Int { 100 }
}

extension UInt8 {
    /// What is not in a name by the expression with which `do_shortcode` gathers the names of a text.
    fileprivate var endsShortcodeName: Bool {
        switch self {
        case 0x00...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "/"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
