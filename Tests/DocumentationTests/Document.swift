/// A Markdown document as these tests look at it: sections with their fences and the rows of their tables.
struct Document {
    struct Section {
        var level: Int
        var title: String
        /// What stands between ``` and ```, each with its last line break.
        var fences: [String] = []
        /// The rows of tables, without their heads, as cells without the space around them.
        var rows: [[String]] = []
        /// What stands in backticks, outside of fences.
        var code: [String] = []
    }

    private(set) var sections: [Section] = [Section(level: 0, title: "")]

    init(_ text: String) {
        var fence: String?
        var isBelowTableHead = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let last = sections.count - 1
            if line.hasPrefix("```") {
                if let whole = fence { sections[last].fences.append(whole) }
                fence = fence == nil ? "" : nil
                continue
            }
            if fence != nil {
                fence?.append(line + "\n")
                continue
            }
            let level = line.prefix { $0 == "#" }.count
            if level > 0 {
                let title = String(line.dropFirst(level + 1))
                sections.append(Section(level: level, title: title, code: Document.code(in: line)))
                continue
            }
            sections[last].code += Document.code(in: line)
            guard line.hasPrefix("|") else {
                isBelowTableHead = false
                continue
            }
            if line.hasPrefix("|---") || line.hasPrefix("| ---") {
                isBelowTableHead = true
            } else if isBelowTableHead {
                sections[last].rows.append(Document.cells(of: line))
            }
        }
    }

    /// Everything in backticks.
    var code: [String] { sections.flatMap(\.code) }

    static func code(in line: some StringProtocol) -> [String] {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        return stride(from: 1, to: parts.count - 1, by: 2).map { String(parts[$0]) }
    }

    private static func cells(of line: Substring) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
            String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
