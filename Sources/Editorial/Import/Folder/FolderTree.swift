private import Glibc

/// The files of a folder on disk, and nothing outside it.
///
/// Hidden files are passed over. A link to a file inside the folder is read; a link that leaves the folder, and any link
/// to a folder (it may lead in a circle), is not followed and reported.
struct FolderTree: Sendable {
    /// Without links and without `/` at its end.
    let root: String

    static let maximumDepth = 64

    init(_ path: String) throws(FolderError) {
        guard let resolved = FolderTree.resolve(path) else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, reason: FolderTree.systemReason())
        }
        guard FolderTree.kind(of: resolved) == .folder else { throw .notAFolder(path: path) }
        guard let listing = opendir(resolved) else {
            throw .unreadable(path: path, reason: FolderTree.systemReason())
        }
        closedir(listing)
        root = resolved
    }

    /// The paths of all files below the root, in the order of their bytes.
    ///
    /// `enters` is asked for each folder, by its path inside the root, whether to go in.
    func files(enters: (String) -> Bool) -> (paths: [String], failures: [FolderFailure]) {
        var paths: [String] = []
        var failures: [FolderFailure] = []
        var waiting: [(path: String, depth: Int)] = [("", 0)]
        while let (folder, depth) = waiting.popLast() {
            guard let names = names(in: folder) else {
                failures.append(.init(file: folder, reason: "cannot be listed: \(FolderTree.systemReason())"))
                continue
            }
            for name in names {
                guard let name else {
                    failures.append(.init(file: folder, reason: "holds a file whose name is not UTF-8: not read"))
                    continue
                }
                let path = folder.isEmpty ? name : folder + "/" + name
                switch FolderTree.kind(of: absolute(path)) {
                case .folder:
                    guard enters(path) else { continue }
                    if depth < FolderTree.maximumDepth {
                        waiting.append((path, depth + 1))
                    } else {
                        failures.append(.init(file: path, reason: "more than 64 folders deep: not read"))
                    }
                case .file: paths.append(path)
                case .link:
                    switch linkTarget(path) {
                    case .file: paths.append(path)
                    case .folder: failures.append(.init(file: path, reason: "a link to a folder: not followed"))
                    default: failures.append(.init(file: path, reason: "a link out of the folder: not followed"))
                    }
                case .other: failures.append(.init(file: path, reason: "neither a file nor a folder: not read"))
                }
            }
        }
        return (paths.sorted(by: FolderTree.isBefore), failures)
    }

    /// The bytes of a file that `files` named.
    func read(_ path: String, maximumSize: Int) throws(FolderFailure) -> [UInt8] {
        // The place a link leads to is opened, and if that is a link by now, it is not followed.
        guard let resolved = FolderTree.resolve(absolute(path)), isInside(resolved) else {
            throw FolderFailure(file: path, reason: "not there any more, or moved out of the folder")
        }
        // O_NONBLOCK: opening a FIFO that took the file's place would wait for ever.
        let descriptor = open(resolved, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw FolderFailure(file: path, reason: "cannot be opened: \(FolderTree.systemReason())")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FolderFailure(file: path, reason: "not a file")
        }
        // The size is where to begin; the file may grow while it is read.
        let capacity = min(max(Int(status.st_size), 0), maximumSize) + 1
        var bytes: [UInt8] = []
        bytes.reserveCapacity(capacity)
        while bytes.count <= maximumSize {
            var count = 0
            let room = min(maximumSize + 1 - bytes.count, max(capacity - bytes.count, 4096))
            let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
                count = Glibc.read(descriptor, buffer.baseAddress, room)
                initialized = max(count, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw FolderFailure(file: path, reason: "cannot be read: \(FolderTree.systemReason())")
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: part)
        }
        throw FolderFailure(file: path, reason: "larger than \(maximumSize >> 10) KiB")
    }

    func absolute(_ path: String) -> String {
        path.isEmpty ? root : (root == "/" ? "" : root) + "/" + path
    }

    /// Byte order, for `<` of String compares normalised text, in which two different names can be equal.
    static func isBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

extension FolderTree {
    private enum Kind {
        case file, folder, link, other
    }

    /// The names in a folder without the hidden ones, nil standing for a name that is not UTF-8.
    private func names(in folder: String) -> [String?]? {
        guard let listing = opendir(absolute(folder)) else { return nil }
        defer { closedir(listing) }
        var names: [String?] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(validatingCString: $0)
                }
            }
            if name?.utf8.first == UInt8(ascii: ".") { continue }
            names.append(name)
        }
        return names
    }

    private func linkTarget(_ path: String) -> Kind {
        guard let resolved = FolderTree.resolve(absolute(path)), isInside(resolved) else { return .other }
        return FolderTree.kind(of: resolved)
    }

    private func isInside(_ resolved: String) -> Bool {
        resolved.utf8.starts(with: (root == "/" ? "/" : root + "/").utf8)
    }

    private static func kind(of path: String) -> Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .other }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }

    private static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }

    private static func systemReason() -> String {
        strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    }
}
