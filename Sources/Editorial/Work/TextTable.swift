/// Rows and columns for a terminal: cells that are too long for their column go on below, parted at spaces.
struct TextTable {
    let head: [String]
    let rows: [[String]]
    /// How what is left of the width is shared by the columns, in parts; 0: a column is as wide as its longest cell.
    let shares: [Int]

    private static let gap = 2

    func text(width: Int) -> String {
        let widths = columns(of: width)
        return ([head] + rows).map { row in
            let cells = zip(row, widths).map { TextTable.lines(of: $0, width: $1) }
            let height = cells.map(\.count).max() ?? 0
            return (0..<height).map { line in
                var text = ""
                for (cell, width) in zip(cells, widths) {
                    let part = line < cell.count ? cell[line] : ""
                    text += part + String(repeating: " ", count: max(0, width - part.count) + TextTable.gap)
                }
                while text.hasSuffix(" ") { text.removeLast() }
                return text + "\n"
            }.joined()
        }.joined()
    }

    /// A column gets its share of what is left, unless it needs less: then the others have the rest.
    private func columns(of width: Int) -> [Int] {
        var widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        var left = width - TextTable.gap * (head.count - 1)
        var open = Set(head.indices)
        for column in head.indices where shares[column] == 0 {
            left -= widths[column]
            open.remove(column)
        }
        while true {
            let parts = open.reduce(0) { $0 + shares[$1] }
            let narrow = open.filter { parts > 0 && widths[$0] <= left * shares[$0] / parts }
            guard !narrow.isEmpty else {
                for column in open { widths[column] = max(12, left * shares[column] / max(1, parts)) }
                return widths
            }
            for column in narrow {
                left -= widths[column]
                open.remove(column)
            }
        }
    }

    private static func lines(of text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in LedgerReport.printable(text, most: .max).split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count <= width {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            var rest = word
            while rest.count > width {
                lines.append(String(rest.prefix(width)))
                rest = rest.dropFirst(width)
            }
            line = String(rest)
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
