private import Dispatch
private import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// A queue of pictures and the threads that take from it, each with a worker process of its own.
///
/// A thread talks to one process, so it may block; a process lives on one thread, so no lock is held while it works.
final class ImageLane: Sendable {
    typealias Answer = Result<ImageAnswer, ImageError>

    private struct Job: Sendable {
        let id: Int
        /// nil asks for nothing but a worker.
        let task: ImageTask?
        let picture: [UInt8]
        let finish: @Sendable (Answer) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var lastID = 0
        var threads = 0
        /// Threads that have nothing to do or are about to have nothing.
        var idle = 0
        var isStopped = false
        var processes: Set<Int32> = []
    }

    private let command: [String]
    private let settings: ImageWorkers.Settings
    private let readsFiles: Bool
    private let state = Mutex(State())
    /// As often as there is something for a thread to do.
    private let bell = DispatchSemaphore(value: 0)

    init(_ command: [String], _ settings: ImageWorkers.Settings, readsFiles: Bool) {
        (self.command, self.settings, self.readsFiles) = (command, settings, readsFiles)
    }

    var working: Int { state.withLock { $0.threads - $0.idle } }
    var waiting: Int { state.withLock { $0.waiting.count } }
    var processes: [Int32] { state.withLock { Array($0.processes) } }

    func perform(_ task: ImageTask?, _ picture: [UInt8]) async throws(ImageError) -> ImageAnswer {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let answer: Answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: .failure(.cancelled)) }
                add(Job(id: id, task: task, picture: picture) { continuation.resume(returning: $0) })
                // Cancelled between the question and the adding: the handler found nothing.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
        return try answer.get()
    }

    func performAndWait(_ task: ImageTask?, _ picture: [UInt8]) throws(ImageError) -> ImageAnswer {
        let done = DispatchSemaphore(value: 0)
        let answer = Mutex<Answer>(.failure(.stopped))
        add(
            Job(id: 0, task: task, picture: picture) { given in
                answer.withLock { $0 = given }
                done.signal()
            })
        done.wait()
        return try answer.withLock { $0 }.get()
    }

    func stop() {
        let dropped = state.withLock { state in
            state.isStopped = true
            // Their threads wait for them, reap them and see that it is over. None of these is reaped yet: it would be gone
            // from the set.
            for process in state.processes { kill(process, SIGKILL) }
            defer { state.waiting = [] }
            for _ in 0..<state.threads { bell.signal() }
            return state.waiting
        }
        for job in dropped { job.finish(.failure(.stopped)) }
    }

    private func add(_ job: Job) {
        let refusal: ImageError? = state.withLock { state in
            if state.isStopped { return .stopped }
            if state.waiting.count >= settings.waiting { return .busy(waiting: state.waiting.count) }
            state.waiting.append(job)
            if state.idle < state.waiting.count, state.threads < settings.processes {
                guard OwnThread.begin({ [self] in work() }) else { return state.threads > 0 ? nil : withdraw(&state) }
                state.threads += 1
                state.idle += 1
            }
            return nil
        }
        if let refusal { return job.finish(.failure(refusal)) }
        bell.signal()
    }

    /// Takes the last job back, which no thread would ever do.
    private func withdraw(_ state: inout State) -> ImageError {
        _ = state.waiting.popLast()
        return .unavailable("no thread can be started")
    }

    /// What has begun is finished: a picture on its way cannot be called back.
    private func cancel(_ id: Int) {
        let job = state.withLock { state in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        job?.finish(.failure(.cancelled))
    }

    // MARK: The threads

    private func work() {
        var worker: ImageWorkerConnection?
        while let job = next() {
            guard let job else { continue }
            let answer = perform(job, with: &worker)
            // Before the one who waits hears of it: his next picture needs no other worker than this.
            state.withLock { $0.idle += 1 }
            job.finish(answer)
            // At once, not with the next picture: that one should find it warm.
            if case .failure(.unavailable) = answer { continue }
            if worker == nil { worker = try? start() }
        }
        worker?.end(forget)
    }

    /// - Returns: nil to end this thread; a nil job where there was none after all.
    private func next() -> Job?? {
        let outcome = bell.wait(timeout: .now() + settings.idleSeconds)
        return state.withLock { state -> Job?? in
            // The last decoder stays. The painter need not: cards are rare.
            let isLong = outcome == .timedOut && state.waiting.isEmpty && (state.threads > 1 || readsFiles)
            if state.isStopped || isLong {
                state.threads -= 1
                state.idle -= 1
                return nil
            }
            guard !state.waiting.isEmpty else { return .some(nil) }
            state.idle -= 1
            return state.waiting.removeFirst()
        }
    }

    private func perform(_ job: Job, with worker: inout ImageWorkerConnection?) -> Answer {
        do throws(ImageError) {
            let current: ImageWorkerConnection
            if let worker { current = worker } else { current = try start() }
            worker = current
            guard let task = job.task else { return .success(.ready(current.confinement)) }
            do throws(ImageError) {
                let answer = try current.perform(task, job.picture)
                if current.pictures >= settings.picturesPerProcess {
                    current.end(forget)
                    worker = nil
                }
                if case .refused(let error) = answer {
                    // What memory it has left may be in pieces.
                    if case .outOfMemory = error { current.end(forget); worker = nil }
                    return .failure(error)
                }
                return .success(answer)
            } catch {
                worker = nil
                let cause = current.end(forget, after: error)
                return .failure(state.withLock { $0.isStopped } ? .stopped : cause)
            }
        } catch {
            return .failure(state.withLock { $0.isStopped } ? .stopped : error)
        }
    }

    private func start() throws(ImageError) -> ImageWorkerConnection {
        let limits = ImageWorkerLimits(
            memory: settings.memory, processorSeconds: settings.processorSeconds, readsFiles: readsFiles,
            standsBack: settings.standsBack)
        let connection = try ImageWorkerConnection(command, limits, seconds: settings.seconds) { process in
            state.withLock { state in
                guard !state.isStopped else { return false }
                state.processes.insert(process)
                return true
            }
        }
        do throws(ImageError) {
            try connection.greet()
            return connection
        } catch {
            throw .unavailable(connection.end(forget, after: error).description)
        }
    }

    private func forget(_ process: Int32) { state.withLock { _ = $0.processes.remove(process) } }
}
