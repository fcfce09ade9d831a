import Foundation
import Glibc

/// A TCP client that sends exactly the bytes it is told to, for what no well-behaved client would send.
///
/// It blocks, so it is only handed out by `withRawConnection`, on a thread of its own: tests and server share a
/// cooperative pool that is as wide as the machine has cores.
package final class RawConnection {
    private let descriptor: CInt
    private var buffered: [UInt8] = []
    /// The server has closed its side, or reset the connection.
    package private(set) var isClosed = false
    /// The server takes nothing more from us.
    package private(set) var isReset = false

    /// - Parameter receiveBuffer: bytes the kernel takes in on our behalf; small ones make a slow reader.
    package init(port: Int, receiveBuffer: Int? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw RawError("socket") }
        if let receiveBuffer {
            var size = CInt(receiveBuffer)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw RawError("connect") }
    }

    deinit { close(descriptor) }

    package func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends until the server refuses to take more; that is an outcome, not an error.
    package func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            guard sent > 0 else {
                isReset = true
                return
            }
            rest.removeFirst(sent)
        }
    }

    /// Closes our half: the server reads the end of the stream and may still answer.
    package func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    package func pause(milliseconds: Int) { usleep(UInt32(milliseconds * 1000)) }

    /// Reads one answer with the body that its `Content-Length` promises; nil when the connection ends before.
    package func answer(toHead: Bool = false, timeout: Int = 20_000) -> RawAnswer? {
        while true {
            if let (answer, length) = RawAnswer.parse(buffered, toHead: toHead) {
                buffered.removeFirst(length)
                return answer
            }
            guard fill(timeout: timeout) else { return nil }
        }
    }

    /// Reads all until the server closes, or the time is up.
    package func rest(timeout: Int = 20_000) -> [UInt8] {
        while fill(timeout: timeout) {}
        defer { buffered = [] }
        return buffered
    }

    /// Whether the server closes within the time; what it still sends is dropped.
    package func closes(within timeout: Int = 20_000) -> Bool {
        _ = rest(timeout: timeout)
        return isClosed
    }

    /// Reads at least so many bytes, to be part of the next answer.
    package func take(_ count: Int, timeout: Int = 20_000) {
        let wanted = buffered.count + count
        while buffered.count < wanted, fill(timeout: timeout) {}
    }

    /// One byte, as a reader who takes his time.
    package func readByte(timeout: Int = 20_000) -> UInt8? {
        if buffered.isEmpty { _ = fill(timeout: timeout, atMost: 1) }
        return buffered.isEmpty ? nil : buffered.removeFirst()
    }

    private func fill(timeout: Int, atMost: Int = 65_536) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, CInt(timeout)) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: atMost)
        let read = recv(descriptor, &chunk, chunk.count, 0)
        guard read > 0 else {
            isClosed = true
            return false
        }
        buffered += chunk[..<read]
        return true
    }
}

package struct RawError: Error {
    package let call: String
    package let code: CInt

    init(_ call: String) {
        self.call = call
        code = errno
    }
}

/// Runs a conversation on a thread of its own. Not on a dispatch queue: on Linux its threads are those that run tasks.
package func withRawConnection<Result: Sendable>(
    _ port: Int, receiveBuffer: Int? = nil, _ body: @escaping @Sendable (RawConnection) throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                with: Swift.Result { try body(RawConnection(port: port, receiveBuffer: receiveBuffer)) })
        }
    }
}
