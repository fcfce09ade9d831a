/// Everything that is done to pictures, done in processes of their own: a picture that brings down its decoder brings down
/// nothing else.
///
/// Workers are started when they are needed, kept warm for a minute, replaced at once when they die. A worker has one picture
/// at a time; its death costs that picture, and the error says so in a sentence. Cards are drawn by another worker than those
/// that decode: it reads font files and never a stranger's bytes, they read strangers' bytes and never a file.
///
/// The calls that wait are for threads of the caller's own. Those that are `async` use no thread of Swift's pool.
package final class ImageWorkers: Sendable {
    package struct Settings: Sendable, Equatable {
        /// Processes that decode at the same time.
        package var processes: Int
        /// For one picture, from the sending of it to the end of its answer, in seconds.
        package var seconds = 30.0
        /// For one picture.
        package var processorSeconds = 20
        /// Of one process, in bytes.
        package var memory = 1 << 30
        /// Pictures that may wait; one more is refused.
        package var waiting = 1_000
        /// Before a process without work is ended. One is always kept.
        package var idleSeconds = 60.0
        /// Before a process is replaced by a new one: libraries leak.
        package var picturesPerProcess = 1_000

        /// Whether its processes stand back for other workers, as all workers do for the server.
        package var standsBack = false

        package init(processes: Int) { self.processes = max(1, processes) }

        /// One worker for what nobody waits for.
        package static let patient = {
            var settings = Settings(processes: 1)
            settings.standsBack = true
            return settings
        }()
    }

    private let decoders: ImageLane
    private let painters: ImageLane
    private let settings: Settings

    /// - Parameters:
    ///   - program: an executable whose `arguments` lead to `ImageWorkerProcess.run()`.
    package init(program: String, arguments: [String], settings: Settings) {
        self.settings = settings
        decoders = ImageLane([program] + arguments, settings, readsFiles: false)
        var one = settings
        one.processes = 1
        painters = ImageLane([program] + arguments, one, readsFiles: true)
    }

    deinit { stop() }

    /// Ends all workers. What waits or is being done fails with `stopped`.
    package func stop() {
        decoders.stop()
        painters.stop()
    }

    /// Starts a worker before there is work, and tells what it has given up.
    package func confinement() async throws(ImageError) -> ImageConfinement {
        guard case .ready(let confinement) = try await decoders.perform(nil, []) else { throw .garbled }
        return confinement
    }

    /// The processes that decode now: for a status page, and for tests that end one.
    package var processes: [Int32] { decoders.processes }

    /// How many may decode at the same time.
    package var decoding: Int { settings.processes }

    /// Pictures that a worker has now, and those that wait for one.
    package var working: Int { decoders.working }
    package var waiting: Int { decoders.waiting }

    // MARK: What is done

    /// Decodes a picture once and tells what it is.
    package func examine(_ picture: [UInt8], limits: ImageLimits = ImageLimits()) async throws(ImageError) -> ImageExamination {
        guard case .examination(let found) = try await decoders.perform(try task(.examine(limits), picture, limits), picture)
        else { throw .garbled }
        return found
    }

    /// Makes forms of a picture, in the order asked for; all of them or none. Several at once cost little more than the largest.
    package func render(
        _ picture: [UInt8], _ specs: [RenditionSpec], limits: ImageLimits = ImageLimits()
    ) async throws(ImageError) -> [RenderedImage] {
        let task = try task(.render(specs, limits), picture, limits)
        return try rendered(try await decoders.perform(task, picture), specs.count)
    }

    package func draw(_ card: ImageCard) async throws(ImageError) -> RenderedImage {
        guard let drawn = try rendered(try await painters.perform(.draw(card), []), 1).first else { throw .garbled }
        return drawn
    }

    // MARK: The same, waiting

    package func examineAndWait(_ picture: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) -> ImageExamination {
        let task = try task(.examine(limits), picture, limits)
        guard case .examination(let found) = try decoders.performAndWait(task, picture) else { throw .garbled }
        return found
    }

    package func renderAndWait(
        _ picture: [UInt8], _ specs: [RenditionSpec], limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> [RenderedImage] {
        let task = try task(.render(specs, limits), picture, limits)
        return try rendered(try decoders.performAndWait(task, picture), specs.count)
    }

    package func drawAndWait(_ card: ImageCard) throws(ImageError) -> RenderedImage {
        guard let drawn = try rendered(try painters.performAndWait(.draw(card), []), 1).first else { throw .garbled }
        return drawn
    }

    /// What needs no worker to be refused.
    private func task(_ task: ImageTask, _ picture: [UInt8], _ limits: ImageLimits) throws(ImageError) -> ImageTask {
        guard !picture.isEmpty else { throw .refused(.empty) }
        let limit = min(limits.bytes, settings.memory, Int(Int32.max))
        guard picture.count <= limit else { throw .refused(.tooManyBytes(picture.count, limit: limit)) }
        guard ImageFormat(decodable: picture) != nil else { throw .refused(.notAPicture(nil)) }
        return task
    }

    private func rendered(_ answer: ImageAnswer, _ count: Int) throws(ImageError) -> [RenderedImage] {
        guard case .rendered(let images) = answer, images.count == count else { throw .garbled }
        return images
    }
}
