/// Writes canonical markup that a parser reads back as exactly the elements that were begun and ended here.
///
/// Unwrapping elements makes trees no markup can express: take the `<button>` from `<p><button><div>`, and the `<div>`
/// stands in a paragraph, which every parser would end before it. What a reader of the markup understands differently
/// than its writer is how cleaned markup turns hostile again (mXSS). So each start tag first does here what it does in
/// a parser: it ends an open paragraph, list item or heading, and a link within a link is not written at all.
struct HTMLSerializer {
    /// Where a begun element stands among the open ones.
    struct Mark {
        fileprivate let depth: Int
        fileprivate let serial: Int
    }

    private(set) var output: [UInt8] = []
    private var open: [(element: HTMLElement, serial: Int)] = []
    private var serials = 0
    private var paragraphs = 0
    private var links = 0
    /// The next thing written follows `<pre>` directly, where a parser skips one line feed.
    private var followsPre = false
    /// Words left and right of here are parted already.
    private var isParted = true
    private var owesSpace = false

    init(expecting bytes: Int) {
        output.reserveCapacity(bytes)
    }

    /// Begins an element, or returns nil where none of this kind can stand; its content may then still be written.
    ///
    /// Attributes follow, then `finishTag`. A void element needs no `end`.
    mutating func begin(_ element: HTMLElement) -> Mark? {
        guard makeRoom(for: element) else { return nil }
        if element.isBlock { owesSpace = false } else { payForSpace() }
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: element.rawValue.utf8)
        serials += 1
        let mark = Mark(depth: open.count, serial: serials)
        if !element.isVoid {
            open.append((element, serials))
            if element == .p { paragraphs += 1 }
            if element == .a { links += 1 }
        }
        followsPre = element == .pre
        isParted = element.isBlock || element == .br
        return mark
    }

    /// An attribute of the tag just begun; the value is escaped here.
    mutating func attribute(_ name: String, _ value: some Collection<UInt8>) {
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: name.utf8)
        output.append(contentsOf: [UInt8(ascii: "="), UInt8(ascii: "\"")])
        escape(value, quotes: true)
        output.append(UInt8(ascii: "\""))
    }

    mutating func finishTag() {
        output.append(UInt8(ascii: ">"))
    }

    /// Ends the element of this mark and all within it. No effect where a later element has ended it already.
    mutating func end(_ mark: Mark) {
        guard mark.depth < open.count, open[mark.depth].serial == mark.serial else { return }
        close(downTo: mark.depth)
    }

    /// Text as a reader sees it; escaped here. Between the cells of a table only white space is written.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.first else { return }
        if let current = open.last?.element, current.isTableFrame, !bytes.allSatisfy(\.isHTMLSpace) { return }
        if first.isHTMLSpace { owesSpace = false } else { payForSpace() }
        let start = output.count
        escape(bytes, quotes: false)
        guard output.count > start, let last = output.last else { return }
        if followsPre, output[start] == UInt8(ascii: "\n") { output.insert(UInt8(ascii: "\n"), at: start) }
        followsPre = false
        isParted = last.isHTMLSpace
    }

    /// Says that a block which is not written begins or ends here, so that its words are parted from their neighbours.
    mutating func part() {
        if !isParted { owesSpace = true }
    }

    /// Whether a paragraph is open that a block would end.
    var isInParagraph: Bool { paragraph() != nil }

    var isInLink: Bool {
        guard links > 0 else { return false }
        for (element, _) in open.reversed() {
            if element == .a { return true }
            if element != .table, element.isScope { return false }
        }
        return false
    }

    private mutating func payForSpace() {
        if owesSpace, !isParted {
            output.append(UInt8(ascii: " "))
            followsPre = false
        }
        owesSpace = false
    }

    // MARK: What a start tag does to the open elements

    private mutating func makeRoom(for element: HTMLElement) -> Bool {
        if element == .a, isInLink { return false }
        if element == .rt || element == .rp {
            guard inScope(.ruby) else { return false }
            while let current = open.last?.element, current.hasOptionalEnd { close(downTo: open.count - 1) }
        }
        if element == .li || element == .dd || element == .dt { endItem(before: element) }
        if element.endsParagraph, let depth = paragraph() { close(downTo: depth) }
        if element.isHeading, let current = open.last?.element, current.isHeading { close(downTo: open.count - 1) }
        guard let current = open.last?.element else { return !element.isTablePart }
        return element.fits(in: current)
    }

    private func paragraph() -> Int? {
        guard paragraphs > 0 else { return nil }
        for depth in open.indices.reversed() {
            if open[depth].element == .p { return depth }
            if open[depth].element.isScope { return nil }
        }
        return nil
    }

    private func inScope(_ element: HTMLElement) -> Bool {
        for entry in open.reversed() {
            if entry.element == element { return true }
            if entry.element.isScope { return false }
        }
        return false
    }

    private mutating func endItem(before element: HTMLElement) {
        for depth in open.indices.reversed() {
            let candidate = open[depth].element
            let isItem = element == .li ? candidate == .li : candidate == .dd || candidate == .dt
            if isItem { return close(downTo: depth) }
            if candidate.endsItemSearch { return }
        }
    }

    private mutating func close(downTo depth: Int) {
        while open.count > depth, let (element, _) = open.popLast() {
            if element == .p { paragraphs -= 1 }
            if element == .a { links -= 1 }
            output.append(UInt8(ascii: "<"))
            output.append(UInt8(ascii: "/"))
            output.append(contentsOf: element.rawValue.utf8)
            output.append(UInt8(ascii: ">"))
            if element.isBlock {
                isParted = true
                owesSpace = false
            }
        }
        followsPre = false
    }

    // MARK: Characters

    /// Appends text with `&` `<` `>` and the no-break space as entities, and the double quote where it ends a value.
    ///
    /// Forbidden characters, which the source had as numbers, are left out.
    private mutating func escape(_ bytes: some Collection<UInt8>, quotes: Bool) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { escape($0, quotes: quotes) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { escape($0, quotes: quotes) } }
    }

    private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, quotes: Bool) {
        var clean = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard Self.isSpecial[Int(byte)] else {
                index += 1
                continue
            }
            var length = 1
            let replacement: StaticString
            switch byte {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\"") where quotes: replacement = "&quot;"
            case 0x0D: replacement = "\n"
            case 0x0C: replacement = " "
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0:
                replacement = "&nbsp;"
                length = 2
            default:
                length = HTMLCharacters.forbiddenLength(at: index, in: bytes)
                guard length > 0 else {
                    index += 1
                    continue
                }
                replacement = ""
            }
            output.append(contentsOf: bytes[clean..<index])
            replacement.withUTF8Buffer { output.append(contentsOf: $0) }
            index += length
            clean = index
        }
        output.append(contentsOf: bytes[clean...])
    }

    private static let isSpecial = HTMLCharacters.isSuspect.enumerated().map { byte, isSuspect in
        isSuspect || "&<>\"".utf8.contains { Int($0) == byte }
    }
}

extension HTMLElement {
    /// A parser ends these by itself before an `rt` or `rp`.
    fileprivate var hasOptionalEnd: Bool {
        switch self {
        case .dd, .dt, .li, .p, .rp, .rt: true
        default: false
        }
    }
}

extension UInt8 {
    /// A space, tab, line feed, form feed or carriage return.
    var isHTMLSpace: Bool {
        self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
    }
}
