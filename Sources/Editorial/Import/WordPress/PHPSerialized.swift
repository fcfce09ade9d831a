/// A value that PHP's serialize() wrote, as post meta holds it: `a:1:{s:5:"width";i:640;}`.
///
/// Objects are never made into anything: the name of the class is kept and the fields are data. Byte counts of strings
/// are often wrong in an export, because XML turns CR LF into LF and other tools count characters; then the `";` is
/// taken that fits what follows. Nesting goes to 64. Reading is linear in the length of the text.
///
/// Format: php.net/serialize; ext/standard/var.c and var_unserializer.re in PHP's source.
package indirect enum PHPValue: Equatable, Sendable {
    package struct Entry: Equatable, Sendable {
        package var key: PHPKey
        package var value: PHPValue

        package init(key: PHPKey, value: PHPValue) {
            self.key = key
            self.value = value
        }
    }

    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    /// In the order of the text; a count that is wrong does not matter.
    case array([Entry])
    /// An object, or the case of an enumeration (`Suit:Hearts`, without fields). The names of private and protected
    /// fields are as PHP mangles them. What an object wrote by its own rules (`C:`) has no fields here.
    case object(class: String, fields: [Entry])
    /// `r:` and `R:` point to another value by its number; they are not followed.
    case reference(Int64)

    /// nil for a text that is not wholly one serialized value.
    package init?(_ text: String) {
        var reader = Reader(bytes: Array(text.utf8))
        guard let value = reader.value(depth: 0, then: .end), reader.isAtEnd else { return nil }
        self = value
    }

    /// The value of a key, if this is an array or an object that has it.
    package subscript(key: String) -> PHPValue? {
        switch self {
        case .array(let entries), .object(_, let entries): entries.first { $0.key == .string(key) }?.value
        default: nil
        }
    }
}

package enum PHPKey: Hashable, Sendable {
    case int(Int64)
    case string(String)
}

private struct Reader {
    /// What may come after a string.
    enum Follower { case end, value, keyOrBrace, anything }

    let bytes: [UInt8]
    var position = 0
    /// Bytes that searches near a wrong count may still look at: it keeps the whole linear.
    var budget: Int

    init(bytes: [UInt8]) {
        self.bytes = bytes
        budget = 4 * bytes.count
    }

    var isAtEnd: Bool { bytes[position...].allSatisfy { $0 == 0x20 || (9...13).contains($0) } }

    mutating func value(depth: Int, then follower: Follower) -> PHPValue? {
        guard depth <= 64, let type = byte(position) else { return nil }
        if type == UInt8(ascii: "N") { return take("N;") ? .null : nil }
        guard byte(position + 1) == UInt8(ascii: ":") else { return nil }
        position += 2
        switch type {
        case UInt8(ascii: "b"):
            return integer().flatMap { take(";") && (0...1).contains($0) ? .bool($0 == 1) : nil }
        case UInt8(ascii: "i"):
            return integer().flatMap { take(";") ? .int($0) : nil }
        case UInt8(ascii: "r"), UInt8(ascii: "R"):
            return integer().flatMap { take(";") ? .reference($0) : nil }
        case UInt8(ascii: "d"):
            return double().map(PHPValue.double)
        case UInt8(ascii: "s"):
            return string(then: follower).map(PHPValue.string)
        case UInt8(ascii: "a"):
            guard integer() != nil, take(":{") else { return nil }
            return entries(depth: depth).map(PHPValue.array)
        case UInt8(ascii: "O"):
            guard let name = className(), take(":"), integer() != nil, take(":{") else { return nil }
            return entries(depth: depth).map { .object(class: name, fields: $0) }
        case UInt8(ascii: "E"):
            guard let name = className(), take(";") else { return nil }
            return .object(class: name, fields: [])
        case UInt8(ascii: "C"):
            guard let name = className(), take(":"), let count = integer(), take(":{") else { return nil }
            guard let length = Int(exactly: count), length >= 0, length < bytes.count - position else { return nil }
            position += length
            return take("}") ? .object(class: name, fields: []) : nil
        default:
            return nil
        }
    }

