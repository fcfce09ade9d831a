import ArgumentParser
import Storage

/// `stet new`
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make the data directory of a new magazine.")

    @OptionGroup var data: DataOption

    func run() throws {
        let directory = data.directory
        do {
            try directory.requireNone()
            try directory.create()
            guard try DirectoryLock(directory) != nil else { throw StorageError.inUse(path: directory.path) }
            try Store(directory.database).close()
        } catch let error as StorageError {
            Terminal.error(error.description)
            throw ExitCode(3)
        }
        print("A new magazine lives in \(directory.path). Serve it with: stet serve \(directory.options)")
    }
}
