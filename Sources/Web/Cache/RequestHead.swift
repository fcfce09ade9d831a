/// The head of a request, as far as the hot path understands it (RFC 9112, sections 2 to 5).
///
/// Strict: lines end in CR LF, no line is folded, names are tokens, values are visible ASCII, spaces and tabs. What is not so is
/// `other`, and somebody else's to judge.
enum RequestHead {
    /// GET or HEAD of a page in HTTP/1.1, and nothing about it that the hot path does not know.
    case plain(Plain)
    /// A whole head that asks for something else, this long, and so many bytes of body behind it.
    case whole(Int, body: Int)
    /// The beginning of one that may be for a page.
    case partial
    /// Anything else.
    case other

    /// Places in the buffer that it was read from.
    struct Plain {
        var length: Int
        var isHead: Bool
        var path: Range<Int>
        var host: Range<Int>
        var acceptEncoding: Range<Int>?
        var ifNoneMatch: Range<Int>?
    }

    /// What comes from a browser is a fraction of it.
    private static let longest = 8192
    private static let mostLines = 64

    init(_ bytes: UnsafeRawBufferPointer) {
        guard let lines = RequestHead.lines(of: bytes), let first = lines.first else {
            self = RequestHead.isBeginning(bytes) ? .partial : .other
            return
        }
        let length = (lines.last?.upperBound ?? 0) + 4
        var plain = Plain(length: length, isHead: false, path: 0..<0, host: 0..<0)
        var isPlain = RequestHead.readTarget(bytes, first, &plain)
        var hosts = 0
        var body: Int?
        for line in lines.dropFirst() {
            guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")), colon > line.lowerBound,
                bytes[line.lowerBound..<colon].allSatisfy(RequestHead.isOfToken)
            else {
                self = .other
                return
            }
            let value = RequestHead.trimmed(bytes, colon + 1..<line.upperBound)
            guard bytes[value].allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) }) else {
                self = .other
                return
            }
            switch RequestHead.name(bytes[line.lowerBound..<colon]) {
            case .host:
                hosts += 1
                plain.host = value
                if !bytes[value].allSatisfy(RequestHead.isOfHost) { isPlain = false }
            case .acceptEncoding:
                if plain.acceptEncoding != nil { isPlain = false }
                plain.acceptEncoding = value
            case .ifNoneMatch:
                if plain.ifNoneMatch != nil { isPlain = false }
                plain.ifNoneMatch = value
            case .connection:
                if !RequestHead.isEqual(bytes[value], "keep-alive") { isPlain = false }
            case .length:
                // Two, or none that is a plain number, are somebody else's to judge.
                guard body == nil, let length = RequestHead.number(bytes[value]) else {
                    self = .other
                    return
                }
                (body, isPlain) = (length, false)
            // With these the parser waits for more than the head, nobody here knows for how long.
            case .body:
                self = .other
                return
            case .telling: isPlain = false
            case nil: break
            }
        }
        if hosts != 1 || plain.host.isEmpty || plain.host.count > 255 { isPlain = false }
        self = isPlain ? .plain(plain) : .whole(length, body: body ?? 0)
    }

    /// The lines of a whole head, without their ends; nil where it is not whole.
    private static func lines(of bytes: UnsafeRawBufferPointer) -> [Range<Int>]? {
        var lines: [Range<Int>] = []
        lines.reserveCapacity(16)
        var start = 0
        let end = min(bytes.count, longest)
        var index = 0
        while index < end {
            switch bytes[index] {
            case 0x0A: return nil
            case 0x0D:
                guard index + 1 < end, bytes[index + 1] == 0x0A else { return nil }
                if index == start { return lines.isEmpty ? nil : lines }
                guard lines.count < mostLines else { return nil }
                lines.append(start..<index)
                index += 2
                start = index
            default: index += 1
            }
        }
        return nil
    }

    /// The digits of the version at the end of the first line, and where the second stands; nil where there are none.
    static func version(_ bytes: UnsafeRawBufferPointer) -> (major: UInt8, minor: UInt8, at: Int)? {
        let name = " HTTP/"
        guard let end = bytes.firstIndex(of: 0x0D), end >= name.utf8.count + 3 else { return nil }
        let digits = end - 3
        guard bytes[digits - name.utf8.count..<digits].elementsEqual(name.utf8), bytes[digits + 1] == UInt8(ascii: "."),
            (0x30...0x39).contains(bytes[digits]), (0x30...0x39).contains(bytes[digits + 2])
        else { return nil }
        return (bytes[digits] & 15, bytes[digits + 2] & 15, digits + 2)
    }

    /// Whether what has come so far may become the head of a request for a page: nothing in it is wrong yet.
    private static func isBeginning(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !bytes.isEmpty, bytes.count < longest else { return false }
        guard ["GET /", "HEAD /"].contains(where: { zip(bytes, $0.utf8).allSatisfy { $0 == $1 } }) else { return false }
        var last: UInt8 = 0
        for byte in bytes {
            // A line that ends in one of both alone.
            if (byte == 0x0A) != (last == 0x0D) { return false }
            guard (0x20...0x7E).contains(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return false }
            last = byte
        }
        return true
    }

    /// Digits alone, of a size that a body may have.
    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
    }

    /// `GET /path HTTP/1.1`; false for anything else.
    private static func readTarget(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ plain: inout Plain) -> Bool {
        let start: Int
        if bytes[line].starts(with: "GET /".utf8) {
            start = line.lowerBound + 4
        } else if bytes[line].starts(with: "HEAD /".utf8) {
            (plain.isHead, start) = (true, line.lowerBound + 5)
        } else {
            return false
        }
        let ending = " HTTP/1.1"
        let end = line.upperBound - ending.utf8.count
        guard end > start, bytes[end..<line.upperBound].elementsEqual(ending.utf8) else { return false }
        plain.path = start..<end
        return bytes[plain.path].allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    }

    private enum Name { case host, acceptEncoding, ifNoneMatch, connection, length, body, telling }

    private static func name(_ name: Slice<UnsafeRawBufferPointer>) -> Name? {
        switch name.count {
        case 2: isEqual(name, "te") ? .telling : nil
        case 4: isEqual(name, "host") ? .host : nil
        case 5: isEqual(name, "range") ? .telling : nil
        case 6: isEqual(name, "expect") ? .body : nil
        case 7: isEqual(name, "upgrade") ? .body : nil
        case 8: isEqual(name, "if-match") || isEqual(name, "if-range") ? .telling : nil
        case 10: isEqual(name, "connection") ? .connection : nil
        case 13: isEqual(name, "if-none-match") ? .ifNoneMatch : nil
        case 14: isEqual(name, "content-length") ? .length : nil
        case 15: isEqual(name, "accept-encoding") ? .acceptEncoding : nil
        case 16: isEqual(name, "proxy-connection") ? .telling : nil
        case 17:
            isEqual(name, "transfer-encoding") ? .body : isEqual(name, "if-modified-since") ? .telling : nil
        case 19: isEqual(name, "if-unmodified-since") ? .telling : nil
        default: nil
        }
    }

    private static func isEqual(_ bytes: Slice<UnsafeRawBufferPointer>, _ small: StaticString) -> Bool {
        guard bytes.count == small.utf8CodeUnitCount else { return false }
        return zip(bytes, UnsafeBufferPointer(start: small.utf8Start, count: small.utf8CodeUnitCount)).allSatisfy {
            byte, letter in
            ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == letter
        }
    }

    private static func trimmed(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    private static func isOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// As the gate behind it has it.
    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: ".-_:[]".utf8.contains(byte)
        }
    }
}
