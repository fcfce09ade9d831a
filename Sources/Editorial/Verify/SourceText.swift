import Content
import Storage

/// What a reader must find of the text an article came from: its words, page by page, and its pictures.
///
/// It is read without the code that makes bodies, so that a fault there is found: tags and comments go, and of shortcodes the brackets.
/// So what stands in brackets in running text is not asked for, nor an address alone in its line, which became a card.
struct SourceText {
    private(set) var pages: [String]
    private(set) var pictures: [String] = []

    init(_ article: ProvenArticle) {
        guard article.sourceFormat == .wordpress else {
            pages = [article.body.text]
            return
        }
        pages = []
        for part in SourceText.parts(of: article.source) {
            guard let reading = try? PageReading(SourceText.plain(part)) else { continue }
            pages.append(reading.text)
            pictures += reading.pictures
        }
    }

    var words: ComparedWords { ComparedWords(pages.joined(separator: " ")) }

    /// `<!--nextpage-->` begins another page.
    private static func parts(of source: String) -> [String] {
        var parts: [String] = []
        var rest = source[...]
        while parts.count < 200, let mark = rest.firstRange(of: "<!--nextpage-->") {
            parts.append(String(rest[..<mark.lowerBound]))
            rest = rest[mark.upperBound...]
        }
        return parts + [String(rest)]
    }

    private static func plain(_ source: String) -> String {
        let bytes = withoutComments(Array(source.utf8))
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let isAddress = line.starts(with: "http://".utf8) || line.starts(with: "https://".utf8)
            if !isAddress || line.contains(0x20) { plain += line }
            plain.append(0x0A)
        }
        return String(decoding: withoutShortcodes(plain), as: UTF8.self)
    }

    /// Before brackets are looked for: word processors left comments with `[if …]` in them.
    private static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var rest = bytes[...]
        while let start = rest.firstRange(of: "<!--".utf8) {
            plain += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "-->".utf8) else { return plain }
            rest = rest[end.upperBound...]
        }
        return plain + rest
    }

    private static func withoutShortcodes(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "[")) {
            plain += bytes[index..<start]
            guard mayBegin(after: plain.last, bytes[(start + 1)...].first), let end = end(of: start, in: bytes) else {
                plain.append(bytes[start])
                index = start + 1
                continue
            }
            // `[[gallery]]` is shown as `[gallery]`.
            let isEscaped = plain.last == UInt8(ascii: "[") && end < bytes.count && bytes[end] == UInt8(ascii: "]")
            if isEscaped {
                plain.removeLast()
                plain += bytes[start..<end]
            }
            index = isEscaped ? end + 1 : end
        }
        return plain + bytes[index...]
    }

    /// In code brackets follow other characters: `$a[b]`, `/^[a-z]/`.
    private static func mayBegin(after last: UInt8?, _ next: UInt8?) -> Bool {
        guard let last, next != UInt8(ascii: "/") else { return true }
        return last <= 0x20 || last == UInt8(ascii: ">") || last == UInt8(ascii: "]") || last == UInt8(ascii: "[")
    }

    /// The index after a `[name …]` or `[/name]` that begins here.
    private static func end(of start: Int, in bytes: [UInt8]) -> Int? {
        let after = bytes[(start + 1)...].first == UInt8(ascii: "/") ? start + 2 : start + 1
        guard let first = bytes[min(after, bytes.count)...].first, isLetter(first) else { return nil }
        let name = bytes[after...].prefix { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
        guard name.count <= 60, let next = bytes[name.endIndex...].first, next <= 0x20 || next == 0x5D || next == 0x2F else {
            return nil
        }
        var quote: UInt8?
        for index in bytes[name.endIndex...].indices.prefix(4000) {
            let byte = bytes[index]
            if byte == quote {
                quote = nil
            } else if quote == nil {
                if byte == UInt8(ascii: "]") { return index + 1 }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
                if byte == UInt8(ascii: "[") { return nil }
            }
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
