private import Glibc

/// A thread with a large stack, for a library that descends by recursion into what it reads.
///
/// A thread of the concurrency pool may have 512 KiB; here it is 16 MiB, of which only what is touched takes memory.
/// Starting one takes some 20 µs.
enum RoomyThread {
    private static let stackSize = 16 << 20

    /// Runs `work` to its end while the caller waits; nil if the system gives no thread.
    static func run<Value: Sendable>(_ work: @Sendable () -> Value) -> Value? {
        // Written by the thread, read after it was joined.
        nonisolated(unsafe) var result: Value?
        let started = withoutActuallyEscaping(work) { work in
            start(Work { result = work() })
        }
        return started ? result : nil
    }

    private static func start(_ work: Work) -> Bool {
        // Not `pthread_attr_t()`: where another C library brings the type along, the compiler wants that one imported.
        withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { memory in
            guard let attributes = memory.baseAddress, pthread_attr_init(attributes) == 0 else { return false }
            defer { pthread_attr_destroy(attributes) }
            return pthread_attr_setstacksize(attributes, stackSize) == 0 && start(work, attributes)
        }
    }

    private static func start(_ work: Work, _ attributes: UnsafePointer<pthread_attr_t>) -> Bool {
        let retained = Unmanaged.passRetained(work)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, attributes,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
                return nil
            }, retained.toOpaque())
        guard status == 0 else {
            retained.release()
            return false
        }
        return pthread_join(thread, nil) == 0
    }

    private final class Work {
        let body: () -> Void

        init(_ body: @escaping () -> Void) {
            self.body = body
        }
    }
}
