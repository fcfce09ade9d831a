import Foundation
package import Glibc
import Synchronization

/// A program of its own: the real `stet`, or a checker. What it writes goes to files, so that nobody waits for a pipe.
package final class ChildProcess: Sendable {
    package struct Ending: Sendable {
        /// nil where a signal ended it.
        package let code: Int32?
        package let output: String
        package let error: String
        /// The most memory it was seen to have, in bytes.
        package let peakMemory: Int
    }

    package let id: pid_t
    private let folder: TemporaryFolder
    private let state: Mutex<State>

    private struct State {
        var status: Int32?
        var peak = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Where `stet` lies: beside the program that runs the tests.
    package static let stet: String = {
        var path = [CChar](repeating: 0, count: 4096)
        let length = max(0, readlink("/proc/self/exe", &path, path.count))
        let own = String(decoding: path.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/stet"
    }()

    /// Runs a program to its end.
    package static func run(_ program: String = ChildProcess.stet, _ arguments: [String]) async throws -> Ending {
        try await ChildProcess(program, arguments).ending()
    }

    package init(_ program: String = ChildProcess.stet, _ arguments: [String]) throws {
        folder = try TemporaryFolder()
        state = Mutex(State())
        id = try ChildProcess.spawn([program] + arguments, output: folder["output"], error: folder["error"])
        Thread.detachNewThread { [self] in watch() }
    }

    /// What it has written so far.
    package var output: String { read("output") }
    package var error: String { read("error") }
    package var isRunning: Bool { state.withLock { $0.status == nil } }

    /// What it has in memory now, in bytes.
    package var memory: Int { ChildProcess.memory(of: id, "VmRSS:") }

    package func send(_ signal: Int32) {
        state.withLock { state in
            // Not after it was waited for: its number may be another's by then.
            if state.status == nil { kill(id, signal) }
        }
    }

    /// Waits for its end.
    package func ending() async -> Ending {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.status == nil { state.waiting.append(continuation) }
                return state.status != nil
            }
            if isOver { continuation.resume() }
        }
        let (status, peak) = state.withLock { ($0.status ?? 0, $0.peak) }
        return Ending(
            code: status & 0x7F == 0 ? (status >> 8) & 0xFF : nil, output: output, error: error, peakMemory: peak)
    }

    /// Waits until it has written something; false where it ended before.
    package func hasWritten(_ text: String) async throws -> Bool {
        while !output.contains(text) {
            guard isRunning else { return output.contains(text) }
            try await Task.sleep(for: .milliseconds(10))
        }
        return true
    }

    private func watch() {
        var status: Int32 = 0
        while true {
            // Not the resource usage of `wait4`: it counts what this process had when the child was begun.
            let peak = ChildProcess.memory(of: id, "VmHWM:")
            state.withLock { $0.peak = max($0.peak, peak) }
            let (ended, waiting) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
                let answer = waitpid(id, &status, WNOHANG)
                guard answer != 0, !(answer < 0 && errno == EINTR) else { return (false, []) }
                state.status = status
                defer { state.waiting = [] }
                return (true, state.waiting)
            }
            if ended {
                for continuation in waiting { continuation.resume() }
                return
            }
            usleep(5000)
        }
    }

    private static func memory(of id: pid_t, _ name: String) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
        return (Int(line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first ?? "") ?? 0) * 1024
    }

    private func read(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: folder[name]) ?? Data(), as: UTF8.self)
    }

    private static func spawn(_ words: [String], output: String, error: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // Sockets of the tests that run beside: a peer would wait for their end as long as the child lives.
        let opened = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.compactMap { Int32($0) }.max() ?? 0
        for descriptor in 3...(opened + 64) { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // Signals as a shell would hand them on: this process ignores SIGPIPE and has threads that block others.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGTERM, SIGINT, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        let result = posix_spawn(&id, words[0], &actions, &attributes, arguments, environ)
        guard result == 0 else { throw SpawnError(program: words[0], reason: String(cString: strerror(result))) }
        return id
    }
}

package struct SpawnError: Error, Sendable {
    package let program: String
    package let reason: String

    package init(program: String, reason: String) { (self.program, self.reason) = (program, reason) }
}

/// `stet serve` of a data directory on a free port, for as long as a test needs it.
package struct ServingProcess: Sendable {
    package let port: Int
    package let process: ChildProcess

    package init(port: Int, process: ChildProcess) { (self.port, self.process) = (port, process) }

    /// Starts it, without pictures that nobody asked for, runs the body and ends it by SIGTERM, and by force where that is not enough.
    package static func run<Result: Sendable>(
        _ directory: String, options: [String] = [], _ body: (ServingProcess) async throws -> Result
    ) async throws -> Result {
        let process = try ChildProcess(
            ChildProcess.stet, ["serve", "--data", directory, "--port", "0", "--no-pictures-ahead"] + options)
        let mark = "Your magazine is at http://127.0.0.1:"
        guard try await process.hasWritten("/\n"), let start = process.output.range(of: mark)?.upperBound,
            let port = Int(process.output[start...].prefix { $0.isNumber })
        else { throw SpawnError(program: "stet serve", reason: process.error) }
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(ServingProcess(port: port, process: process)))
        } catch {
            outcome = .failure(error)
        }
        process.send(SIGTERM)
        for _ in 0..<2000 where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        process.send(SIGKILL)
        _ = await process.ending()
        return try outcome.get()
    }

    /// One request on a connection of its own.
    package func get(_ path: String, headers: String = "Host: 127.0.0.1") async throws -> RawAnswer? {
        try await withRawConnection(port) { connection in
            connection.send("GET \(path) HTTP/1.1\r\n\(headers)\r\nConnection: close\r\n\r\n")
            return connection.answer()
        }
    }
}
