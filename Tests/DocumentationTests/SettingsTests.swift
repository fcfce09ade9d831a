import Content
import Testing

@Suite("docs/settings.md")
struct SettingsTests {
    @Test("docs/settings.md has every setting with its type, default, example and meaning, and no other")
    func settingsAreDocumented() throws {
        func code(_ text: String) -> String { text.isEmpty ? "empty" : "`\(text)`" }
        let rows = Setting.all.map { setting in
            let meaning = [setting.meaning, setting.details].filter { !$0.isEmpty }.joined(separator: " ")
            return
                "| `\(setting.name)` | \(setting.type.name) | \(code(setting.defaultValue)) | \(code(setting.example)) | \(meaning) |\n"
        }
        try MadeText.expect(
            "| setting | type | default | for example | meaning |\n|---|---|---|---|---|\n" + rows.joined(),
            from: "the list of settings", in: "docs/settings.md")
    }
}
