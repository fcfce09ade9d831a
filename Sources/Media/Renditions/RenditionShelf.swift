internal import Content

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The folder of the derived files: `ab/<digest>-960.webp`. Each of them can be made again, so nothing here is synced, and
/// nothing here needs a backup.
package struct RenditionShelf: Sendable {
    let folder: String
    /// Sizes that are not on the ladder, and cuts around points that have moved since, of one picture. The oldest make room.
    static let mostOddSizes = 40

    package init(folder: String) { self.folder = folder }

    func file(_ key: RenditionKey, of digest: String, _ type: String) -> RenditionFile? {
        var status = stat()
        let path = path(key, of: digest)
        // A file of no bytes is what a loss of power leaves of one that was not synced.
        guard stat(path, &status) == 0, status.st_size > 0 else { return nil }
        // Another version of libvips makes other bytes of the same picture.
        let version = String(Int(status.st_mtim.tv_sec), radix: 36) + String(Int(status.st_mtim.tv_nsec), radix: 36)
        return RenditionFile(
            path: path, size: Int64(status.st_size), mediaType: type,
            etag: "\"\(digest.prefix(20))-\(key.fileName)-\(version)\"")
    }

    /// Writes a file under a name that nobody asks for, then renames it: whoever sees it sees all of it.
    func store(_ bytes: [UInt8], _ key: RenditionKey, of digest: String) throws(MediaError) {
        let shelf = "\(folder)/\(digest.prefix(2))"
        for folder in [folder, shelf] where mkdir(folder, 0o700) != 0 && errno != EEXIST { throw failure(folder) }
        let temporary = "\(shelf)/.\(digest)-\(key.fileName).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        let output = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw failure(temporary) }
        do throws(MediaError) {
            try put(bytes, into: output, temporary)
        } catch {
            close(output)
            unlink(temporary)
            throw error
        }
        // Some file systems tell only here that there is no room.
        guard close(output) == 0, rename(temporary, path(key, of: digest)) == 0 else {
            let error = failure(path(key, of: digest))
            unlink(temporary)
            throw error
        }
        if key.isOdd { trim(digest, keeping: key) }
    }

    /// Removes what an interrupted process left behind. Only for the owner of the data directory, before it makes anything.
    package func sweep() { DigestShelves(folder: folder).sweep() }

    /// Removes the files of all originals but some, by their digests. What is drawn from words has no original, and stays.
    package func keep(only originals: Set<String>) {
        DigestShelves(folder: folder).each { shelf, name in
            let digest = name.prefix(64)
            guard DigestShelves.isDigest(digest), !originals.contains(String(digest)),
                RenditionKey(fileName: String(name.dropFirst(65)))?.size != .drawn
            else { return }
            unlink("\(shelf)/\(name)")
        }
    }

    private func path(_ key: RenditionKey, of digest: String) -> String {
        "\(folder)/\(digest.prefix(2))/\(digest)-\(key.fileName)"
    }

    private func put(_ bytes: [UInt8], into output: Int32, _ path: String) throws(MediaError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(output, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count > 0 { written += count } else if errno != EINTR { throw failure(path) }
        }
    }

    /// Sizes that a person asks for by name are as many as there are numbers.
    private func trim(_ digest: String, keeping newest: RenditionKey) {
        let shelf = "\(folder)/\(digest.prefix(2))"
        let odd = DigestShelves.names(in: shelf).filter { name in
            name.hasPrefix(digest + "-")
                && RenditionKey(fileName: String(name.dropFirst(digest.count + 1))).map { $0.isOdd && $0 != newest } == true
        }
        guard odd.count >= RenditionShelf.mostOddSizes else { return }
        let ages = odd.map { name in
            var status = stat()
            stat("\(shelf)/\(name)", &status)
            return (name, status.st_mtim.tv_sec)
        }
        for (name, _) in ages.sorted(by: { $0.1 < $1.1 }).dropLast(RenditionShelf.mostOddSizes - 1) {
            unlink("\(shelf)/\(name)")
        }
    }

    private func failure(_ path: String) -> MediaError { .unwritable(path: path, reason: String(cString: strerror(errno))) }
}

extension RenditionKey {
    /// Whether there are as many of it as there are sizes or focal points.
    fileprivate var isOdd: Bool {
        switch size {
        case .exact, .card, .square: true
        case .full, .width, .drawn: false
        }
    }
}
