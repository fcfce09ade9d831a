/// Finds the tags of a template one after another, keeping the delimiters in force and the count of lines.
struct TemplateScanner {
    struct Tag {
        enum Kind: UInt8 {
            case value, comment, delimiters
            case raw, section, inverted, close, partial, parent, block
        }

        let kind: Kind
        /// What stands in the tag, without its sign and the space around; with `*` before a dynamic name.
        let name: String
        let position: Template.Position
        /// From the opening delimiter to after the closing one.
        let range: Range<Int>
    }

    let source: [UInt8]
    private let template: String
    private var opening = Array("{{".utf8)
    private var closing = Array("}}".utf8)
    /// Where the next tag is looked for.
    private(set) var offset = 0
    private var counted = 0
    private var position = Template.Position(line: 1, column: 1)

    init(template: String, source: String) {
        self.template = template
        self.source = Array(source.utf8)
    }

    /// The next tag, or nil where only text is left.
    mutating func next() throws(TemplateError) -> Tag? {
        guard let start = find(opening, from: offset) else { return nil }
        count(to: start)
        let inside = skipSpace(from: start + opening.count)
        let sign = inside < source.count ? source[inside] : 0
        guard let end = find(ending(of: sign), from: sign == UInt8(ascii: "=") ? inside + 1 : inside) else {
            throw error("this tag is not closed: ‘\(String(decoding: closing, as: UTF8.self))’ is missing")
        }
        let kind = Self.kind(of: sign)
        offset = end + ending(of: sign).count
        var name = trim(kind == .value ? inside..<end : min(inside + 1, end)..<end)
        switch kind {
        case .comment: break
        case .delimiters: try setDelimiters(name)
        case .partial, .parent, .close:
            // Some write `{{> * name }}`: the star is a sign, too.
            if name.utf8.first == UInt8(ascii: "*") {
                name = "*" + String(Substring(name.utf8.dropFirst().drop(while: Self.isSpace)))
            }
            try check(name)
        default: try check(name)
        }
        return Tag(kind: kind, name: name, position: position, range: start..<offset)
    }

    /// Whether the opening delimiter and a `/` stand at `offset`: an end tag.
    func isEndTag(at offset: Int) -> Bool {
        guard source[offset...].starts(with: opening) else { return false }
        let sign = skipSpace(from: offset + opening.count)
        return sign < source.count && source[sign] == UInt8(ascii: "/")
    }

    private static func kind(of sign: UInt8) -> Tag.Kind {
        switch sign {
        case UInt8(ascii: "{"), UInt8(ascii: "&"): .raw
        case UInt8(ascii: "#"): .section
        case UInt8(ascii: "^"): .inverted
        case UInt8(ascii: "/"): .close
        case UInt8(ascii: ">"): .partial
        case UInt8(ascii: "<"): .parent
        case UInt8(ascii: "$"): .block
        case UInt8(ascii: "!"): .comment
        case UInt8(ascii: "="): .delimiters
        default: .value
        }
    }

    private func ending(of sign: UInt8) -> [UInt8] {
        switch sign {
        case UInt8(ascii: "{"): [UInt8(ascii: "}")] + closing
        case UInt8(ascii: "="): [UInt8(ascii: "=")] + closing
        default: closing
        }
    }

    /// Where `pattern` begins.
    ///
    /// Patterns are short (`setDelimiters`), so looking at each place is linear enough.
    private func find(_ pattern: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, source.count >= pattern.count else { return nil }
        var place = start
        while place <= source.count - pattern.count {
            if source[place] == first, source[place...].starts(with: pattern) { return place }
            place += 1
        }
        return nil
    }

    private mutating func setDelimiters(_ text: String) throws(TemplateError) {
        let pair = text.utf8.split(whereSeparator: Self.isSpace).map(Array.init)
        // The limit of 16 keeps `find` linear.
        guard pair.count == 2, pair.allSatisfy({ $0.count <= 16 && !$0.contains(UInt8(ascii: "=")) }) else {
            throw error("a set-delimiters tag holds two delimiters of at most 16 bytes, as in ‘{{=<% %>=}}’")
        }
        opening = pair[0]
        closing = pair[1]
    }

    private func check(_ name: String) throws(TemplateError) {
        guard !name.isEmpty else { throw error("this tag has no name") }
        guard !name.utf8.contains(where: Self.isSpace) else {
            throw error("the name ‘\(name)’ has a space in it")
        }
    }

    private mutating func count(to offset: Int) {
        for byte in source[counted..<offset] {
            if byte == UInt8(ascii: "\n") {
                position.line += 1
                position.column = 1
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        counted = offset
    }

    private func trim(_ range: Range<Int>) -> String {
        var slice = source[range].drop(while: Self.isSpace)
        while let last = slice.last, Self.isSpace(last) { slice.removeLast() }
        return String(decoding: slice, as: UTF8.self)
    }

    private func skipSpace(from start: Int) -> Int {
        source[start...].firstIndex { !Self.isSpace($0) } ?? source.count
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
    }

    private func error(_ message: String) -> TemplateError {
        TemplateError(message, in: template, at: position)
    }
}
