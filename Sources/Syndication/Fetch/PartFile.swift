#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// A file on its way: `NAME.part` while it grows, `NAME.from` beside it for where it comes from, `NAME` when it is whole.
///
/// A run that was killed leaves the first two, and the next one goes on from them. The names are made of the address, so
/// that nothing a server or an export says becomes a path.
final class PartFile {
    /// Where a part came from, and what proves that the rest belongs to it.
    struct Origin: Equatable {
        let address: String
        let validator: String
    }

    let path: String
    private(set) var size: Int64
    /// nil where the part cannot be gone on from.
    private(set) var origin: Origin?
    private let descriptor: Int32

    /// Opens the part, or makes an empty one.
    init(folder: String, address: String) throws(FetchError) {
        path = folder + "/" + PartFile.name(of: address)
        descriptor = open(path + ".part", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw PartFile.failure(path) }
        var status = stat()
        // Two that write one part would ruin it: the second stands back.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0 else {
            let failure = PartFile.failure(path)
            close(descriptor)
            throw failure
        }
        size = Int64(status.st_size)
        // Of nothing there is nothing to know: what lies there is of a part that somebody removed.
        if size == 0 { unlink(path + ".from") }
        origin = size > 0 ? PartFile.origin(at: path + ".from") : nil
    }

    deinit { close(descriptor) }

    /// The size of the whole file that an earlier run fetched and nobody took.
    static func size(folder: String, address: String) -> (path: String, size: Int64)? {
        let path = folder + "/" + name(of: address)
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return (path, Int64(status.st_size))
    }

    /// Begins anew.
    func clear() throws(FetchError) {
        guard size > 0 else { return }
        // First what says that the bytes are good.
        unlink(path + ".from")
        origin = nil
        guard ftruncate(descriptor, 0) == 0 else { throw PartFile.failure(path) }
        size = 0
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(FetchError) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(size))
            if count > 0 {
                done += count
                size += Int64(count)
            } else if errno != EINTR {
                throw PartFile.failure(path)
            }
        }
    }

    /// The first bytes, as far as they are there.
    func head(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, 0))
        }
    }

    /// Notes where the bytes come from. Not before they are written: a part without this is begun anew.
    func mark(_ origin: Origin) throws(FetchError) {
        let file = open(path + ".from", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw PartFile.failure(path) }
        defer { close(file) }
        let text = Array("\(origin.address)\n\(origin.validator)\n".utf8)
        guard write(file, text, text.count) == text.count else { throw PartFile.failure(path) }
        self.origin = origin
    }

    /// Gives it its name.
    func complete() throws(FetchError) {
        guard fdatasync(descriptor) == 0, rename(path + ".part", path) == 0 else { throw PartFile.failure(path) }
        if origin != nil { unlink(path + ".from") }
    }

    func remove() {
        unlink(path + ".part")
        unlink(path + ".from")
    }

    private static func origin(at path: String) -> Origin? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 10_000) { buffer, filled in
            filled = max(0, read(file, buffer.baseAddress, 10_000))
        }
        // Two whole lines, or it was cut short.
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[2].isEmpty else { return nil }
        return Origin(
            address: String(decoding: lines[0], as: UTF8.self), validator: String(decoding: lines[1], as: UTF8.self))
    }

    /// FNV-1a of 128 bits (http://www.isthe.com/chongo/tech/comp/fnv). Who makes two addresses meet gets the bytes of the one
    /// under the other, both of which he chose.
    private static func name(of address: String) -> String {
        var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
        for byte in address.utf8 { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: max(0, 32 - text.utf8.count)) + text
    }

    private static func failure(_ path: String) -> FetchError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
