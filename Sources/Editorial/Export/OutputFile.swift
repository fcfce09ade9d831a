import Media

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// A file that is written from its beginning to its end under a temporary name, and gets its own when it is whole and on the disk.
/// One that was never finished leaves nothing behind.
final class OutputFile {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var isFinished = false
    private(set) var size: Int64 = 0

    /// - Throws: where something has that name already: what is there may be somebody's only copy.
    init(_ path: String) throws(MediaError) {
        self.path = path
        temporary = path + ".part"
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw .unwritable(path: path, reason: "it is there already; give another name, or take it away")
        }
        // What an export that was killed left behind goes.
        unlink(temporary)
        descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        buffer.reserveCapacity(OutputFile.most + 65_536)
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(temporary) }
    }

    private static let most = 262_144

    func write(_ text: String) throws(MediaError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= OutputFile.most { try flush() }
    }

    /// Syncs the file, gives it its name, and syncs the folder.
    func finish() throws(MediaError) {
        try flush()
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure }
        isFinished = true
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw failure }
        defer { close(opened) }
        guard fsync(opened) == 0 else { throw failure }
    }

    private func flush() throws(MediaError) {
        var written = 0
        let count = buffer.count
        while written < count {
            let more = buffer.withUnsafeBytes { bytes in
                pwrite(descriptor, bytes.baseAddress?.advanced(by: written), count - written, off_t(size) + off_t(written))
            }
            if more > 0 {
                written += more
            } else if errno != EINTR {
                throw failure
            }
        }
        size += Int64(count)
        buffer.removeAll(keepingCapacity: true)
    }

    private var failure: MediaError { .unwritable(path: path, reason: String(cString: strerror(errno))) }
}
