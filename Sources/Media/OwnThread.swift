#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// Threads that may wait. Swift's must not, and Dispatch's are everybody's.
enum OwnThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Begins a thread that ends when its work does.
    ///
    /// - Returns: false where the system grants none.
    static func begin(_ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                OwnThread.blockSignals()
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            work.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// The server's signals are not for these threads, and SIGPIPE, which a dead worker's pipe raises, must not end it.
    private static func blockSignals() {
        withUnsafeTemporaryAllocation(of: sigset_t.self, capacity: 1) { signals in
            guard let all = signals.baseAddress else { return }
            sigfillset(all)
            pthread_sigmask(SIG_BLOCK, all, nil)
        }
    }
}
