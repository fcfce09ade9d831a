import ArgumentParser
import Foundation
import Storage

/// `--data DIR`, or `STET_DATA`.
struct DataOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The data directory of the magazine (or STET_DATA).", valueName: "dir"))
    var data: String?

    mutating func validate() throws {
        if data == nil { data = ProcessInfo.processInfo.environment["STET_DATA"] }
        guard let data, !data.isEmpty else {
            throw ValidationError("Say where the magazine lives: --data DIR, or STET_DATA=DIR in the environment.")
        }
    }

    var directory: DataDirectory { DataDirectory(data ?? "") }
}

/// A path as the server understands it, whatever folder it runs in.
func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return URL(filePath: whole).standardizedFileURL.path
}
