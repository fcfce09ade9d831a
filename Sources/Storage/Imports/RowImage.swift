/// Rows as they are at a moment, to be put back: of one thing, which may have rows in several tables.
///
/// As text it is a list of texts, each with its length before it, so that nothing has to be escaped: `7:article1:2…`.
struct RowImage: Equatable {
    struct Row: Equatable {
        var table: String
        var values: [String: SQLValue]
    }

    var rows: [Row] = []

    var text: String {
        var text = ""
        func add(_ part: String) { text += "\(part.utf8.count):\(part)" }
        for row in rows {
            add(row.table)
            add(String(row.values.count))
            for (column, value) in row.values.sorted(by: { $0.key < $1.key }) {
                add(column)
                switch value {
                case .null: add("n")
                case .int(let number): add("i\(number)")
                case .text(let string): add("t\(string)")
                }
            }
        }
        return text
    }

    /// Nil for what is none.
    init?(_ text: String) {
        var parts: [String] = []
        var rest = text.utf8[...]
        while !rest.isEmpty {
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
                let count = Int(String(decoding: rest[..<colon], as: UTF8.self)),
                count >= 0
            else { return nil }
            let body = rest[rest.index(after: colon)...]
            guard body.count >= count else { return nil }
            parts.append(String(decoding: body.prefix(count), as: UTF8.self))
            rest = body.dropFirst(count)
        }
        var next = parts[...]
        while let table = next.popFirst() {
            guard let width = next.popFirst().flatMap({ Int($0) }), width >= 0, next.count >= width * 2 else { return nil }
            var row = Row(table: table, values: [:])
            for _ in 0..<width {
                guard let column = next.popFirst(), let value = next.popFirst().flatMap(RowImage.value) else { return nil }
                row.values[column] = value
            }
            rows.append(row)
        }
    }

    init(rows: [Row]) { self.rows = rows }

    private static func value(_ text: String) -> SQLValue? {
        switch text.first {
        case "n": .null
        case "i": Int64(text.dropFirst()).map(SQLValue.int)
        case "t": .text(String(text.dropFirst()))
        default: nil
        }
    }

    /// What tells whether things are as they were; empty where there is nothing. Nobody means harm here: 64 bits do (FNV-1a).
    static func digest(of image: RowImage?) -> String {
        guard var image, !image.rows.isEmpty else { return "" }
        // Cut anew for all articles when the setting is changed: that is nobody's edit.
        for index in image.rows.indices { image.rows[index].values["teaser"] = nil }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in image.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
