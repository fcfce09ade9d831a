/// JSON as the site writes it: objects keep their order, and what has no value is left out.
///
/// `<`, `>`, `&`, U+2028 and U+2029 are written as `\u…`, in every text: so no text can end the `<script>` that the JSON stands
/// in, whatever it holds, and the same bytes are JavaScript.
enum JSONValue: Sendable, ExpressibleByStringInterpolation, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    case text(String)
    case number(Int64)
    case bool(Bool)
    case list([JSONValue])
    case object([(name: String, value: JSONValue)])

    init(stringLiteral text: String) { self = .text(text) }
    init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
    init(dictionaryLiteral members: (String, JSONValue?)...) {
        self = .object(members.compactMap { name, value in value.map { (name, $0) } })
    }

    /// Nil for an empty text, which is left out.
    static func filled(_ text: String) -> JSONValue? { text.isEmpty ? nil : .text(text) }

    /// Nil for an empty list, which is left out.
    static func filled(_ list: [JSONValue]) -> JSONValue? { list.isEmpty ? nil : .list(list) }

    /// An object with more members.
    func adding(_ more: JSONValue) -> JSONValue {
        guard case .object(let own) = self, case .object(let more) = more else { return self }
        return .object(own + more)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): JSONValue.write(text, to: &bytes)
        case .number(let number): bytes += String(number).utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONValue.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            bytes.reserveCapacity(bytes.count + utf8.count + utf8.count / 8)
            // What needs nothing is taken over a run at a time.
            var (start, index) = (0, 0)
            func replace(_ count: Int, by escape: String) {
                bytes += UnsafeBufferPointer(rebasing: utf8[start..<index])
                bytes += escape.utf8
                index += count
                start = index
            }
            while index < utf8.count {
                let byte = utf8[index]
                switch byte {
                case UInt8(ascii: "\""): replace(1, by: "\\\"")
                case UInt8(ascii: "\\"): replace(1, by: "\\\\")
                case UInt8(ascii: "\n"): replace(1, by: "\\n")
                case UInt8(ascii: "\t"): replace(1, by: "\\t")
                case UInt8(ascii: "\r"): replace(1, by: "\\r")
                case 0..<0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
                    replace(1, by: "\\u00\(String(byte >> 4, radix: 16))\(String(byte & 15, radix: 16))")
                // E2 80 A8 and E2 80 A9.
                case 0xE2 where index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8:
                    replace(3, by: utf8[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
                default: index += 1
                }
            }
            replace(0, by: "")
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
