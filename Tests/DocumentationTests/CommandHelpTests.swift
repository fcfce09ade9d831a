import Foundation
import Testing

@Suite("docs/cli.md")
struct CommandHelpTests {
    @Test("every command stands in docs/cli.md, and no other")
    func everyCommandIsDocumented() throws {
        let documented = try CommandHelpTests.documented().map(\.command)
        #expect(documented.sorted() == (try commands(below: "stet")).sorted())
    }

    @Test("every help text in docs/cli.md is what the program says")
    func helpIsVerbatim() throws {
        let documented = try CommandHelpTests.documented()
        try #require(!documented.isEmpty)
        var text = try Repository.text("docs/cli.md")
        for (command, help) in documented {
            let said = try self.help(of: command)
            guard said != help else { continue }
            guard MadeText.isWriting else {
                Issue.record("\(command) --help says something else than docs/cli.md; make docs writes it anew")
                continue
            }
            let section = try #require(text.range(of: "\n## \(command)\n\n```\n"))
            let end = try #require(text.range(of: "```\n", range: section.upperBound..<text.endIndex))
            text.replaceSubrange(section.upperBound..<end.lowerBound, with: said)
        }
        if MadeText.isWriting { try MadeText.write(text, to: "docs/cli.md") }
    }

    /// The sections `## stet …`, each with its first fence.
    private static func documented() throws -> [(command: String, help: String)] {
        try Document(Repository.text("docs/cli.md")).sections.compactMap { section in
            guard section.level == 2, section.title == "stet" || section.title.hasPrefix("stet ") else { return nil }
            return (section.title, section.fences.first ?? "")
        }
    }

    /// The command and all below it, as its help lists them.
    private func commands(below command: String, depth: Int = 0) throws -> [String] {
        try #require(depth < 8)
        var names: [String] = []
        var isInList = false
        for line in try help(of: command).split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "SUBCOMMANDS:" {
                isInList = true
            } else if line.isEmpty {
                isInList = false
            } else if isInList, line.hasPrefix("  "), line.dropFirst(2).first != " " {
                names.append(String(line.dropFirst(2).prefix { $0 != " " }))
            }
        }
        return try [command] + names.flatMap { try commands(below: "\(command) \($0)", depth: depth + 1) }
    }

    /// What `stet … --help` writes to standard output.
    private func help(of command: String) throws -> String {
        let binary = Repository.root.appending(path: ".build/debug/stet")
        try #require(
            FileManager.default.isExecutableFile(atPath: binary.path), "\(binary.path) is not there: swift build makes it")
        let process = Process()
        process.executableURL = binary
        process.arguments = command.split(separator: " ").dropFirst().map(String.init) + ["--help"]
        // The width of help texts follows the terminal's.
        process.environment = ProcessInfo.processInfo.environment.merging(["COLUMNS": "80"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self)
    }
}
