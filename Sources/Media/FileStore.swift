private import Crypto

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The bytes of everything uploaded, each file once, under the SHA-256 of its content: `files/ab/abcdef…`.
///
/// A file is written under a temporary name, synced, renamed, and its folder synced, before anything refers to it.
package struct FileStore: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// Removes what an interrupted process left behind under temporary names. Only for the owner of the data directory, before
    /// it adds anything.
    package func sweep() { DigestShelves(folder: folder).sweep() }

    /// The digests of all files there are.
    package var digests: [String] {
        var digests: [String] = []
        DigestShelves(folder: folder).each { _, name in
            if DigestShelves.isDigest(name) { digests.append(name) }
        }
        return digests
    }

    /// What was stored.
    package struct Stored: Sendable {
        /// SHA-256 in hexadecimal.
        package let digest: String
        package let size: Int64
        /// The first bytes, by which the type is told.
        package let head: [UInt8]
    }

    /// Where the bytes with a digest lie.
    package func path(of digest: String) -> String { "\(folder)/\(digest.prefix(2))/\(digest)" }

    /// Whether the bytes with a digest are there, whole as far as their number tells.
    package func holds(_ digest: String, size: Int64) -> Bool {
        var status = stat()
        return stat(path(of: digest), &status) == 0 && Int64(status.st_size) == size
    }

    /// Copies a file in. `storing` false reads and measures it only.
    package func add(fileAt source: String, storing: Bool = true) throws(MediaError) -> Stored {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw .unreadable(path: source, reason: lastError()) }
        defer { close(input) }
        let digest = try hash(input, source)
        guard storing, !holds(digest.digest, size: digest.size) else { return digest }

        let shelf = DigestShelves(folder: folder).shelf(of: digest.digest)
        if mkdir(shelf, 0o700) != 0, errno != EEXIST { throw .unwritable(path: shelf, reason: lastError()) }
        // A name of its own: the same bytes may come in twice at once.
        let temporary = "\(shelf)/.\(digest.digest).\(UInt64.random(in: .min ... .max))"
        try place(input, source, at: path(of: digest.digest), by: temporary)
        try DigestShelves.sync(shelf)
        return digest
    }

    /// Copies the bytes under a digest to another place.
    package func copy(_ digest: String, to target: String) throws(MediaError) {
        let input = open(path(of: digest), O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw .unreadable(path: path(of: digest), reason: lastError()) }
        defer { close(input) }
        try place(input, path(of: digest), at: target, by: target + ".part")
    }

    private func place(_ input: Int32, _ source: String, at target: String, by temporary: String) throws(MediaError) {
        let output = open(temporary, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw .unwritable(path: temporary, reason: lastError()) }
        do throws(MediaError) {
            try copy(input, to: output, from: source, temporary)
            guard fsync(output) == 0 else { throw .unwritable(path: temporary, reason: lastError()) }
        } catch {
            close(output)
            unlink(temporary)
            throw error
        }
        close(output)
        guard rename(temporary, target) == 0 else { throw .unwritable(path: target, reason: lastError()) }
    }

    /// Whether the bytes under a digest still have it.
    package func verify(_ digest: String) -> Bool {
        let input = open(path(of: digest), O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { return false }
        defer { close(input) }
        return (try? hash(input, digest).digest) == digest
    }

    private func hash(_ input: Int32, _ name: String) throws(MediaError) -> Stored {
        var hasher = SHA256()
        var size: Int64 = 0
        var head: [UInt8] = []
        try chunks(of: input, name) { chunk in
            hasher.update(bufferPointer: chunk)
            size += Int64(chunk.count)
            if head.count < 64 { head += chunk.prefix(64 - head.count) }
        }
        return Stored(digest: hexadecimal(hasher.finalize()), size: size, head: head)
    }

    private func copy(_ input: Int32, to output: Int32, from source: String, _ target: String) throws(MediaError) {
        guard lseek(input, 0, SEEK_SET) == 0 else { throw .unreadable(path: source, reason: lastError()) }
        var failure: MediaError?
        try chunks(of: input, source) { chunk in
            var written = 0
            while written < chunk.count, failure == nil {
                let count = write(output, chunk.baseAddress?.advanced(by: written), chunk.count - written)
                if count > 0 {
                    written += count
                } else if errno != EINTR {
                    failure = .unwritable(path: target, reason: lastError())
                }
            }
        }
        if let failure { throw failure }
    }

    private func chunks(
        of input: Int32, _ name: String, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(MediaError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(input, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: name, reason: lastError())
            }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func lastError() -> String { String(cString: strerror(errno)) }
}

/// What can go wrong with a file.
package enum MediaError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        }
    }
}
