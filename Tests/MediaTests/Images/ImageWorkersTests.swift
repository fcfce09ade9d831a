import Foundation
import Glibc
import Media
import TestSupport
import Testing

@Suite("The image workers", .timeLimit(.minutes(5)))
struct ImageWorkersTests {
    private static let small = TestPicture.png(20, 20) { x, y in (UInt8(x), UInt8(y), 0) }
    private static let noise = TestPicture.noise(900, 900)
    /// Slow: minutes at this effort, if one let it.
    private static let slow = RenditionSpec(width: 2000, format: .avif, quality: 90, effort: 9)

    @Test(
        "a worker has no network, opens no file, starts no program, and reads and writes the five formats",
        .enabled(if: mayFilter, "this system grants no seccomp filters"))
    func confines() async throws {
        let workers = TestWorkers.make()
        let confinement = try await workers.confinement()
        #expect(
            confinement.hasNoNetwork && confinement.cannotWriteFiles && confinement.cannotReadFiles && confinement.cannotExecute)
        #expect(confinement.formats == [.jpeg, .png, .gif, .webp, .avif])
        // The kernel's word for it.
        let process = try #require(workers.processes.first)
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        #expect(status.contains("NoNewPrivs:\t1\n") && status.contains("Seccomp:\t2\n"))
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").sorted()
        #expect(open.prefix(3) == ["0", "1", "2"])
        for descriptor in open {
            let target = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\(descriptor)")
            #expect(target.hasPrefix("pipe:") || target.hasPrefix("anon_inode:"), "\(descriptor) is \(target)")
        }
        let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
        #expect(limits.contains("Max core file size        0 ") && limits.contains("Max file size             0 "))
        let environment = try String(contentsOfFile: "/proc/\(process)/environ", encoding: .utf8)
        #expect(!environment.contains("PATH="))
    }

    @Test("a worker killed in the middle costs one picture, and the next finds another")
    func survivesKill() async throws {
        let workers = TestWorkers.make()
        _ = try await workers.examine(Self.small)
        let first = try #require(workers.processes.first)
        async let lost = TestWorkers.error { () throws(ImageError) in
            _ = try await workers.render(Self.noise, [Self.slow])
        }
        try await Task.sleep(for: .milliseconds(300))
        kill(first, SIGKILL)
        #expect(await lost == .crashed(signal: SIGKILL, words: ""))
        #expect(try await workers.examine(Self.small).width == 20)
        #expect(workers.processes.count == 1 && workers.processes.first != first)
    }

    @Test("a worker that is brought down by a fault says by which signal")
    func tellsSignal() async throws {
        let workers = TestWorkers.make()
        _ = try await workers.examine(Self.small)
        let process = try #require(workers.processes.first)
        async let lost = TestWorkers.error { () throws(ImageError) in
            _ = try await workers.render(Self.noise, [Self.slow])
        }
        try await Task.sleep(for: .milliseconds(300))
        kill(process, SIGSEGV)
        #expect(await lost?.description == "It brought its decoder down by signal 11.")
    }

    @Test("a picture that takes too long is given up")
    func timesOut() async throws {
        let workers = TestWorkers.make { $0.seconds = 1.5 }
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await workers.render(Self.noise, [Self.slow])
        }
        #expect(error == .timedOut(seconds: 1.5))
        #expect(try await workers.examine(Self.small).width == 20)
    }

    @Test("a picture that takes too much processor time ends its worker, and this is said")
    func limitsProcessorTime() async throws {
        let workers = TestWorkers.make { $0.processorSeconds = 1 }
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await workers.render(Self.noise, [Self.slow])
        }
        #expect(error == .outOfProcessorTime(seconds: 1))
        #expect(try await workers.examine(Self.small).width == 20)
    }

    @Test("processor time is counted anew for each picture")
    func countsProcessorTimeAnew() async throws {
        let workers = TestWorkers.make { $0.processorSeconds = 2 }
        // Some seconds together.
        for _ in 0..<8 { _ = try await workers.render(Self.noise, [RenditionSpec(width: 900, format: .webp, effort: 6)]) }
        #expect(workers.processes.count == 1)
    }

    @Test(
        "a picture that needs too much memory is refused, and the next finds a worker",
        arguments: [RenditionSpec.Format.webp, .avif])
    func limitsMemory(format: RenditionSpec.Format) async throws {
        let workers = TestWorkers.make { $0.memory = 60 << 20 }
        let error = await TestWorkers.error { () throws(ImageError) in
            _ = try await workers.render(TestPicture.blackPNG(6000, 6000), [RenditionSpec(width: 6000, format: format)])
        }
        #expect(error == .outOfMemory(limit: 60 << 20), "\(error.map(String.init(describing:)) ?? "passed")")
        #expect(try await workers.examine(Self.small).width == 20)
    }

    @Test("a full queue refuses one more, and what is cancelled leaves it")
    func boundsQueue() async throws {
        let workers = TestWorkers.make {
            $0.waiting = 2
            $0.seconds = 600
        }
        _ = try await workers.examine(Self.small)
        // It takes one picture and does not go on.
        let process = try #require(workers.processes.first)
        kill(process, SIGSTOP)
        func examine() -> Task<ImageError?, Never> {
            Task { await TestWorkers.error { () throws(ImageError) in _ = try await workers.examine(Self.small) } }
        }
        var tasks = [examine()]
        while workers.working < 1 { try await Task.sleep(for: .milliseconds(5)) }
        tasks += [examine(), examine()]
        while workers.waiting < 2 { try await Task.sleep(for: .milliseconds(5)) }
        let refused = await TestWorkers.error { () throws(ImageError) in _ = try await workers.examine(Self.small) }
        #expect(refused == .busy(waiting: 2))
        for task in tasks { task.cancel() }
        while workers.waiting > 0 { try await Task.sleep(for: .milliseconds(5)) }
        kill(process, SIGKILL)
        #expect(await tasks[0].value == .crashed(signal: SIGKILL, words: ""))
        #expect(await tasks[1].value == .cancelled)
        #expect(await tasks[2].value == .cancelled)
    }

    @Test("a hundred pictures at once go through two workers, waiting or not")
    func worksInParallel() async throws {
        let workers = TestWorkers.make { $0.processes = 2 }
        let widths = try await withThrowingTaskGroup(of: Int.self) { group in
            for width in 1...100 {
                group.addTask {
                    try await workers.render(Self.small, [RenditionSpec(width: width, format: .png)])[0].width
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(widths.sorted() == (1...100).map { min($0, 20) })
        #expect(workers.processes.count == 2)
        let waited = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: Result { () throws(ImageError) in try workers.examineAndWait(Self.small).width })
            }
        }
        #expect(try waited.get() == 20)
    }

    @Test("workers without work are ended but for one, and all when the pool is stopped")
    func endsWorkers() async throws {
        let workers = TestWorkers.make {
            $0.processes = 2
            $0.idleSeconds = 0.3
        }
        var begun: [Int32] = []
        while begun.count < 2 {
            async let one = workers.examine(Self.noise)
            async let two = workers.examine(Self.noise)
            _ = try await (one, two)
            begun = workers.processes
        }
        while workers.processes.count > 1 { try await Task.sleep(for: .milliseconds(20)) }
        workers.stop()
        while !workers.processes.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        for process in begun { while kill(process, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) } }
        let error = await TestWorkers.error { () throws(ImageError) in _ = try await workers.examine(Self.small) }
        #expect(error == .stopped)
    }

    @Test("a worker is replaced after so many pictures")
    func replacesWorkers() async throws {
        let workers = TestWorkers.make { $0.picturesPerProcess = 2 }
        var seen: Set<Int32> = []
        for _ in 0..<6 {
            _ = try await workers.examine(Self.small)
            seen.formUnion(workers.processes)
        }
        #expect(seen.count >= 3)
    }

    @Test(
        "a program that is missing, or is none, is told in a sentence",
        arguments: ["/nonexistent/stet", "/bin/true", "/etc/passwd"])
    func tellsMissingProgram(program: String) async throws {
        let workers = ImageWorkers(program: program, arguments: [], settings: ImageWorkers.Settings(processes: 1))
        let error = await TestWorkers.error { () throws(ImageError) in _ = try await workers.examine(Self.small) }
        #expect(error?.description.hasPrefix("No image worker can be started (") == true, "\(error?.description ?? "")")
    }

    @Test("a worker ends when nobody is left to hear its answers, though its tasks' pipe is open")
    func endsWithParent() async throws {
        let folder = try TemporaryFolder()
        let worker = ([TestWorkers.program] + TestWorkers.arguments).joined(separator: " ")
        // It hears from `sleep`, it speaks to `true`, which is gone at once.
        _ = try await ChildProcess.run("/bin/sh", ["-c", "(sleep 20 | \(worker) & echo $! > \(folder["id"])) | true"])
        let id = try String(contentsOfFile: folder["id"], encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(Int32(id) != nil)
        while (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/exe")) != nil {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

private let mayFilter = FileManager.default.fileExists(atPath: "/proc/sys/kernel/seccomp/actions_avail")
