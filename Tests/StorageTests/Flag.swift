import Synchronization

/// A sign between tasks and threads of a test.
final class Flag: Sendable {
    private let value = Atomic(false)

    var isUp: Bool { value.load(ordering: .relaxed) }

    func putUp() { value.store(true, ordering: .relaxed) }
}
