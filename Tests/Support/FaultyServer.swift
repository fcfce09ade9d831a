import Glibc
import Synchronization

/// A web server on loopback that answers as a test likes, right or wrong, byte by byte.
package final class FaultyServer: Sendable {
    package struct Request: Sendable {
        /// `GET /a.jpg`
        package let line: String
        package let headers: [String: String]
        /// How many came before it.
        package let index: Int

        package var path: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
    }

    /// One client's connection.
    package struct Wire {
        fileprivate let descriptor: Int32
        fileprivate let closing = Flag()

        package func send(_ text: String) { send(Array(text.utf8)) }

        package func send(_ bytes: [UInt8]) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return close() }
                rest = rest.dropFirst(count)
            }
        }

        /// A whole answer.
        package func answer(_ status: Int = 200, _ headers: [String] = [], _ body: [UInt8] = []) {
            let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.count)"] + headers
            send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        }

        package var isClosed: Bool { closing.isSet }

        /// No more requests are read from it.
        package func close() { closing.isSet = true }
    }

    fileprivate final class Flag {
        var isSet = false
    }

    package let port: Int
    private let listener: Int32
    private let seen = Mutex<[Request]>([])
    private let accepted = Atomic<Int>(0)
    private let busy = Mutex<(now: Int, most: Int)>((0, 0))
    private let answer: @Sendable (Request, Wire) -> Void

    package init(_ answer: @escaping @Sendable (Request, Wire) -> Void) {
        self.answer = answer
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, length)
                _ = listen(listener, 128)
                _ = getsockname(listener, $0, &length)
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        FaultyServer.detach { [weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0, let self else {
                    // Here and not in `deinit`: another server would get the number while this thread still accepts under it.
                    close(listener)
                    if descriptor >= 0 { close(descriptor) }
                    return
                }
                accepted.add(1, ordering: .relaxed)
                FaultyServer.detach { self.serve(descriptor) }
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    package var requests: [Request] { seen.withLock { $0 } }
    package var connections: Int { accepted.load(ordering: .relaxed) }
    /// How many requests were in the making at once, at most.
    package var mostAtOnce: Int { busy.withLock { $0.most } }
    /// As the target of a host map.
    package var target: String { "127.0.0.1:\(port)" }

    private func serve(_ descriptor: Int32) {
        let wire = Wire(descriptor: descriptor)
        var buffer: [UInt8] = []
        while !wire.closing.isSet, let end = FaultyServer.endOfHead(descriptor, &buffer) {
            let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
            buffer.removeFirst(end)
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " }) }
            }
            let request = seen.withLock { seen in
                seen.append(Request(line: lines.first ?? "", headers: headers, index: seen.count))
                return seen[seen.count - 1]
            }
            busy.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            answer(request, wire)
            busy.withLock { $0.now -= 1 }
        }
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
    }

    /// The length of the next request's head, read as far as needed; nil where the connection ends.
    private static func endOfHead(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int? {
        while true {
            if let end = buffer.indices.dropLast(3).first(where: { buffer[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }) {
                return end + 4
            }
            var chunk = [UInt8](repeating: 0, count: 8192)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            buffer += chunk.prefix(count)
        }
    }

    private static func detach(_ work: @escaping @Sendable () -> Void) {
        final class Box: Sendable {
            let work: @Sendable () -> Void
            init(_ work: @escaping @Sendable () -> Void) { self.work = work }
        }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
                return nil
            }, Unmanaged.passRetained(Box(work)).toOpaque())
        pthread_detach(thread)
    }
}
