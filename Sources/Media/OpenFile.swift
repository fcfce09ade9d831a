#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// A file opened to be read from any place in it. It is closed with the last use of it.
final class OpenFile: Sendable {
    let path: String
    /// In bytes, when it was opened.
    let size: Int
    private let descriptor: Int32

    /// Only what is a file: reading from a device or a pipe might never end.
    init(path: String) throws(MediaError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "it is not a file")
        }
        (self.path, self.descriptor, size) = (path, descriptor, Int(status.st_size))
    }

    deinit { close(descriptor) }

    /// The bytes from a place on, or fewer where the file ends or cannot be read.
    func read(at offset: Int, count: Int) -> [UInt8] {
        guard offset >= 0, count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, offset + filled)
                if got > 0 { filled += got } else if got == 0 || errno != EINTR { return }
            }
        }
    }

    func all() throws(MediaError) -> [UInt8] {
        let bytes = read(at: 0, count: size)
        guard bytes.count == size else { throw .unreadable(path: path, reason: "it ends early") }
        return bytes
    }
}
