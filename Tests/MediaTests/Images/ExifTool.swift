import Foundation
import TestSupport

/// exiftool, which judges what the readers say; where it is not installed the tests that ask it are skipped.
enum ExifTool {
    static let path = ["/usr/bin/exiftool", "/usr/local/bin/exiftool"].first { FileManager.default.isExecutableFile(atPath: $0) }
    static var isAtHand: Bool { path != nil }
    static let absence = "exiftool is not installed (libimage-exiftool-perl)"

    /// What it says of files, by their paths: group and tag, such as `IFD0:Artist`, with its value as it stands in the file.
    static func read(_ files: [String], _ arguments: [String] = []) async throws -> [String: [String: String]] {
        let ending = try await ChildProcess.run(path ?? "", arguments + ["-j", "-G1", "-n", "-a", "-struct"] + files)
        let list = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]] ?? []
        var answers: [String: [String: String]] = [:]
        for entry in list { answers[entry["SourceFile"] as? String ?? ""] = entry.mapValues { "\($0)" } }
        return answers
    }

    /// Writes tags into a file, in the order given.
    static func write(_ arguments: [String], _ file: String) async throws { try await write([(arguments, file)]) }

    /// Many files in one run: the program takes longer to start than to write.
    static func write(_ batch: [(arguments: [String], file: String)]) async throws {
        let words = batch.map { $0.arguments + [$0.file] }.joined(separator: ["-execute"])
        let ending = try await ChildProcess.run(path ?? "", words + ["-common_args", "-q", "-q", "-overwrite_original", "-m"])
        if ending.code != 0 { throw SpawnError(program: "exiftool", reason: ending.error + ending.output) }
    }
}
