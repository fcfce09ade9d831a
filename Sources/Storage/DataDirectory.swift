#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The folder that holds a magazine: database, files, lock, socket. One process owns it at a time, unless its database is on a
/// server: then it holds the files alone, and several may work with them.
///
/// ```
/// DIR/stet.sqlite   the database (with -wal and -shm beside it while it is open), unless it is on a server
/// DIR/files/        the bytes of all uploads, by their SHA-256
/// DIR/renditions/   the forms of pictures that readers get; they can be made again
/// DIR/fetching/     what is under way from an old site
/// DIR/trash/        files that were deleted, each for 30 days, with notes of what they were
/// DIR/theme/        templates and styles that stand in for the default theme's, if there are any
/// DIR/stet.lock     held while a process works on the directory
/// DIR/stet.imports  held by imports, so that nothing is deleted meanwhile
/// DIR/stet.sock     where that process takes commands
/// ```
package struct DataDirectory: Sendable {
    /// Absolute, without a slash at the end.
    package let path: String
    package let database: DatabaseLocation

    /// - Parameter database: where the database is, when it is not in the folder.
    package init(_ path: String, database: DatabaseLocation? = nil) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let path = trimmed.hasPrefix("/") ? trimmed : DataDirectory.currentFolder + "/" + trimmed
        self.path = path
        self.database = database ?? .file(path + "/stet.sqlite")
    }

    package var files: String { path + "/files" }
    package var renditions: String { path + "/renditions" }
    package var fetching: String { path + "/fetching" }
    package var trash: String { path + "/trash" }
    package var theme: String { path + "/theme" }
    package var lock: String { path + "/stet.lock" }
    package var imports: String { path + "/stet.imports" }
    package var socket: String { path + "/stet.sock" }

    /// Whether a magazine lives here.
    package func exists() throws -> Bool { try database.holdsMagazine() }

    /// - Throws: where no magazine lives here.
    package func requireMagazine() throws {
        guard try !exists() else { return }
        throw database.isShared ? StorageError.noMagazine(database: "\(database)") : .notADataDirectory(path: path)
    }

    /// - Throws: where a magazine lives here already.
    package func requireNone() throws {
        guard try exists() else { return }
        throw database.isShared ? StorageError.holdsMagazine(database: "\(database)") : .alreadyADataDirectory(path: path)
    }

    /// How commands are told of it.
    package var options: String { "--data \(path)" + (database.isShared ? " --database \(database)" : "") }

    /// Whether a file is there and holds something. One of no bytes is no database: to open it would make an empty magazine of it.
    static func isFilled(_ file: String) -> Bool {
        var status = stat()
        return stat(file, &status) == 0 && status.st_size > 0
    }

    /// Makes the folders of a new magazine, in a folder that is new or empty.
    package func create() throws(StorageError) {
        guard isNewOrEmpty else { throw .notEmpty(path: path) }
        for folder in [path, files] {
            var made = ""
            for part in folder.split(separator: "/") {
                made += "/" + part
                // For its owner alone: readers' addresses and passwords of protected articles are in there.
                if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EISDIR {
                    throw .cannotCreate(path: made, reason: String(cString: strerror(errno)))
                }
            }
        }
        guard access(path, W_OK) == 0 else {
            throw .cannotCreate(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private var isNewOrEmpty: Bool {
        guard let stream = opendir(path) else { return true }
        defer { closedir(stream) }
        let own: Set<String> = [
            ".", "..", "files", "renditions", "fetching", "trash", "theme", "stet.lock", "stet.imports", "stet.sock",
            "stet.sqlite", "stet.sqlite-wal",
            "stet.sqlite-shm",
        ]
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !own.contains(name) { return false }
        }
        return true
    }

    private static var currentFolder: String {
        guard let buffer = getcwd(nil, 0) else { return "" }
        defer { free(buffer) }
        return String(cString: buffer)
    }
}

/// The right to work on a data directory, held until it is let go or the process ends, however it ends. Of one whose database is
/// on a server many may have it.
package final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// - Parameter whileAlone: done while nobody else has the right, and not done where somebody has.
    /// - Returns: nil where another process holds it.
    package init?(_ directory: DataDirectory, whileAlone: () -> Void = {}) throws(StorageError) {
        let opened = open(directory.lock, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard opened >= 0 else {
            throw .cannotCreate(path: directory.lock, reason: String(cString: strerror(errno)))
        }
        let isAlone = flock(opened, LOCK_EX | LOCK_NB) == 0
        if isAlone { whileAlone() }
        guard directory.database.isShared ? flock(opened, LOCK_SH | LOCK_NB) == 0 : isAlone else {
            close(opened)
            return nil
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}

/// What keeps apart imports and whoever deletes files, where several programs work on one magazine: many may import at once, and
/// none while somebody deletes. Held until it is let go or the process ends, however it ends.
package final class DeletionLock: Sendable {
    private let descriptor: Int32

    /// - Returns: nil where it cannot be had: somebody imports, or deletes; or there is no folder yet.
    package init?(_ directory: DataDirectory, isDeleting: Bool) {
        let opened = open(directory.imports, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard opened >= 0 else { return nil }
        // An import waits for a deletion to end, which takes seconds; a deletion does not wait for an import.
        guard flock(opened, isDeleting ? LOCK_EX | LOCK_NB : LOCK_SH) == 0 else {
            close(opened)
            return nil
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
