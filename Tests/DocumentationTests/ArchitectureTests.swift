import Testing

@Suite("ARCHITECTURE.md")
struct ArchitectureTests {
    @Test("every file that ARCHITECTURE.md names is there")
    func filesExist() throws {
        let files = try Document(Repository.text("ARCHITECTURE.md")).code.filter(isFile)
        #expect(files.count >= 20, "the document names its files in backticks")
        for file in files {
            #expect(Repository.exists(file), "ARCHITECTURE.md names \(file), which is not there")
        }
    }

    @Test("every target of the package stands in ARCHITECTURE.md")
    func targetsAreNamed() throws {
        let code = try Set(Document(Repository.text("ARCHITECTURE.md")).code)
        let targets = try Repository.files(in: "Sources")
        #expect(targets.contains("Content"))
        for target in targets {
            #expect(code.contains(target), "Sources/\(target) is not in ARCHITECTURE.md")
        }
    }

    /// `Sources/Content/Teaser.swift`: a `/`, and an ending.
    private func isFile(_ text: String) -> Bool {
        guard text.contains("/"), !text.hasPrefix("/"), !text.contains(" "), let name = text.split(separator: "/").last else {
            return false
        }
        return text.last != "/" && name.dropFirst().contains(".")
    }
}
