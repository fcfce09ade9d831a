private import Dispatch

/// Fetches from the web: politely, within limits, and never from where only this machine or its network can reach.
///
/// All transfers run on one thread of its own, which ends with it. It remembers how hosts behaved: an import has one for itself.
/// Its verbs wait, so they are not for the concurrency pool; nor for a `Fetched.Check`, which runs on that thread.
package final class Fetcher: Sendable {
    package let settings: FetchSettings
    private let hostMap: HostMap
    private let mailbox: FetchMailbox

    package convenience init(_ settings: FetchSettings) throws(FetchError) {
        try self.init(settings, lookUp: NameLookup.system)
    }

    init(_ settings: FetchSettings, lookUp: @escaping NameLookup.Function) throws(FetchError) {
        self.settings = settings
        hostMap = try HostMap(settings.hostMap)
        guard let multi = CurlMulti(connections: settings.requests * 2) else { throw .unavailable }
        mailbox = FetchMailbox(multi)
        let (mailbox, hostMap) = (mailbox, hostMap)
        let hasStarted = FetchThread.start {
            FetchLoop(settings, hostMap: hostMap, mailbox: mailbox, lookUp: lookUp).run()
        }
        guard hasStarted else { throw .unavailable }
    }

    deinit { mailbox.post(.stop) }

    /// Fetches something small into memory.
    ///
    /// - Parameters:
    ///   - maximumSize: in bytes; that of the settings where it is nil.
    ///   - isCancelled: asked ten times a second, on this thread.
    package func fetch(
        _ address: String, maximumSize: Int64? = nil, check: Fetched.Check? = nil, isCancelled: () -> Bool = { false }
    ) throws(FetchError) -> Fetched {
        let delivery = FetchDelivery()
        try post(WebAddress(address), to: nil, maximumSize, check, delivery, number: 0)
        var wasCancelled = false
        while true {
            if let parcel = delivery.take(within: .milliseconds(100)) { return try parcel.result.get() }
            if !wasCancelled, isCancelled() {
                wasCancelled = true
                mailbox.post(.cancel(delivery))
            }
        }
    }

    /// Fetches many files into a folder, some at a time, and hands over each when it is there or is known not to come.
    ///
    /// What a run that was killed left in the folder is gone on from; what it had finished is handed over without being asked
    /// for, with no headers. So a file that was taken must be moved out of the folder or removed. Two of one address are
    /// fetched one after the other.
    ///
    /// - Parameters:
    ///   - address: where to get one.
    ///   - isCancelled: asked ten times a second, on this thread.
    ///   - each: called on this thread, in the order in which they arrive. An error it throws ends the whole.
    /// - Throws: `FetchError.cancelled`, or what `each` throws. Nothing is under way any more then.
    package func fetchAll<Wanted>(
        _ wanted: some Sequence<Wanted>, into folder: String, maximumSize: Int64? = nil, check: Fetched.Check? = nil,
        isCancelled: () -> Bool = { false }, address: (Wanted) -> String,
        each: (Wanted, Result<Fetched, FetchError>) throws -> Void
    ) throws {
        let delivery = FetchDelivery()
        var underWay: [Int: (wanted: Wanted, address: WebAddress)] = [:]
        var addresses: Set<WebAddress> = []
        var (iterator, number) = (wanted.makeIterator(), 0)
        var held: (wanted: Wanted, address: WebAddress)?

        /// Orders what comes next; false where there is nothing, or where it must wait for its twin.
        func order() throws -> Bool {
            while held == nil {
                guard let next = iterator.next() else { return false }
                do throws(FetchError) {
                    held = (next, try WebAddress(address(next)))
                } catch {
                    try each(next, .failure(error))
                }
            }
            guard let next = held, addresses.insert(next.address).inserted else { return false }
            held = nil
            number += 1
            underWay[number] = next
            try post(next.address, to: folder, maximumSize, check, delivery, number: number)
            return true
        }

        do {
            while true {
                while underWay.count < Fetcher.window, !isCancelled(), try order() {}
                if isCancelled() { throw FetchError.cancelled }
                if underWay.isEmpty { return }
                guard let parcel = delivery.take(within: .milliseconds(100)),
                    let done = underWay.removeValue(forKey: parcel.number)
                else { continue }
                addresses.remove(done.address)
                try each(done.wanted, parcel.result)
            }
        } catch {
            mailbox.post(.cancel(delivery))
            while !underWay.isEmpty {
                if let parcel = delivery.take(within: .seconds(1)) { underWay[parcel.number] = nil }
            }
            throw error
        }
    }

    /// So many are ordered and not yet handed over: enough to go on with while some wait for another attempt; each may hold a file.
    private static let window = 64

    private func post(
        _ address: WebAddress, to folder: String?, _ maximumSize: Int64?, _ check: Fetched.Check?, _ delivery: FetchDelivery,
        number: Int
    ) throws(FetchError) {
        mailbox.post(
            .order(
                FetchOrder(
                    address: address, folder: folder, maximumSize: maximumSize ?? settings.maximumSize, check: check,
                    delivery: delivery, number: number)))
    }
}
