/// An answer as it came over the wire, taken apart with as little good will as possible.
package struct RawAnswer: Sendable, Equatable, CustomStringConvertible {
    package let status: Int
    /// Names in lower case, in the order of the wire.
    package let fields: [(name: String, value: String)]
    package let body: [UInt8]

    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }
    package var text: String { String(decoding: body, as: UTF8.self) }
    package var description: String { "\(status) \(fields.map { "\($0.name): \($0.value)" }) \(body.count) bytes" }

    package static func == (left: RawAnswer, right: RawAnswer) -> Bool {
        left.status == right.status && left.body == right.body
            && left.fields.elementsEqual(right.fields, by: { $0 == $1 })
    }

    /// The first answer in these bytes and its length; nil while it is not whole.
    package static func parse(_ bytes: [UInt8], toHead: Bool = false) -> (RawAnswer, length: Int)? {
        guard let end = endOfHead(bytes) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let statusLine = lines.first, let status = Int(statusLine.split(separator: " ").dropFirst().first ?? "")
        else { return nil }
        let fields = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (name: line[..<colon].lowercased(), value: String(line[colon...].dropFirst(2)))
        }
        let length = fields.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        let bodyless = toHead || status == 304 || status == 204 || status < 200
        let total = end + 4 + (bodyless ? 0 : length)
        guard bytes.count >= total else { return nil }
        return (RawAnswer(status: status, fields: fields, body: Array(bytes[(end + 4)..<total])), total)
    }

    /// Where the empty line begins. Plain steps: it is looked for as often as bytes come in.
    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while index + 3 < bytes.count {
            if bytes[index] == 13, bytes[index + 1] == 10, bytes[index + 2] == 13, bytes[index + 3] == 10 { return index }
            index += 1
        }
        return nil
    }
}
