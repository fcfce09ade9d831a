/// What stands before the first element: the byte order mark, the XML declaration, and whether this is XML at all.
extension WXRReader {
    mutating func readPrologue() throws(WXRError) {
        let size = scanner.input.byte(at: 65_535) == nil ? scanner.input.end : 65_536
        if let code = scanner.input.failure { throw .cannotRead(path: path, offset: Int64(size), code: code) }
        let head = scanner.input.copy(0..<size)
        let start = try start(of: head)
        scanner.cursor = start
        // A byte order mark of UTF-8 is right and a declaration beside it that says otherwise is not.
        if !head.starts(with: Self.mark) { try readDeclaration(head[start...]) }
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The offset of the first `<`.
    private mutating func start(of head: [UInt8]) throws(WXRError) -> Int {
        let start = head.starts(with: Self.mark) ? Self.mark.count : 0
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0x3C, 0x00])
            || head.starts(with: [0x00, 0x3C])
        {
            throw .utf16(path: path)
        }
        guard let first = head[start...].firstIndex(where: { !WXRText.isSpace($0) }) else { throw .empty(path: path) }
        let rest = head[first...]
        if Self.starts(rest, ["<!doctype html", "<html", "<head", "<body"]) {
            throw .notXML(path: path, line: scanner.input.line(at: first), .html)
        }
        if Self.starts(rest, ["<?xml", "<rss", "<channel", "<!"]) { return first }
        // PHP's warnings and the blank pages of plugins get into the file before the declaration.
        if let junk = Self.markup(in: rest) {
            scanner.note(.textBeforeXML, "", at: first)
            return junk
        }
        if rest.first == UInt8(ascii: "<") { return first }
        throw .notXML(path: path, line: scanner.input.line(at: first), Self.guess(rest))
    }

    private mutating func readDeclaration(_ head: ArraySlice<UInt8>) throws(WXRError) {
        guard head.starts(with: "<?xml".utf8) else { return }
        let end = head.prefix(512).firstIndex(of: UInt8(ascii: ">")) ?? head.startIndex
        let declaration = head[head.startIndex..<end]
        guard let name = Self.encodingName(declaration) else { return }
        guard let encoding = WXREncoding(declared: name) else {
            throw .encoding(path: path, line: scanner.input.line(at: head.startIndex), name: name)
        }
        scanner.encoding = encoding
    }

    private static func encodingName(_ declaration: ArraySlice<UInt8>) -> String? {
        guard let key = find("encoding", in: declaration) else { return nil }
        let value = declaration[key...].dropFirst(8).drop { WXRText.isSpace($0) || $0 == UInt8(ascii: "=") }
        guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        return String(decoding: value.dropFirst().prefix { $0 != quote }.prefix(40), as: UTF8.self)
    }

    /// Where `<rss` is, or the declaration before it.
    private static func markup(in head: ArraySlice<UInt8>) -> Int? {
        guard let rss = find("<rss", in: head) else { return nil }
        return find("<?xml ", in: head[..<rss]) ?? rss
    }

    private static func guess(_ head: ArraySlice<UInt8>) -> WXRError.Guess {
        if head.starts(with: [0x50, 0x4B]) { return .zip }
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        if head.starts(with: "%PDF".utf8) { return .pdf }
        if head.first == UInt8(ascii: "{") || head.first == UInt8(ascii: "[") { return .json }
        if starts(head, ["-- mysql", "-- mariadb", "-- phpmyadmin", "create table", "insert into"]) { return .sql }
        return head.prefix(512).contains(where: { $0 < 0x20 && !WXRText.isSpace($0) }) ? .binary : .text
    }

    /// Whether the bytes begin with one of these, written in lower case here and in any case there.
    private static func starts(_ head: ArraySlice<UInt8>, _ wanted: [String]) -> Bool {
        wanted.contains { text in
            head.count >= text.utf8.count
                && zip(head, text.utf8).allSatisfy { have, want in
                    have == want || ((0x41...0x5A).contains(have) && have | 0x20 == want)
                }
        }
    }

    private static func find(_ text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = text.utf8.first else { return nil }
        var rest = bytes
        while let hit = rest.firstIndex(of: first) {
            rest = rest[hit...]
            if rest.starts(with: text.utf8) { return hit }
            rest = rest.dropFirst()
        }
        return nil
    }
}
