import Foundation
import Media
import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The folder that a magazine is written into. In one that readers see each file is replaced in one step; one that nobody sees yet is
/// filled without more ado. Nothing is synced: what a loss of power takes is found by `stet export verify` and made again by `--whole`.
final class ExportFolder: Sendable {
    let path: String
    /// Whether readers see it.
    let isPublic: Bool
    private let count = Atomic(0)
    /// Folders in it that are folders, and no links to some elsewhere.
    private let known = Mutex<Set<String>>([])

    /// The folder of the export's own in it.
    static let own = ".stet"

    var state: String { "\(path)/\(ExportFolder.own)/state" }
    private var new: String { "\(path)/\(ExportFolder.own)/new" }

    init(_ path: String, isPublic: Bool) { (self.path, self.isPublic) = (path, isPublic) }

    /// Makes it, with its own folder; what a killed run left half written goes.
    func prepare() throws(MediaError) {
        try ExportFolder.make("\(path)/\(ExportFolder.own)")
        try? FileManager.default.removeItem(atPath: new)
        try ExportFolder.make(new)
    }

    func tidy() { try? FileManager.default.removeItem(atPath: new) }

    /// Why a file has no place.
    enum Taken: Error {
        /// A folder has its name, or a file that of one of its folders.
        case byAnother
        /// A folder above it is a link to somewhere else, where nothing is written.
        case byLink
    }

    /// - Throws: `Taken`, `MediaError`.
    func write(_ bytes: [UInt8], to file: String) throws {
        try place(file) { descriptor, path throws(MediaError) in try ExportFolder.write(bytes, descriptor, path) }
    }

    /// Copies a file of the data directory.
    func copy(_ source: String, to file: String) throws {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw MediaError.unreadable(path: source, reason: String(cString: strerror(errno))) }
        defer { close(input) }
        try place(file) { descriptor, path throws(MediaError) in
            var buffer = [UInt8](repeating: 0, count: 262_144)
            while true {
                let count = buffer.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
                if count == 0 { return }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw .unreadable(path: source, reason: String(cString: strerror(errno))) }
                try ExportFolder.write(count == buffer.count ? buffer : Array(buffer[..<count]), descriptor, path)
            }
        }
    }

    func contents(of file: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(file)").map { [UInt8]($0) }
    }

    /// Whether an ordinary file is there.
    func holds(_ file: String) -> Bool {
        var status = stat()
        return lstat("\(path)/\(file)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// What is in the way of a file that is not there: a file that has the name of a folder above it, or one in a folder of its name.
    func obstacle(of file: String) -> String? {
        for (index, byte) in zip(file.utf8.indices, file.utf8) where byte == UInt8(ascii: "/") {
            let above = String(file[..<index])
            if holds(above) { return above }
        }
        let inside = FileManager.default.enumerator(atPath: "\(path)/\(file)")?.compactMap { $0 as? String }.sorted() ?? []
        return inside.first { holds("\(file)/\($0)") }.map { "\(file)/\($0)" }
    }

    /// Takes a file away, with the folders above it that are empty then.
    func remove(_ file: String) {
        guard isWithin(file), unlink("\(path)/\(file)") == 0 || errno == ENOENT else { return }
        var folder = file[...]
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
            folder = folder[..<slash]
            guard rmdir("\(path)/\(folder)") == 0 else { return }
        }
    }

    /// Every file in it but its own, by its path from here.
    func files() -> [String] {
        guard let walker = FileManager.default.enumerator(atPath: path) else { return [] }
        var files: [String] = []
        while let name = walker.nextObject() as? String {
            if name == ExportFolder.own {
                walker.skipDescendants()
                continue
            }
            if walker.fileAttributes?[.type] as? FileAttributeType != .typeDirectory { files.append(name) }
        }
        return files
    }

    // MARK: -

    private func place(_ file: String, _ fill: (Int32, String) throws(MediaError) -> Void) throws {
        guard isWithin(file) else { throw Taken.byLink }
        let target = "\(path)/\(file)"
        let written = isPublic ? "\(new)/\(count.add(1, ordering: .relaxed).newValue)" : target
        var descriptor = open(written, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o644)
        if descriptor < 0, errno == ENOENT, !isPublic {
            try folder(above: file)
            descriptor = open(written, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o644)
        }
        guard descriptor >= 0 else {
            if errno == EISDIR || errno == ENOTDIR { throw Taken.byAnother }
            throw ExportFolder.failure(written)
        }
        // For the server that serves it, whatever this program's own mask says.
        fchmod(descriptor, 0o644)
        do {
            try fill(descriptor, written)
        } catch {
            close(descriptor)
            unlink(written)
            throw error
        }
        guard close(descriptor) == 0 else { throw ExportFolder.failure(written) }
        guard isPublic, rename(written, target) != 0 else { return }
        if errno == ENOENT {
            try folder(above: file)
            if rename(written, target) == 0 { return }
        }
        let reason = errno
        unlink(written)
        if reason == EISDIR || reason == ENOTDIR || reason == EEXIST { throw Taken.byAnother }
        throw MediaError.unwritable(path: target, reason: String(cString: strerror(reason)))
    }

    /// Whether no folder above a file leads out of here. One that nobody sees yet was made by this run.
    private func isWithin(_ file: String) -> Bool {
        guard isPublic else { return true }
        var end = file.utf8.startIndex
        while let slash = file.utf8[end...].firstIndex(of: UInt8(ascii: "/")) {
            let folder = String(file[..<slash])
            end = file.utf8.index(after: slash)
            if known.withLock({ $0.contains(folder) }) { continue }
            var status = stat()
            guard lstat("\(path)/\(folder)", &status) == 0 else { return errno == ENOENT }
            if status.st_mode & S_IFMT == S_IFLNK { return false }
            known.withLock { _ = $0.insert(folder) }
        }
        return true
    }

    private func folder(above file: String) throws {
        guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
        do throws(MediaError) {
            try ExportFolder.make("\(path)/\(file[..<slash])")
        } catch {
            if errno == ENOTDIR || errno == EEXIST { throw Taken.byAnother }
            throw error
        }
    }

    /// Makes a folder with those above it; everybody may read it.
    static func make(_ path: String) throws(MediaError) {
        if mkdir(path, 0o755) == 0 {
            chmod(path, 0o755)
            return
        }
        switch errno {
        case EEXIST:
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                errno = ENOTDIR
                throw .unwritable(path: path, reason: "a file has that name")
            }
        case ENOENT:
            guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex else { throw failure(path) }
            try make(String(path[..<slash]))
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure(path) }
            chmod(path, 0o755)
        default: throw failure(path)
        }
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(MediaError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Self.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count > 0 { done += count } else if errno != EINTR { throw failure(path) }
        }
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        Glibc.write(descriptor, bytes, count)
    }

    static func failure(_ path: String) -> MediaError { .unwritable(path: path, reason: String(cString: strerror(errno))) }
}

/// The right to write into a folder, held until it is let go or the process ends.
final class ExportLock: Sendable {
    private let descriptor: Int32

    /// - Returns: nil where another run holds it.
    init?(_ file: String) throws(MediaError) {
        let opened = open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw ExportFolder.failure(file) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            return nil
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
