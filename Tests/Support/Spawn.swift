import Foundation
import Glibc

/// Programs begun without an event loop or a task, for what must be there before the first test is.
///
/// Each has a session of its own, so that an interrupt at the terminal ends the tests and not what cleans up after them, and
/// none of this process's descriptors.
enum Spawn {
    enum Output {
        case nowhere
        case file(String)
        case descriptor(Int32)
    }

    static func begin(
        _ words: [String], environment: [String: String], input: Int32? = nil, output: Output
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        switch output {
        case .nowhere: posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
        }
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        // Sockets of the tests that run beside: a peer would wait for their end as long as the child lives.
        let opened = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.compactMap { Int32($0) }.max() ?? 0
        for descriptor in 3...(opened + 64) { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGPIPE, SIGCHLD] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which glibc shows to GNU programs only
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | newSession))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id: pid_t = 0
        let result = posix_spawn(&id, words[0], &actions, &attributes, &arguments, &variables)
        guard result == 0 else { throw PostgresError("\(words[0]) could not be started: \(String(cString: strerror(result)))") }
        return id
    }

    /// Runs a program to its end: its exit code, and what it wrote to either output.
    static func run(_ words: [String], environment: [String: String]) throws -> (code: Int32, output: String) {
        let (reading, writing) = try pipe()
        defer { close(reading) }
        let id: pid_t
        do {
            defer { close(writing) }
            id = try begin(words, environment: environment, output: .descriptor(writing))
        }
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
        while true {
            let count = read(reading, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return (wait(for: id), String(decoding: bytes, as: UTF8.self))
    }

    /// The exit code of a child that ended, 128 and the signal where one ended it.
    @discardableResult
    static func wait(for id: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// Both ends are closed in every program that is begun, by whomever. A pair of sockets: a pipe can be made so from the
    /// first moment only by `pipe2`, which glibc shows to GNU programs alone.
    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw PostgresError("There is no pipe: \(String(cString: strerror(errno)))")
        }
        return (ends[0], ends[1])
    }
}
