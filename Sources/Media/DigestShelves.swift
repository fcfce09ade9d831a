#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// A folder of files whose names begin with a digest, on 256 shelves by its first two digits: `ab/abcdef…`.
///
/// Whoever adds a file writes it under a name that begins with a dot, and renames it when it is whole.
struct DigestShelves: Sendable {
    let folder: String

    /// The shelf where files of a digest stand.
    func shelf(of digest: some StringProtocol) -> String { "\(folder)/\(digest.prefix(2))" }

    /// Removes what an interrupted process left behind under temporary names. Only for the owner of the data directory, before it
    /// adds anything.
    func sweep() {
        each { shelf, name in
            if name.hasPrefix("."), name.utf8.count > 3 { unlink("\(shelf)/\(name)") }
        }
    }

    /// Goes through all files there are.
    func each(_ body: (_ shelf: String, _ name: String) -> Void) {
        for shelf in DigestShelves.names(in: folder) where shelf.utf8.count == 2 && shelf != ".." {
            for name in DigestShelves.names(in: "\(folder)/\(shelf)") { body("\(folder)/\(shelf)", name) }
        }
    }

    /// What is in a folder, `.` and `..` included; nothing where there is none.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// Whether a text is a SHA-256 in hexadecimal: only such a one becomes a part of a path.
    static func isDigest(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// Makes durable which files a folder holds.
    static func sync(_ folder: String) throws(MediaError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(path: folder, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unwritable(path: folder, reason: String(cString: strerror(errno))) }
    }
}
