import Foundation
import Testing

/// Attacks are numbered: `docs/threat-model.md` says of each number what happens, and where tests show it that begin with it, `Row 12: …`.
@Suite("By number: docs/threat-model.md")
struct ThreatRowTests {
    private static let document = "docs/threat-model.md"

    @Test("each number stands once, in its order, with files that are there, and one of them has a test of that number")
    func rows() throws {
        let rows = try ThreatRowTests.rows()
        let numbers = rows.compactMap { $0.first.flatMap { Int($0) } }
        #expect(numbers.count == rows.count && numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        for row in rows {
            #expect(row.count == 4 && row.allSatisfy { !$0.isEmpty }, "\(row)")
            // Cells of the last column are files; inside of others are commands and names.
            let files = Document.code(in: row.last ?? "")
            for file in files { #expect(Repository.exists(file), "row \(row[0]) names \(file), which is not there") }
            let shown = try files.filter(Repository.exists).contains { try Repository.text($0).contains("\"Row \(row[0]): ") }
            #expect(shown, "no test in \(files) begins with “Row \(row[0]): ”")
        }
    }

    @Test("each number that a test begins with is in the table, and so is its file")
    func tests() throws {
        var files: [String: [String]] = [:]
        for row in try ThreatRowTests.rows() { files[row[0]] = Document.code(in: row.last ?? "") }
        let found = FileManager.default.enumerator(atPath: Repository.root.appending(path: "Tests").path)
        var count = 0
        for case let name as String in try #require(found)
        where name.hasSuffix(".swift") && !name.hasPrefix("DocumentationTests/") {
            for part in try Repository.text("Tests/" + name).components(separatedBy: "\"Row ").dropFirst() {
                let number = String(part.prefix { $0.isNumber })
                guard !number.isEmpty, part.dropFirst(number.count).first == ":" else { continue }
                count += 1
                #expect(files[number]?.contains("Tests/" + name) == true, "row \(number) does not name Tests/\(name)")
            }
        }
        #expect(count > 30)
    }

    private static func rows() throws -> [[String]] {
        let sections = try Document(Repository.text(document)).sections
        return try #require(sections.first { $0.title == "By number" }, "\(document) has no section “By number”").rows
    }
}
