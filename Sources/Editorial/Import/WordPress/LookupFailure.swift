import Synchronization

/// What went wrong while items were read, in any of the threads.
final class LookupFailure: Sendable {
    private let error = Mutex<(any Error)?>(nil)

    func noting<Value>(_ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch {
            self.error.withLock { $0 = $0 ?? error }
            return nil
        }
    }

    func check() throws {
        if let error = error.withLock({ $0 }) { throw error }
    }
}
