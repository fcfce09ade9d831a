import Dispatch
private import Synchronization

/// What the fetcher's thread hands back to who waits.
final class FetchDelivery: Sendable {
    typealias Parcel = (number: Int, result: Result<Fetched, FetchError>)

    private let parcels = Mutex<[Parcel]>([])
    private let count = DispatchSemaphore(value: 0)

    func post(_ number: Int, _ result: Result<Fetched, FetchError>) {
        parcels.withLock { $0.append((number, result)) }
        count.signal()
    }

    /// The next one; nil where none comes in the time.
    func take(within time: DispatchTimeInterval) -> Parcel? {
        guard count.wait(timeout: .now() + time) == .success else { return nil }
        return parcels.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
