private import CVips

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// One worker process, seen from the parent, and the pipes to it. It belongs to one thread.
final class ImageWorkerConnection {
    private(set) var pictures = 0
    private(set) var confinement = ImageConfinement(
        hasNoNetwork: false, cannotWriteFiles: false, cannotReadFiles: false, cannotExecute: false, formats: [])

    private let id: Int32
    private let input: Int32
    private let output: Int32
    private let errors: Int32
    private let limits: ImageWorkerLimits
    private let seconds: Double
    /// More than all forms of a picture.
    private static let largestAnswer = 268_435_456

    /// Starts a process; `greet` must follow, and at last `end`. `admit` is asked as soon as its number is known.
    init(
        _ command: [String], _ limits: ImageWorkerLimits, seconds: Double, admit: (Int32) -> Bool
    ) throws(ImageError) {
        (self.limits, self.seconds) = (limits, seconds)
        var ends: [Int32] = []
        for _ in 0..<3 {
            var pair: [Int32] = [-1, -1]
            guard stet_pipe(&pair) == 0 else {
                for end in ends { close(end) }
                throw .unavailable(String(cString: strerror(errno)))
            }
            ends += pair
        }
        // A library that has much to say must not wait for somebody to read it.
        _ = fcntl(ends[5], F_SETFL, O_NONBLOCK)
        let (theirs, ours) = ([ends[0], ends[3], ends[5]], [ends[1], ends[2], ends[4]])
        let started = ImageWorkerConnection.spawn(command, theirs)
        for end in theirs { close(end) }
        guard case .success(let id) = started else {
            for end in ours { close(end) }
            if case .failure(let error) = started { throw error }
            throw .unavailable("")
        }
        self.id = id
        (input, output, errors) = (ours[0], ours[1], ours[2])
        for end in ours { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        stet_pipe_enlarge(input)
        stet_pipe_enlarge(output)
        if !admit(id) { kill(id, SIGKILL) }
    }

    /// Tells the process its limits, and waits until it has taken them on.
    func greet() throws(ImageError) {
        guard case .ready(let confinement) = try converse(.start(limits), [], seconds: max(30, seconds)) else {
            throw .garbled
        }
        self.confinement = confinement
    }

    func perform(_ task: ImageTask, _ picture: [UInt8]) throws(ImageError) -> ImageAnswer {
        pictures += 1
        // What was muttered over the last picture.
        _ = lastWords()
        return try converse(task, picture, seconds: seconds)
    }

    /// Ends the process by force and waits for it. `forget` is called while its number is still its own.
    ///
    /// - Returns: why it died, where `error` says no more than that it did.
    @discardableResult
    func end(_ forget: (Int32) -> Void, after error: ImageError = .stopped) -> ImageError {
        // A process that has died by itself has closed its pipes, but may still be on its way out.
        if case .crashed = error { waitForEnd() } else { kill(id, SIGKILL) }
        forget(id)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let words = lastWords()
        for end in [input, output, errors] { close(end) }
        guard case .crashed = error else { return error }
        let signal = status & 0x7F
        if signal == SIGXCPU { return .outOfProcessorTime(seconds: limits.processorSeconds) }
        if ImageError.meansOutOfMemory(words) { return .outOfMemory(limit: limits.memory) }
        return .crashed(signal: signal == 0 ? nil : signal, words: words)
    }

    private func waitForEnd() {
        var info = siginfo_t()
        for _ in 0..<200 {
            if waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || ended(info) { return }
            usleep(5_000)
        }
        kill(id, SIGKILL)
    }

    private func ended(_ info: siginfo_t) -> Bool { info.si_signo == SIGCHLD }

    private func lastWords() -> String {
        var text = [UInt8](repeating: 0, count: 2048)
        let count = max(0, read(errors, &text, text.count))
        return ImageError.printable(String(decoding: text[..<count], as: UTF8.self))
    }

    // MARK: The pipes

    private func converse(_ task: ImageTask, _ picture: [UInt8], seconds: Double) throws(ImageError) -> ImageAnswer {
        let deadline = ContinuousClock.now + .seconds(seconds)
        let late = ImageError.timedOut(seconds: seconds)
        let head = task.head
        try send(ImageWireWriter.counts(head: head.count, body: picture.count) + head, until: deadline, late)
        try send(picture, until: deadline, late)
        let (count, body) = ImageWireReader.counts(try receive(8, until: deadline, late))
        guard count <= ImageWorkerConnection.largestAnswer, body == 0 else { throw .garbled }
        guard let answer = try? ImageAnswer(head: try receive(count, until: deadline, late)) else { throw .garbled }
        return answer
    }

    /// `crashed` is thrown where the other end is closed; `end` finds out why.
    private func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant, _ late: ImageError) throws(ImageError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { write(input, $0.baseAddress?.advanced(by: sent), $0.count - sent) }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try wait(input, Int16(POLLOUT), until: deadline, late)
            } else if errno != EINTR {
                throw .crashed(signal: nil, words: "")
            }
        }
    }

    private func receive(
        _ count: Int, until deadline: ContinuousClock.Instant, _ late: ImageError
    ) throws(ImageError) -> [UInt8] {
        // Grown as bytes come: the count is the worker's word.
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: min(count, 1_048_576))
        while bytes.count < count {
            let got = read(output, &piece, min(piece.count, count - bytes.count))
            if got > 0 {
                bytes += piece[..<got]
            } else if got == 0 {
                throw .crashed(signal: nil, words: "")
            } else if errno == EAGAIN {
                try wait(output, Int16(POLLIN), until: deadline, late)
            } else if errno != EINTR {
                throw .crashed(signal: nil, words: "")
            }
        }
        return bytes
    }

    private func wait(
        _ descriptor: Int32, _ events: Int16, until deadline: ContinuousClock.Instant, _ late: ImageError
    ) throws(ImageError) {
        while true {
            let left = deadline - ContinuousClock.now
            guard left > .zero else { throw late }
            let milliseconds = min(
                60_000, left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
            var polled = pollfd(fd: descriptor, events: events, revents: 0)
            if poll(&polled, 1, Int32(milliseconds)) > 0 { return }
        }
    }

    // MARK: Starting

    /// Only these are handed on: a server's environment holds passwords. Fonts are found by the last of them.
    private static let environment = ["LD_LIBRARY_PATH", "LANG", "HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "XDG_DATA_HOME"]

    private static func spawn(_ command: [String], _ ends: [Int32]) -> Result<Int32, ImageError> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, end) in ends.enumerated() { posix_spawn_file_actions_adddup2(&actions, end, Int32(descriptor)) }
        // The server's sockets and its database are none of its business.
        stet_spawn_close_from(&actions, 3)
        // Signals as a shell would hand them on: this thread blocks all.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // A group of its own: Ctrl-C at the terminal is for the server, which then ends its workers.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        var variables: [UnsafeMutablePointer<CChar>?] = environment.compactMap { name in
            getenv(name).map { value in strdup("\(name)=\(String(cString: value))") }
        }
        // Its handlers would try to start another program, for each crash.
        variables.append(strdup("SWIFT_BACKTRACE=enable=no"))
        variables.append(nil)
        defer { for text in arguments + variables { free(text) } }
        var id: pid_t = 0
        let result = posix_spawn(&id, command.first ?? "", &actions, &attributes, arguments, variables)
        guard result == 0 else {
            return .failure(.unavailable("\(command.first ?? ""): \(String(cString: strerror(result)))"))
        }
        return .success(id)
    }
}
