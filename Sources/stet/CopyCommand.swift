import ArgumentParser
import Editorial
import Media
import Storage

/// `stet copy`
struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Copy a magazine between a data directory and a PostgreSQL database.",
        discussion: """
            SOURCE and TARGET are data directories or addresses, postgres://user@host/name; at least one is an address. The target is new
            or empty. A copy that was stopped goes on when the same command is run again. At the end both are compared row by row.

            Pictures and other files stay in a data directory. On the way into a server they stay where they are: serve them together,
            with --data and --database. On the way out, --files names the data directory that was served beside the server.
            """)

    @Option(help: ArgumentHelp("The magazine to copy.", valueName: "source"))
    var from: String

    @Option(help: ArgumentHelp("Where to copy it.", valueName: "target"))
    var to: String

    @Option(help: ArgumentHelp("The data directory with the files of a magazine on a server.", valueName: "dir"))
    var files: String?

    func validate() throws {
        guard PostgresAddress.isMeant(by: from) || PostgresAddress.isMeant(by: to) else {
            throw ValidationError(
                "One of the two must be an address, postgres://user@host/name. A data directory is copied with: cp -a \(from) \(to)"
            )
        }
        for place in [from, to] where PostgresAddress.isMeant(by: place) {
            do { _ = try PostgresAddress(place) } catch { throw ValidationError(error.description) }
        }
    }

    func run() async throws {
        try await Terminal.perform { monitor in
            let source = try directory(from, besides: to)
            let target = try directory(to, besides: from)
            try source.requireMagazine()
            // A folder that is read, or written, has one owner.
            var locks: [DirectoryLock] = []
            for directory in [source, target] where !directory.database.isShared {
                if directory.database == target.database { try target.create() }
                guard let lock = try DirectoryLock(directory) else { throw StorageError.inUse(path: directory.path) }
                locks.append(lock)
            }
            return try withExtendedLifetime(locks) {
                var result = try Copy(from: source, to: target, monitor: monitor).run()
                result.report += "Serve it with: stet serve \(target.options)\n"
                return result
            }
        }
    }

    /// A data directory, or an address with the folder that holds its files.
    private func directory(_ place: String, besides other: String) throws -> DataDirectory {
        guard PostgresAddress.isMeant(by: place) else { return DataDirectory(place) }
        let folder = files ?? (PostgresAddress.isMeant(by: other) ? "." : other)
        return DataDirectory(folder, database: .server(try PostgresAddress(place)))
    }
}
