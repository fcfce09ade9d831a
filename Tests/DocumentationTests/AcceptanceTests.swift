import Foundation
import Testing

/// What an export of WordPress holds is numbered: `docs/migrating-from-wordpress.md` says of each number what Stet does, and a test that
/// begins with the number, `A18: …` or `A18, A19: …`, shows it.
@Suite("Point by point: docs/migrating-from-wordpress.md")
struct AcceptanceTests {
    private static let document = "docs/migrating-from-wordpress.md"
    private static let section = "Point by point"
    private static let numbers = [1...45, 47...53, 55...69, 73...77, 79...80].flatMap { $0 }

    /// What no test shows yet. It may only become smaller.
    private static let untested: Set<Int> = []

    @Test("the table has each number once, in its order, with what it is about and what Stet does")
    func table() throws {
        let rows = try AcceptanceTests.rows()
        #expect(rows.map(\.first) == AcceptanceTests.numbers.map { "A\($0)" })
        for row in rows { #expect(row.count == 3 && row.allSatisfy { !$0.isEmpty }, "\(row)") }
    }

    @Test("each number of the table has a test, and each number that a test names is in the table")
    func tests() throws {
        let rows = Set(try AcceptanceTests.rows().compactMap(\.first))
        var named: [String: String] = [:]
        for (file, title) in try AcceptanceTests.titles() {
            for number in AcceptanceTests.numbers(in: title) { named[number] = named[number] ?? "\(file): \(title)" }
        }
        for (number, place) in named where !rows.contains(number) { Issue.record("\(number) is not in the table: \(place)") }
        let missing = AcceptanceTests.numbers.filter { named["A\($0)"] == nil && !AcceptanceTests.untested.contains($0) }
        #expect(missing.map { "A\($0)" } == [], "no test shows these")
    }

    @Test(
        "numbers stand at the beginning of a name, before a colon",
        arguments: [
            ("A18: a mark ends the teaser", ["A18"]), ("A18, A19: marks and pages", ["A18", "A19"]), ("A page is cut", []),
            ("A4 sheets", []), ("A: a letter", []), ("", []), ("A18", []), ("A1, and more: x", []),
        ])
    func names(_ title: String, _ numbers: [String]) {
        #expect(AcceptanceTests.numbers(in: title) == numbers)
    }

    private static func rows() throws -> [[String]] {
        let sections = try Document(Repository.text(document)).sections
        return try #require(sections.first { $0.title == section }, "\(document) has no section “\(section)”").rows
    }

    /// The names of all tests, as they stand in the sources.
    private static func titles() throws -> [(file: String, title: String)] {
        let root = Repository.root.appending(path: "Tests")
        let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try files.filter { $0.hasSuffix(".swift") }.sorted().flatMap { file in
            let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
            return text.components(separatedBy: "@Test(").dropFirst().compactMap { rest -> (file: String, title: String)? in
                let rest = rest.drop { $0.isWhitespace }
                guard rest.first == "\"" else { return nil }
                return (file, String(rest.dropFirst().prefix { $0 != "\"" && $0 != "\n" }))
            }
        }
    }

    private static func numbers(in title: String) -> [String] {
        guard let colon = title.firstIndex(of: ":") else { return [] }
        let numbers = title[..<colon].split(separator: ",", omittingEmptySubsequences: false).map { part in
            String(part.drop { $0 == " " })
        }
        let areNumbers = numbers.allSatisfy { number in
            number.hasPrefix("A") && number.utf8.count > 1
                && number.utf8.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        return areNumbers ? numbers : []
    }
}
