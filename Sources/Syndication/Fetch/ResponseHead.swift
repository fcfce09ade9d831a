private import Content

/// Status line and header fields of an answer, taken in line by line as libcurl hands them over.
struct ResponseHead: Sendable {
    private(set) var status = 0
    /// By their names in lower case; values of one name are joined with commas.
    private(set) var fields: [String: String] = [:]
    /// Whether it is the last one, and all of it is there.
    private(set) var isComplete = false
    private var size = 0

    /// - Returns: what is to be done. A whole transfer may have 128 KiB of lines: interim answers and trailers count, too.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Step {
        size += line.count
        guard size <= 131_072 else { return .tooMuch }
        var line = line[...]
        while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }
        if line.starts(with: "HTTP/".utf8) {
            // The next answer after an interim one.
            self = ResponseHead(size: size)
            let words = line.split(separator: 0x20)
            status = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) ?? 0 : 0
        } else if isComplete {
            // A trailer.
        } else if line.isEmpty {
            isComplete = status >= 200
            return isComplete ? .complete : .more
        } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = String(decoding: ResponseHead.trimmed(line[line.index(after: colon)...]), as: UTF8.self)
            fields[name] = fields[name].map { $0 + ", " + value } ?? value
        }
        return .more
    }

    enum Step { case more, complete, tooMuch }

    init() { self.init(size: 0) }

    private init(size: Int) { self.size = size }

    subscript(name: String) -> String? { fields[name] }

    /// Where it leads, for an answer that redirects.
    var redirection: String? {
        switch status {
        case 301, 302, 303, 307, 308: fields["location"]
        default: nil
        }
    }

    /// nil where it is absent or no number.
    var contentLength: Int64? { fields["content-length"].flatMap(ResponseHead.number) }

    /// The first byte of a part, and how long the whole is where that is known (RFC 9110, section 14.4).
    var contentRange: (first: Int64, whole: Int64?)? {
        guard let field = fields["content-range"], field.lowercased().hasPrefix("bytes ") else { return nil }
        let parts = field.utf8.dropFirst(6).split(separator: UInt8(ascii: "/"))
        guard parts.count == 2, let dash = parts[0].firstIndex(of: UInt8(ascii: "-")),
            let first = ResponseHead.number(String(parts[0][..<dash]) ?? "")
        else { return nil }
        return (first, ResponseHead.number(String(parts[1]) ?? ""))
    }

    /// What proves that a file is the same, byte for byte, in a later answer: a strong entity tag, or else a date that is a
    /// minute older than the answer (RFC 9110, section 8.8.2.2).
    var validator: String? {
        // It will be a line of a request: a bare CR in it would make two of that.
        let isClean = { (text: String) in text.utf8.count < 1000 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }
        if let tag = fields["etag"] {
            return tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.utf8.count > 1 && isClean(tag) ? tag : nil
        }
        guard let text = fields["last-modified"], isClean(text), let modified = HTTPDate.parse(text),
            let date = fields["date"].flatMap(HTTPDate.parse), date - modified >= 60
        else { return nil }
        return text
    }

    /// How long the server asks to wait. A date is counted from the server's own clock; without that it says nothing.
    var retryAfter: Duration? {
        guard let field = fields["retry-after"] else { return nil }
        if let seconds = ResponseHead.number(field) { return .seconds(min(seconds, 1_000_000)) }
        guard let until = HTTPDate.parse(field), let date = fields["date"].flatMap(HTTPDate.parse) else { return nil }
        return .seconds(max(0, until - date))
    }

    /// What it is compressed with; nil where it is not.
    var compression: String? {
        guard let coding = fields["content-encoding"]?.lowercased() else { return nil }
        return ["gzip", "deflate", "br", "zstd", "compress"].contains { coding.contains($0) } ? coding : nil
    }

    /// Digits alone: `Int64("+1")` would be a number, too.
    private static func number(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }
}
