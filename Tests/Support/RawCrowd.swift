import Foundation
import Glibc

/// Many TCP clients on one thread, none of which waits for another: they send exactly the bytes they are told to.
///
/// It blocks; `withRawCrowd` hands it out on a thread of its own.
package final class RawCrowd {
    private struct Member {
        let descriptor: CInt
        var received: [UInt8] = []
        var sent = 0
        /// The server has closed its side, or takes nothing more and sends nothing more.
        var isOver = false
    }

    private var members: [Member] = []

    /// - Parameter receiveBuffer: bytes the kernel takes in for each; small ones make slow readers.
    package init(port: Int, count: Int, receiveBuffer: Int? = nil) throws {
        RawCrowd.raiseDescriptorLimit()
        for _ in 0..<count {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            guard descriptor >= 0 else { throw RawError("socket") }
            members.append(Member(descriptor: descriptor))
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
            guard connected == 0 || errno == EINPROGRESS else { throw RawError("connect") }
        }
    }

    deinit { for member in members { close(member.descriptor) } }

    /// How many the server has neither closed nor reset, as far as they have noticed.
    package var open: Int { members.count { !$0.isOver } }

    /// Everybody sends all of the bytes, as fast as the server takes them, and reads until the server closes.
    ///
    /// - Returns: what each has received; what is not there in time is missing.
    package func exchange(_ bytes: [UInt8], timeout: Int = 60_000) -> [[UInt8]] {
        for index in members.indices { members[index].sent = 0 }
        let end = ContinuousClock.now + .milliseconds(timeout)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while open > 0, ContinuousClock.now < end {
            let waiting = members.indices.filter { !members[$0].isOver }
            var polls = waiting.map { index in
                let events = Int16(POLLIN) | (members[index].sent < bytes.count ? Int16(POLLOUT) : 0)
                return pollfd(fd: members[index].descriptor, events: events, revents: 0)
            }
            guard poll(&polls, nfds_t(polls.count), 1000) >= 0 else { break }
            for (index, found) in zip(waiting, polls) where found.revents != 0 {
                if found.revents & Int16(POLLOUT) != 0 { send(bytes, index) }
                if found.revents & ~Int16(POLLOUT) != 0 { receive(&chunk, index, atMost: chunk.count) }
            }
        }
        return members.map(\.received)
    }

    /// Each sends these bytes and does not wait.
    package func send(_ text: String) {
        let bytes = Array(text.utf8)
        for index in members.indices where !members[index].isOver {
            members[index].sent = 0
            send(bytes, index)
        }
    }

    /// Each reads at most so many of the bytes that are there.
    package func sip(_ count: Int) {
        var chunk = [UInt8](repeating: 0, count: count)
        for index in members.indices where !members[index].isOver { receive(&chunk, index, atMost: count) }
    }

    private func send(_ bytes: [UInt8], _ index: Int) {
        let start = members[index].sent
        let sent = bytes[start...].withUnsafeBytes {
            Glibc.send(members[index].descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
        }
        if sent > 0 {
            members[index].sent += sent
        } else if errno != EAGAIN {
            // Not over yet: an answer may lie in the kernel.
            members[index].sent = bytes.count
        }
    }

    private func receive(_ chunk: inout [UInt8], _ index: Int, atMost count: Int) {
        let read = recv(members[index].descriptor, &chunk, count, 0)
        if read > 0 {
            members[index].received += chunk[..<read]
        } else if read == 0 || errno != EAGAIN {
            members[index].isOver = true
        }
    }

    /// A crowd has more connections than the usual soft limit allows.
    private static func raiseDescriptorLimit() {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(files, &limit) == 0 else { return }
        limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 16_384))
        setrlimit(files, &limit)
    }
}

/// Runs a crowd on a thread of its own.
package func withRawCrowd<Result: Sendable>(
    _ port: Int, count: Int, receiveBuffer: Int? = nil, _ body: @escaping @Sendable (RawCrowd) throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                with: Swift.Result { try body(RawCrowd(port: port, count: count, receiveBuffer: receiveBuffer)) })
        }
    }
}
