import Foundation
import Storage

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// One end of a connection through a data directory's socket: lines in, lines out.
final class LineSocket: @unchecked Sendable {
    // Sendable because each descriptor is used by one thread to read; writes and the look at the peer are single system calls.
    private let descriptor: Int32
    private var pending = Data()

    /// Longer lines are not read, in bytes.
    private let longest: Int

    /// A command is a few paths, or brings the text of one article; a report may have a line for each file of the magazine.
    fileprivate init(_ descriptor: Int32, longest: Int = 1 << 24) {
        (self.descriptor, self.longest) = (descriptor, longest)
        // A peer that went away is an error of write, not the end of this process.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { close(descriptor) }

    convenience init(connectingTo directory: DataDirectory) throws {
        let folder = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw StorageError.notADataDirectory(path: directory.path) }
        defer { close(folder) }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw StorageError.inUse(path: directory.path) }
        let result = LineSocket.withAddress(folder) { connect(socket, $0, $1) }
        guard result == 0 else {
            close(socket)
            throw StorageError.inUse(path: directory.path)
        }
        self.init(socket, longest: 1 << 28)
    }

    func write(_ line: Data) throws {
        var bytes = line
        bytes.append(0x0A)
        try bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = send(descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, Int32(MSG_NOSIGNAL))
                if count > 0 { sent += count } else if errno != EINTR { throw ImportError.cancelled }
            }
        }
    }

    /// The next line without its end; nil at the end, or where none comes in time.
    func readLine(waiting milliseconds: Int32 = -1) -> Data? {
        var searched = 0
        while true {
            if let end = pending.dropFirst(searched).firstIndex(of: 0x0A) {
                let line = Data(pending[pending.startIndex..<end])
                pending = Data(pending[pending.index(after: end)...])
                return line
            }
            searched = pending.count
            guard searched < longest else { return nil }
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&request, 1, milliseconds)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            pending.append(contentsOf: buffer[..<count])
        }
    }

    /// Whether a line, or the end, has come.
    func hasLine(waiting milliseconds: Int32) -> Bool {
        guard pending.firstIndex(of: 0x0A) == nil else { return true }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, milliseconds) > 0
    }

    var isClosedByPeer: Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    /// The socket's name through the folder's descriptor: a path in `sockaddr_un` is at most 107 bytes long, and data
    /// directories lie deeper.
    fileprivate static func withAddress(
        _ folder: Int32, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(folder)/stet.sock".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { target in
            target.copyBytes(from: path.prefix(target.count - 1))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Where connections come in.
    final class Listener {
        private let descriptor: Int32
        private let path: String

        init(in directory: DataDirectory) throws {
            path = directory.socket
            // Only the owner of the directory's lock comes here: a socket that is there is one of a process that died.
            unlink(path)
            let folder = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard folder >= 0 else { throw StorageError.notADataDirectory(path: directory.path) }
            defer { Glibc.close(folder) }
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            // Before it is bound, so that it is never open to others (unix(7)).
            fchmod(descriptor, 0o600)
            guard descriptor >= 0, LineSocket.withAddress(folder, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 16) == 0
            else { throw StorageError.cannotCreate(path: path, reason: String(cString: strerror(errno))) }
        }

        func accept(waiting milliseconds: Int32) -> LineSocket? {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, milliseconds) > 0 else { return nil }
            let connection = Glibc.accept(descriptor, nil, nil)
            return connection >= 0 ? LineSocket(connection) : nil
        }

        func close() {
            Glibc.close(descriptor)
            unlink(path)
        }
    }
}
