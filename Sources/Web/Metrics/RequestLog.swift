import Content
private import Foundation
import Glibc
import ServiceLifecycle
import Synchronization

/// Writes a line for every answer, on a thread of its own: who answers readers never waits for whoever reads the log.
///
/// Where nobody takes the lines, a mebibyte of them waits; those that come then are counted and lost. Where they cannot be written, as on
/// a full disk, it is tried again until they can, and a line says how many were lost in between. A service: told to stop it writes
/// what is there.
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
        /// How many came since then that had no place.
        var lost = 0
        var isEnding = false
    }

    private let format: Format
    private let hasAddresses: Bool
    private let output: Int32
    private let metrics: Metrics
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    private static let mostWaiting = 1 << 20
    /// Before it is tried again.
    private static let pause = DispatchTimeInterval.milliseconds(250)

    /// - Parameters:
    ///   - hasAddresses: whether a line says the address of the client.
    ///   - output: a descriptor, which stays open.
    package init(_ format: Format, hasAddresses: Bool, output: Int32 = STDOUT_FILENO, metrics: Metrics) {
        (self.format, self.hasAddresses, self.output, self.metrics) = (format, hasAddresses, output, metrics)
    }

    func write(_ line: RequestLine) {
        let now = RequestLog.now
        let text =
            switch format {
            case .text: line.text(at: now, hasAddress: hasAddresses)
            case .json: line.json(at: now, hasAddress: hasAddresses)
            case .off: ""
            }
        let (isFirst, isLost) = state.withLock { state -> (Bool, Bool) in
            guard state.lines.count < RequestLog.mostWaiting else {
                state.lost += 1
                return (false, true)
            }
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
        // What could not be written yet.
        var rest: [UInt8] = []
        while true {
            if rest.isEmpty { wake.wait() } else { _ = wake.wait(timeout: .now() + RequestLog.pause) }
            let isEnding = state.withLock { $0.isEnding }
            rest = Array(write(rest[...]))
            // Not before: who is waited for in vain is not to fill the memory. And at once: nobody is woken for these again.
            if rest.isEmpty { rest = Array(write(take()[...])) }
            // Not sooner: a service that ends takes the others with it.
            if isEnding { return }
        }
    }

    /// What has come since, and how much of it has no line.
    private func take() -> [UInt8] {
        let (lines, lost) = state.withLock { state in
            defer { (state.lines, state.lost) = ([], 0) }
            return (state.lines, state.lost)
        }
        return lost > 0 ? lines + Array(notice(lost).utf8) : lines
    }

    /// Between the lines where they are missing.
    private func notice(_ lost: Int) -> String {
        let time = RequestLine.printed(RequestLog.now)
        return format == .json
            ? "{\"time\":\"\(time)\",\"lost\":\(lost)}\n" : "\(time) \(lost) lines of this log are lost: nobody took them\n"
    }

    private static var now: Timestamp { Timestamp(stored: Int64(Date().timeIntervalSince1970 * 1000)) }

    /// - Returns: what cannot be written now.
    private func write(_ lines: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = lines
        while !rest.isEmpty {
            var poller = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            if poll(&poller, 1, 500) == 0 {
                if state.withLock({ $0.isEnding }) { return rest }
                continue
            }
            // A pipe that is ready takes this much without blocking.
            let count = rest.prefix(4096).withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR, errno != EAGAIN {
                // The pipe is closed, the disk is full: the magazine is served on. Half a line that was written is ended later.
                return rest
            }
        }
        return rest
    }
}
