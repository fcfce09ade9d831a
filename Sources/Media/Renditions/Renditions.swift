package import Content
private import Dispatch
private import Synchronization

/// The derived files of the pictures of a data directory, made when they are first asked for, or ahead.
///
/// A file is made once, however many ask for it at the same moment. A picture that cannot be decoded is not tried again for a
/// minute. Nothing here runs on Swift's own threads but a look whether the file is there.
package final class Renditions: Sendable {
    private typealias Outcome = Result<RenditionFile, ImageError>

    private struct Waiter: Sendable {
        let id: Int
        let finish: @Sendable (Outcome) -> Void
    }

    private struct State {
        var lastID = 0
        /// Those who wait for a file that is being made, by its name.
        var making: [String: [Waiter]] = [:]
        var failures = RenditionFailures()
    }

    private let shelf: RenditionShelf
    private let maker: RenditionMaker
    private let crew: ThreadCrew
    /// Cards wait for one another, and no picture waits for them.
    private let painters = ThreadCrew(threads: 1, waiting: 100)
    private let remembering: Duration
    private let state = Mutex(State())

    /// - Parameters:
    ///   - folder: need not be there yet; the folder above it must.
    ///   - remembering: for how long a picture that failed is not tried again.
    package init(
        originals: FileStore, folder: String, workers: ImageWorkers, limits: ImageLimits, remembering: Duration = .seconds(60)
    ) {
        shelf = RenditionShelf(folder: folder)
        maker = RenditionMaker(originals: originals, workers: workers, limits: limits)
        // One more than decode, to read the next original meanwhile. Each holds one original's bytes.
        crew = ThreadCrew(threads: workers.decoding + 1, waiting: 1000)
        self.remembering = remembering
    }

    /// Removes what an interrupted process left behind under temporary names. Only for the owner of the data directory, before
    /// anything is asked for.
    package func sweep() { shelf.sweep() }

    /// A derived file, made now where it is not there.
    ///
    /// Whether the picture is offered in that form is the caller's to ask (`ImageLadder.offers`): here a width must be one of the
    /// ladder or the picture's own, and of other sizes the oldest make room for new ones.
    ///
    /// - Parameters:
    ///   - digest: of the original.
    ///   - format: of the original, as `ImageIntake` told it.
    package func file(_ key: RenditionKey, of digest: String, format: ImageFormat) async throws(ImageError) -> RenditionFile {
        try await file(try Order(key, digest, .original(format)), by: crew)
    }

    /// A card that is drawn for what has no picture, drawn now where that was not done yet.
    ///
    /// - Parameter digest: SHA-256 of all that decides what it looks like, in hexadecimal: it is drawn once.
    package func file(of card: ImageCard, digest: String) async throws(ImageError) -> RenditionFile {
        try await file(try Order(.drawn, digest, .card(card)), by: painters)
    }

    private func file(_ order: Order, by crew: ThreadCrew) async throws(ImageError) -> RenditionFile {
        if let file = shelf.file(order.key, of: order.digest, order.type) { return file }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let outcome: Outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: .failure(.cancelled)) }
                let isFirst = join(order, Waiter(id: id) { continuation.resume(returning: $0) })
                if isFirst, let waiting = crew.add({ [self] in work([order]) }) {
                    finish(order, .failure(.busy(waiting: waiting)))
                }
                // Cancelled between the question and the joining: the handler found nothing.
                if Task.isCancelled { leave(order, id) }
            }
        } onCancel: {
            leave(order, id)
        }
        return try outcome.get()
    }

    /// Whether a derived file is there.
    package func holds(_ key: RenditionKey, of digest: String, format: ImageFormat) -> Bool {
        guard let order = try? Order(key, digest, .original(format)) else { return false }
        return shelf.file(key, of: digest, order.type) != nil
    }

    /// The same files, made by other workers: by those no reader waits for.
    package func made(by workers: ImageWorkers) -> Renditions {
        Renditions(
            originals: maker.originals, folder: shelf.folder, workers: workers, limits: maker.limits, remembering: remembering)
    }

    /// Makes several files of one picture with one decoding, those that are there left out. Waits: for threads of the caller's
    /// own that work ahead.
    @discardableResult
    package func make(
        _ keys: [RenditionKey], of digest: String, format: ImageFormat
    ) throws(ImageError) -> [RenditionFile] {
        // Before any of them is begun, which others then wait for.
        var orders: [Order] = []
        for key in keys { orders.append(try Order(key, digest, .original(format))) }
        var files: [Outcome?] = []
        var mine: [Order] = []
        let outcomes = Mutex<[Int: Outcome]>([:])
        let done = DispatchSemaphore(value: 0)
        for (index, order) in orders.enumerated() {
            if let file = shelf.file(order.key, of: digest, order.type) {
                files.append(.success(file))
                continue
            }
            files.append(nil)
            let isFirst = join(
                order,
                Waiter(id: 0) { outcome in
                    outcomes.withLock { $0[index] = outcome }
                    done.signal()
                })
            if isFirst { mine.append(order) }
        }
        if !mine.isEmpty { work(mine) }
        for file in files where file == nil { done.wait() }
        var made: [RenditionFile] = []
        for (index, file) in files.enumerated() {
            let outcome = file ?? outcomes.withLock { $0[index] }
            if let outcome { made.append(try outcome.get()) }
        }
        return made
    }

    /// Those who wait for a file that is being made.
    package var waiting: Int { state.withLock { $0.making.values.reduce(0) { $0 + $1.count } } }

    // MARK: One at a time

    /// - Returns: whether this one must see to it that the file is made, for itself and all who join later.
    private func join(_ order: Order, _ waiter: Waiter) -> Bool {
        let (isFirst, failure) = state.withLock { state -> (Bool, ImageError?) in
            if let failure = state.failures[order.digest, order.name] { return (false, failure) }
            defer { state.making[order.name, default: []].append(waiter) }
            return (state.making[order.name] == nil, nil)
        }
        if let failure { waiter.finish(.failure(failure)) }
        return isFirst
    }

    /// What has begun goes on: the next one asks for the same.
    private func leave(_ order: Order, _ id: Int) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.making[order.name]?.firstIndex(where: { $0.id == id }) else { return nil }
            return state.making[order.name]?.remove(at: index)
        }
        waiter?.finish(.failure(.cancelled))
    }

    private func finish(_ order: Order, _ outcome: Outcome) {
        let waiters = state.withLock { state in
            if case .failure(let error) = outcome {
                state.failures.note(error, order.digest, order.name, for: remembering)
            }
            return state.making.removeValue(forKey: order.name) ?? []
        }
        for waiter in waiters { waiter.finish(outcome) }
    }

    // MARK: Making

    /// Orders of one picture, or one card.
    private func work(_ orders: [Order]) {
        var missing: [Order] = []
        for order in orders {
            // Another may have finished it between the look and the joining.
            if let file = shelf.file(order.key, of: order.digest, order.type) {
                finish(order, .success(file))
            } else {
                missing.append(order)
            }
        }
        guard let first = missing.first else { return }
        do throws(ImageError) {
            let made = try maker.make(missing.map(\.key), of: first.digest, first.source)
            for (order, bytes) in zip(missing, made) { finish(order, store(bytes, order)) }
        } catch {
            // It may be one of them only: too wide for WebP, too slow as AVIF.
            guard missing.count > 1, error.isLasting, !RenditionFailures.isOfPicture(error) else {
                for order in missing { finish(order, .failure(error)) }
                return
            }
            for order in missing { work([order]) }
        }
    }

    private func store(_ bytes: [UInt8], _ order: Order) -> Outcome {
        do throws(MediaError) {
            try shelf.store(bytes, order.key, of: order.digest)
        } catch {
            return .failure(.file(error))
        }
        guard let file = shelf.file(order.key, of: order.digest, order.type) else {
            return .failure(.file(.unreadable(path: order.name, reason: "it was removed at once")))
        }
        return .success(file)
    }
}

/// One file to be made.
private struct Order: Sendable {
    let key: RenditionKey
    let digest: String
    let source: RenditionSource
    /// Of what is made.
    let type: String
    var name: String { "\(digest)-\(key.fileName)" }

    init(_ key: RenditionKey, _ digest: String, _ source: RenditionSource) throws(ImageError) {
        // It becomes a path.
        guard DigestShelves.isDigest(digest) else { throw .notOffered }
        switch source {
        case .card: type = ImageFormat.png.mediaType
        case .original(let format):
            guard let target = key.target(for: format) else { throw .notOffered }
            type = target.mediaType
        }
        (self.key, self.digest, self.source) = (key, digest, source)
    }
}
