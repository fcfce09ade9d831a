/// One order on its way, over redirects and attempts. Belongs to the fetcher's thread.
final class FetchJob {
    enum Stage {
        case queued
        /// Holds a place in the queue of its host.
        case lookingUp(String)
        case transferring(UnsafeMutableRawPointer)
    }

    let id: Int
    let order: FetchOrder
    var stage = Stage.queued
    var chain: RedirectChain
    var plan: RetryPlan
    /// What was there when the attempt began.
    var sizeBefore: Int64 = 0
    private var openedSink: BodySink?

    init(_ id: Int, _ order: FetchOrder, _ settings: FetchSettings, _ hostMap: HostMap) throws(FetchError) {
        (self.id, self.order) = (id, order)
        chain = try RedirectChain(order.address, hostMap: hostMap, limit: settings.redirects)
        plan = RetryPlan(settings)
    }

    var host: String { chain.current.host }

    /// Opened when it is its turn.
    func sink() throws(FetchError) -> BodySink {
        if let openedSink { return openedSink }
        let sink = try BodySink(
            address: order.address.text, folder: order.folder, maximumSize: order.maximumSize, check: order.check)
        openedSink = sink
        return sink
    }

    /// Whether the attempt brought something that the next one can go on from.
    var hasProgressed: Bool { (openedSink?.resumption?.size ?? 0) > sizeBefore }

    /// Hands over how it ended. What may still come, and was told to be the same, is kept.
    func end(_ result: Result<Fetched, FetchError>) {
        if case .failure(let error) = result, !error.mayPass { openedSink?.remove() }
        // Closes the file, before another may want it.
        openedSink = nil
        order.delivery.post(order.number, result)
    }
}
