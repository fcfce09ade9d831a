import Foundation
import TestSupport
import Testing

/// The magazines that the judges look at: imported, set up and served by the real program, and kept as a crawl found them.
///
/// Each has its own address as its base address, so that a judge who follows an absolute link stays here.
struct Exhibition: Sendable {
    /// One folder for each magazine, as `crawl.py` left it.
    let folder: TemporaryFolder

    @TaskLocal static var current: Exhibition?

    /// A magazine: what it is imported from, and the language it is set to. Its name ends in `-ar` where that is Arabic.
    struct Exhibit: Sendable {
        let name: String
        let words: [String]
        let language: String?
    }

    /// Opens it for as long as somebody looks.
    static func open(_ body: @Sendable (Exhibition) async throws -> Void) async throws {
        let exhibition = Exhibition(folder: try TemporaryFolder())
        let data = try TemporaryFolder()
        try await serving(try exhibits(data)[...], in: data) { bases in
            try await withThrowingTaskGroup(of: Void.self) { crawls in
                for (name, base) in bases { crawls.addTask { try await crawl(base, into: exhibition.folder[name]) } }
                try await crawls.waitForAll()
            }
            try await body(exhibition)
        }
    }

    /// Asks a magazine for all that it leads to.
    static func crawl(_ base: String, into folder: String) async throws {
        let crawl = try await ChildProcess.run(
            "/usr/bin/env", ["python3", "-B", Judge.script("crawl"), base, folder, "/no-such-page/"])
        guard crawl.code == 0 else { throw SpawnError(program: "crawl.py", reason: crawl.output + crawl.error) }
    }

    /// The project's own magazine, and the export that theme makers test with: every kind of body, comments, attachments.
    private static func exhibits(_ data: TemporaryFolder) throws -> [Exhibit] {
        // With an article of today: the news site map has none older than two days.
        try FileManager.default.copyItem(atPath: Repository.path("Sample"), toPath: data["sample-folder"])
        let today = Date().ISO8601Format()
        let article =
            "---\ntitle: The ferry of this morning\ndate: \(today)\nauthors: [tomas-brekkhus]\nsections: [ferries]\n---\n\nIt sailed.\n"
        try data.write(article, to: "sample-folder/content/articles/the-ferry-of-this-morning.md")
        var imports = ["sample": ["folder", data["sample-folder"]]]
        if SharedMaterial.isAtHand {
            let media = SharedMaterial.path("wxr/media-theme-test-data")
            let uploads = data["uploads"]
            try FileManager.default.copyItem(atPath: media, toPath: uploads)
            // A body links to it, and no item of the export says where it lay.
            try data.write(Data(contentsOf: URL(filePath: media + "/file_block.pdf")), to: "uploads/2018/11/file_block.pdf")
            imports["unit"] = [
                "wordpress", SharedMaterial.path("wxr/theme-test-data/themeunittestdata.wordpress.xml"), "--uploads", uploads,
            ]
        }
        return imports.sorted { $0.key < $1.key }.flatMap { name, words in
            [
                Exhibit(name: name, words: words, language: nil),
                Exhibit(name: name + "-ar", words: words, language: "ar"),
            ]
        }
    }

    /// Serves them all; the body is given their names and addresses.
    private static func serving(
        _ exhibits: ArraySlice<Exhibit>, in data: TemporaryFolder, at bases: [String: String] = [:],
        _ body: @Sendable ([String: String]) async throws -> Void
    ) async throws {
        guard let exhibit = exhibits.first else { return try await body(bases) }
        let directory = data[exhibit.name]
        try await stet(["import"] + exhibit.words, directory)
        if let language = exhibit.language { try await stet(["settings", "set", "language", language], directory) }
        try await ServingProcess.run(directory) { server in
            let base = "http://127.0.0.1:\(server.port)"
            try await stet(["settings", "set", "base_url", base], directory)
            let bases = bases.merging([exhibit.name: base]) { $1 }
            try await serving(exhibits.dropFirst(), in: data, at: bases, body)
        }
    }

    private static func stet(_ words: [String], _ directory: String) async throws {
        let ending = try await ChildProcess.run(ChildProcess.stet, words + ["--data", directory])
        guard ending.code == 0 else { throw SpawnError(program: "stet \(words)", reason: ending.output + ending.error) }
    }
}

/// Opens the exhibition once for all tests of a suite.
struct ExhibitionTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await Exhibition.open { exhibition in
            try await Exhibition.$current.withValue(exhibition) { try await function() }
        }
    }
}

extension Trait where Self == ExhibitionTrait {
    static var exhibition: ExhibitionTrait { ExhibitionTrait() }
}
