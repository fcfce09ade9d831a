/// What the WordPress plugin Redirection exports as CSV: `source,target,regex,code,type,hits,title,status` (fileio/csv.php). Without
/// that line the first four are taken to be in this order, as the plugin itself does.
enum RedirectionCSV {
    static func isHeader(_ text: String) -> Bool {
        let line = text.prefix { $0 != "\n" && $0 != "\r\n" }.lowercased()
        return line.hasPrefix("source,target") || line.hasPrefix("\"source\",\"target\"")
    }

    static func rules(in text: String) -> [RedirectRule] {
        var rows = CSVRows(text).rows
        var columns = ["source": 0, "target": 1, "regex": 2, "code": 3]
        if isHeader(text), let header = rows.first {
            columns = Dictionary(
                header.fields.enumerated().map { ($0.element.lowercased(), $0.offset) }, uniquingKeysWith: { first, _ in first })
            rows.removeFirst()
        }
        return rows.compactMap { row in
            func field(_ name: String) -> String {
                columns[name].flatMap { row.fields.indices.contains($0) ? row.fields[$0] : nil }?.trimmed ?? ""
            }
            guard !field("source").isEmpty else { return nil }
            let action: RedirectRule.Action =
                if field("status") == "disabled" {
                    RedirectRule.switchedOff
                } else if ["1", "true", "yes"].contains(field("regex").lowercased()) {
                    RedirectRule.pattern
                } else {
                    RedirectRule.action(status: Int(field("code")) ?? 301, target: field("target"))
                }
            return RedirectRule(source: field("source"), action: action, line: row.line)
        }
    }
}

/// The rows of a file of comma-separated values (RFC 4180): quotes, doubled quotes, lines' ends inside of quotes.
struct CSVRows {
    let rows: [(fields: [String], line: Int)]

    init(_ text: String) {
        var rows: [(fields: [String], line: Int)] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var (line, firstLine) = (1, 1)
        func endField() {
            fields.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
        }
        func endRow() {
            endField()
            if fields != [""] { rows.append((fields, firstLine)) }
            fields = []
        }
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == 0x0A { line += 1 }
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
                field.append(byte)
                bytes.removeFirst()
            case UInt8(ascii: "\"") where isQuoted || field.isEmpty: isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted: endField()
            case 0x0D where !isQuoted && bytes.first == 0x0A: continue
            case 0x0A where !isQuoted, 0x0D where !isQuoted:
                endRow()
                firstLine = line
            default: field.append(byte)
            }
        }
        if !field.isEmpty || !fields.isEmpty { endRow() }
        self.rows = rows
    }
}
