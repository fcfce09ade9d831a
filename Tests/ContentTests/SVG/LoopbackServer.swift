import Foundation

/// Serves a few files on loopback to a browser, and remembers what was asked for.
///
/// A class since its thread shares it; all that changes is behind the lock.
final class LoopbackServer: @unchecked Sendable {
    let port: UInt16
    private let socket: Int32
    private let lock = NSLock()
    private var files: [String: (type: String, body: [UInt8])] = [:]
    private var paths: [String] = []

    init() throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = socket
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listening, address, length) + listen(listening, 64) + getsockname(listening, address, &length)
            }
        }
        guard result == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread { [self] in run() }.start()
    }

    /// What ends the server.
    func close() { _ = shutdown(socket, Int32(SHUT_RDWR)) }

    var origin: String { "http://127.0.0.1:\(port)" }

    /// The paths asked for so far, with their queries.
    var asked: [String] { lock.withLock { paths } }

    func serve(_ body: some Sequence<UInt8>, as type: String, at path: String) {
        lock.withLock { files[path] = (type, Array(body)) }
    }

    private func run() {
        while true {
            let connection = accept(socket, nil, nil)
            if connection < 0 { break }
            Thread { [self] in
                answer(connection)
                _ = Foundation.close(connection)
            }.start()
        }
        _ = Foundation.close(socket)
    }

    private func answer(_ connection: Int32) {
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !head.contains(0x0A) {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { return }
            head += buffer[..<count]
        }
        let words = head.split(separator: 0x20)
        guard words.count > 1 else { return }
        let path = String(decoding: words[1], as: UTF8.self)
        let file = lock.withLock {
            paths.append(path)
            return files[path]
        }
        let body = file?.body ?? []
        let status = file == nil ? "404 Not Found" : "200 OK"
        let answer =
            Array(
                "HTTP/1.1 \(status)\r\nContent-Type: \(file?.type ?? "text/plain")\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
                    .utf8) + body
        var sent = 0
        while sent < answer.count {
            let count = answer[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            sent += count
        }
    }
}
