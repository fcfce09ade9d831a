#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The folder of the files that were deleted: `DIGEST-TIME`, and beside each a note of what it was, `DIGEST-TIME.json`.
///
/// The note is there, and durable, before the rows go; the bytes come when they are gone. So a note without bytes is a deletion
/// that was not finished, or not begun.
package struct FileTrash: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// One file that was deleted once.
    package struct Entry: Hashable, Sendable {
        /// SHA-256 of its bytes.
        package let digest: String
        /// In milliseconds since 1970.
        package let deletedAt: Int64

        /// - Returns: nil where a digest is none: it becomes a path.
        package init?(digest: String, deletedAt: Int64) {
            guard DigestShelves.isDigest(digest), deletedAt >= 0 else { return nil }
            (self.digest, self.deletedAt) = (digest, deletedAt)
        }

        fileprivate var name: String { "\(digest)-\(deletedAt)" }

        fileprivate init?(name: String) {
            let parts = name.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let time = Int64(parts[1]) else { return nil }
            self.init(digest: String(parts[0]), deletedAt: time)
        }
    }

    /// All there are, the newest first.
    package var entries: [Entry] {
        let names = DigestShelves.names(in: folder).map { $0.hasSuffix(FileTrash.ending) ? String($0.dropLast(5)) : $0 }
        return Set(names.compactMap { Entry(name: $0) }).sorted { ($0.deletedAt, $0.digest) > ($1.deletedAt, $1.digest) }
    }

    private static let ending = ".json"

    /// Where the bytes of one lie.
    package func path(of entry: Entry) -> String { "\(folder)/\(entry.name)" }

    /// How many bytes it has; nil where they are not here.
    package func size(of entry: Entry) -> Int64? {
        var status = stat()
        return stat(path(of: entry), &status) == 0 ? Int64(status.st_size) : nil
    }

    package func note(of entry: Entry) -> [UInt8]? {
        try? OpenFile(path: path(of: entry) + FileTrash.ending).all()
    }

    /// Writes notes, and makes them durable.
    package func add(notes: [(entry: Entry, note: [UInt8])]) throws(MediaError) {
        guard !notes.isEmpty else { return }
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure(folder) }
        for (entry, note) in notes {
            let path = path(of: entry) + FileTrash.ending
            let output = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
            guard output >= 0 else { throw failure(path) }
            defer { close(output) }
            var written = 0
            while written < note.count {
                let count = note.withUnsafeBytes {
                    write(output, $0.baseAddress?.advanced(by: written), $0.count - written)
                }
                if count > 0 { written += count } else if errno != EINTR { throw failure(path) }
            }
            guard fsync(output) == 0 else { throw failure(path) }
        }
        try DigestShelves.sync(folder)
    }

    /// Moves files here, out of the store. One that is not in the store is left out.
    package func take(_ entries: [Entry], from files: FileStore) throws(MediaError) {
        var shelves: Set<String> = []
        for entry in entries {
            let source = files.path(of: entry.digest)
            if rename(source, path(of: entry)) != 0 {
                if errno == ENOENT { continue }
                // The store may be a disk of its own.
                guard errno == EXDEV else { throw failure(source) }
                try files.copy(entry.digest, to: path(of: entry))
                unlink(source)
            }
            shelves.insert(DigestShelves(folder: files.folder).shelf(of: entry.digest))
        }
        guard !shelves.isEmpty else { return }
        try DigestShelves.sync(folder)
        for shelf in shelves { try DigestShelves.sync(shelf) }
    }

    /// Removes one for good, its note last.
    package func remove(_ entry: Entry) {
        unlink(path(of: entry))
        unlink(path(of: entry) + FileTrash.ending)
    }

    private func failure(_ path: String) -> MediaError { .unwritable(path: path, reason: String(cString: strerror(errno))) }
}
