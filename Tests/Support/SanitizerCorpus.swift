import Foundation

/// The hostile and odd inputs of other projects, read where they lie.
package enum SanitizerCorpus: String, CaseIterable, CustomStringConvertible, Sendable {
    case dompurify, bleach, treeConstruction, tokenizer

    package static var isPresent: Bool { folder != nil }

    /// How many inputs there are at least: a reader that finds none would let every test pass.
    package var leastCount: Int {
        switch self {
        case .dompurify: 112
        case .bleach: 20
        case .treeConstruction: 1_700
        case .tokenizer: 4_000
        }
    }

    package var description: String { rawValue }

    package func inputs() throws -> [String] {
        guard let folder = Self.folder else { return [] }
        switch self {
        case .dompurify:
            let data = try Data(contentsOf: folder.appending(path: "dompurify/expect.json"))
            return try JSONDecoder().decode([Case].self, from: data).map(\.payload)
        case .bleach:
            return try files(in: folder.appending(path: "bleach"), suffix: "test").map { text in
                text.components(separatedBy: "\n--\n")[0]
            }
        case .treeConstruction:
            return try files(in: folder.appending(path: "html5lib-tests/tree-construction"), suffix: "dat").flatMap { text in
                ("\n" + text).components(separatedBy: "\n#data\n").dropFirst().map { test in
                    test.components(separatedBy: "\n#errors")[0]
                }
            }
        case .tokenizer:
            let files = try files(in: folder.appending(path: "html5lib-tests/tokenizer"), suffix: "test")
            return files.flatMap { text in
                (try? JSONDecoder().decode(Tokens.self, from: Data(text.utf8)).tests?.map(\.input)) ?? []
            }
        }
    }

    private struct Case: Decodable { let payload: String }
    private struct Tokens: Decodable {
        struct Test: Decodable { let input: String }
        let tests: [Test]?
    }

    private func files(in folder: URL, suffix: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        return try names.filter { $0.hasSuffix(".\(suffix)") }.map { name in
            String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
        }
    }

    private static let folder = SharedMaterial.folder?.appending(path: "sanitizer")
}
