import Foundation
import TestSupport
import Testing

/// One independent judge: a script in `Judges` that calls the tool and says what it found, one line each.
struct Judge {
    /// The name of the script, without `.py`.
    let name: String

    init(_ name: String) { self.name = name }

    /// Lets it look at the exhibition, and fails with its own sentences.
    func speaks(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let exhibition = try #require(Exhibition.current, sourceLocation: sourceLocation)
        guard let ending = try await verdict(on: exhibition.folder.path, arguments, sourceLocation: sourceLocation) else {
            return
        }
        guard ending.code == 0 else {
            Issue.record("\(name): \(ending.output)\(ending.error)", sourceLocation: sourceLocation)
            return
        }
        print("\(name): \(ending.output)", terminator: "")
    }

    /// What it says of a folder; nil, and a failure, where it cannot be had.
    func verdict(
        on folder: String, _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ChildProcess.Ending? {
        let python = Repository.path(".build/judges/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python) else {
            Issue.record(
                "The judge \(name) cannot be had: its Python is not in .build/judges. `make judges` installs it.",
                sourceLocation: sourceLocation)
            return nil
        }
        return try await ChildProcess.run(python, ["-B", Judge.script(name), folder] + arguments)
    }

    static func script(_ name: String) -> String { Repository.path("Tests/JudgeTests/Judges/\(name).py") }
}