    private mutating func entries(depth: Int) -> [PHPValue.Entry]? {
        var entries: [PHPValue.Entry] = []
        while byte(position) != UInt8(ascii: "}") {
            let key: PHPKey
            switch value(depth: depth + 1, then: .value) {
            case .int(let number): key = .int(number)
            case .string(let name): key = .string(name)
            default: return nil
            }
            guard let value = value(depth: depth + 1, then: .keyOrBrace) else { return nil }
            entries.append(PHPValue.Entry(key: key, value: value))
        }
        position += 1
        return entries
    }

    // MARK: Strings

    /// `5:"width";`
    private mutating func string(then follower: Follower) -> String? {
        guard let count = integer(), count >= 0, take(":\"") else { return nil }
        guard let end = end(ofString: Int(clamping: count), then: follower) else { return nil }
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        position = end + 2
        return text
    }

    /// Where the `";` of a string is: at its count, else at the first place where what follows fits. In a string that
    /// is serialized data itself the first would be one of its own; there the nearest to the count is taken.
    private mutating func end(ofString count: Int, then follower: Follower) -> Int? {
        let start = position
        if count < bytes.count - start, closes(start + count, then: .anything) { return start + count }
        if startsTyped(start, "aOs"), count <= bytes.count - start, count < budget {
            // Each lost CR makes the count too large by one, each character of several bytes makes it too small.
            let wanted = start + count
            let reach = min(64 + bytes[start..<wanted].lazy.filter { $0 == 0x0A || $0 >= 0x80 }.count, budget / 2)
            budget -= count + 2 * reach
            for distance in stride(from: 1, through: reach, by: 1) {
                if wanted - distance >= start, closes(wanted - distance, then: follower) { return wanted - distance }
                if closes(wanted + distance, then: follower) { return wanted + distance }
            }
        }
        var offset = start
        while offset + 1 < bytes.count {
            if closes(offset, then: follower) { return offset }
            offset += 1
        }
        return nil
    }

    private func closes(_ offset: Int, then follower: Follower) -> Bool {
        guard byte(offset) == UInt8(ascii: "\""), byte(offset + 1) == UInt8(ascii: ";") else { return false }
        let next = byte(offset + 2)
        switch follower {
        case .anything:
            return true
        case .end:
            return bytes[(offset + 2)...].prefix(16).allSatisfy { $0 == 0x20 || (9...13).contains($0) }
        case .value:
            return next == UInt8(ascii: "N") && byte(offset + 3) == UInt8(ascii: ";")
                || startsTyped(offset + 2, "bidsaOECrR")
        case .keyOrBrace:
            return next == UInt8(ascii: "}") || startsTyped(offset + 2, "is")
        }
    }

    /// A letter of these, a colon and the start of a number or of a float's name.
    private func startsTyped(_ offset: Int, _ letters: StaticString) -> Bool {
        guard let letter = byte(offset), byte(offset + 1) == UInt8(ascii: ":"), let digit = byte(offset + 2) else {
            return false
        }
        let isLetter = letters.withUTF8Buffer { $0.contains(letter) }
        return isLetter && ((0x30...0x39).contains(digit) || "-.IN".utf8.contains(digit))
    }

    /// `8:"stdClass"`
    private mutating func className() -> String? {
        guard let count = integer(), (1...256).contains(count), take(":\"") else { return nil }
        guard let end = bytes[position...].prefix(257).firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let name = String(decoding: bytes[position..<end], as: UTF8.self)
        position = end + 1
        return name
    }

    // MARK: Numbers

    private mutating func integer() -> Int64? {
        let start = position
        if byte(position) == UInt8(ascii: "-") || byte(position) == UInt8(ascii: "+") { position += 1 }
        while let next = byte(position), (0x30...0x39).contains(next), position - start < 24 { position += 1 }
        return Int64(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func double() -> Double? {
        let start = position
        while let next = byte(position), next != UInt8(ascii: ";"), position - start < 64 { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard take(";") else { return nil }
        switch text {
        case "INF": return .infinity
        case "-INF": return -.infinity
        case "NAN": return .nan
        default:
            // Swift reads "0x1p3" and "inf" too, PHP writes neither.
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
            return Double(text)
        }
    }

    // MARK: Bytes

    private func byte(_ offset: Int) -> UInt8? { offset >= 0 && offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard count <= bytes.count - position else { return false }
        let matches = literal.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + count]) }
        if matches { position += count }
        return matches
    }
}
