import ArgumentParser
import Foundation
import Storage

/// `--data DIR`, or `STET_DATA`; `--database ADDRESS`, or `STET_DATABASE`.
struct DataOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The data directory of the magazine (or STET_DATA).", valueName: "dir"))
    var data: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A PostgreSQL database instead of the one in the data directory: postgres://user@host/name (or STET_DATABASE).",
            valueName: "address"))
    var database: String?

    mutating func validate() throws {
        if data == nil { data = ProcessInfo.processInfo.environment["STET_DATA"] }
        guard let data, !data.isEmpty else {
            throw ValidationError("Say where the magazine lives: --data DIR, or STET_DATA=DIR in the environment.")
        }
        if database == nil { database = ProcessInfo.processInfo.environment["STET_DATABASE"] }
        do {
            if let database, !database.isEmpty { _ = try PostgresAddress(database) }
        } catch {
            throw ValidationError(error.description)
        }
    }

    var directory: DataDirectory {
        DataDirectory(data ?? "", database: database.flatMap { try? PostgresAddress($0) }.map(DatabaseLocation.server))
    }
}

/// A path as the server understands it, whatever folder it runs in.
func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return URL(filePath: whole).standardizedFileURL.path
}
