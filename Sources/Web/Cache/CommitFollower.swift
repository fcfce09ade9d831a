import Content
import Logging
import ServiceLifecycle
import Site
import Storage

/// Reads the change log of a database that other programs write to, and drops from the cache what they have touched.
///
/// What this program writes is dropped before it is acknowledged (`Store.onCommit`); this is for the others.
struct CommitFollower: Service {
    let store: Store
    let cache: PageCache
    /// The last commit before the cache began.
    let start: Int64
    /// When to look.
    let notices: AsyncStream<Void>
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last = start
            var isAway = false
            for await _ in notices {
                do {
                    last = try await read(after: last)
                    isAway = false
                } catch is CancellationError {
                    return
                } catch {
                    // Who cannot be reached writes nothing: what is kept stays right until it is back.
                    if !isAway { logger.error("The change log cannot be read.", metadata: ["error": "\(error)"]) }
                    isAway = true
                }
            }
        }
    }

    /// - Returns: the number of the last commit there is.
    private func read(after number: Int64) async throws -> Int64 {
        let (commits, last) = try await store.read { library in
            let last = try library.lastCommit()
            return (last == number ? [] : try library.commits(after: number), last)
        }
        let second = Site.systemClock().milliseconds / 1000
        guard let commits, last >= number else {
            // Too far behind, or another database was put in its place.
            cache.dropAll(upTo: last, second: second)
            return last
        }
        for commit in commits { cache.drop(commit, second: second) }
        return commits.last?.number ?? number
    }
}
