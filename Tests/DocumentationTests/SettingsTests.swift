import Content
import Storage
import Testing

@Suite("docs/settings.md")
struct SettingsTests {
    @Test("docs/settings.md has every setting with its default, and no other")
    func settingsAreDocumented() throws {
        let rows = try Document(Repository.text("docs/settings.md")).sections.first { !$0.rows.isEmpty }?.rows ?? []
        var documented: [String: String] = [:]
        for row in rows {
            try #require(row.count == 4, "a row has setting, type, default and meaning")
            let name = try #require(Document.code(in: row[0]).first)
            documented[name] = row[2] == "empty" ? "" : Document.code(in: row[2]).first
        }
        #expect(documented == Publication().settings)
    }
}
