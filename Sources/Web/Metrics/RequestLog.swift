import Content
private import Foundation
import Glibc
import ServiceLifecycle
import Synchronization

/// Writes a line for every answer, on a thread of its own: who answers readers never waits for whoever reads the log.
///
/// Where nobody takes the lines, a mebibyte of them waits; those that come then are counted and lost. A service: told to stop it
/// writes what is there.
package final class RequestLog: Service {
    package enum Format: String, Sendable, CaseIterable {
        /// For a person.
        case text
        /// For a program: an object in each line.
        case json
        case off
    }

    private struct State {
        var lines: [UInt8] = []
        var isEnding = false
    }

    private let format: Format
    private let hasAddresses: Bool
    private let output: Int32
    private let metrics: Metrics
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    private static let mostWaiting = 1 << 20

    /// - Parameters:
    ///   - hasAddresses: whether a line says the address of the client.
    ///   - output: a descriptor, which stays open.
    package init(_ format: Format, hasAddresses: Bool, output: Int32 = STDOUT_FILENO, metrics: Metrics) {
        (self.format, self.hasAddresses, self.output, self.metrics) = (format, hasAddresses, output, metrics)
    }

    func write(_ line: RequestLine) {
        let now = Timestamp(stored: Int64(Date().timeIntervalSince1970 * 1000))
        let text =
            switch format {
            case .text: line.text(at: now, hasAddress: hasAddresses)
            case .json: line.json(at: now, hasAddress: hasAddresses)
            case .off: ""
            }
        let (isFirst, isLost) = state.withLock { state -> (Bool, Bool) in
            guard state.lines.count < RequestLog.mostWaiting else { return (false, true) }
            let isFirst = state.lines.isEmpty
            state.lines += Array(text.utf8)
            return (isFirst, false)
        }
        if isLost { metrics.lostLogLine() }
        if isFirst { wake.signal() }
    }

    package func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                    let thread = Thread { [self] in
                        writeAll()
                        continuation.resume()
                    }
                    thread.name = "stet log"
                    thread.start()
                }
            } onCancel: {
                end()
            }
        } onGracefulShutdown: {
            self.end()
        }
    }

    private func end() {
        state.withLock { $0.isEnding = true }
        wake.signal()
    }

    private func writeAll() {
        var isRead = true
        while true {
            wake.wait()
            let (lines, isEnding) = state.withLock { state in
                defer { state.lines = [] }
                return (state.lines, state.isEnding)
            }
            if isRead { isRead = write(lines[...]) }
            // Not sooner: a service that ends takes the others with it.
            if isEnding { return }
        }
    }

    /// - Returns: false where no line can be written any more, or nobody takes one and the server is to end.
    private func write(_ lines: ArraySlice<UInt8>) -> Bool {
        var rest = lines
        while !rest.isEmpty {
            var poller = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            if poll(&poller, 1, 500) == 0 {
                if state.withLock({ $0.isEnding }) { return false }
                continue
            }
            // A pipe that is ready takes this much without blocking.
            let count = rest.prefix(4096).withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR, errno != EAGAIN {
                // The pipe is closed, the disk is full: the magazine is served on.
                return false
            }
        }
        return true
    }
}
