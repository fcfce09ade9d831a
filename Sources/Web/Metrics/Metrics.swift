import Synchronization

/// What the server has done since it started, counted without locks; told in Prometheus's words by `MetricsText`.
package final class Metrics: Sendable {
    /// By status, from 100 to 599.
    private let statuses: [Counter] = (0..<500).map { _ in Counter() }
    let bytes = Counter()
    let aborted = Counter()
    let answers = Histogram.seconds()
    let renders = Histogram.seconds()
    let hits = Counter()
    let misses = Counter()
    let evicted = Counter()
    /// How many pages each commit has dropped.
    let drops = Histogram(bounds: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000])
    let cachedPages = Counter()
    let cachedBytes = Counter()
    let lostLines = Counter()

    package init() {}

    /// An answer was written.
    ///
    /// - Parameters:
    ///   - bytes: of its body.
    ///   - nanoseconds: since its request's head was read.
    package func answered(status: Int, bytes count: Int, nanoseconds: Int) {
        if (100..<600).contains(status) { statuses[status - 100].add() }
        bytes.add(max(0, count))
        answers.observe(nanoseconds)
    }

    /// Clients went away before their answers were written.
    package func aborted(_ requests: Int) { aborted.add(requests) }

    /// A page was made.
    package func rendered(nanoseconds: Int) { renders.observe(nanoseconds) }

    /// A page was in the cache, or was not.
    package func cacheHit() { hits.add() }
    package func cacheMiss() { misses.add() }

    /// A commit has dropped so many pages from the cache: none, most often.
    package func dropped(pages: Int) { drops.observe(pages) }

    /// Pages had to make room for others.
    package func evicted(pages: Int) { evicted.add(pages) }

    /// What the cache holds now.
    package func cacheHolds(pages: Int, bytes: Int) {
        cachedPages.set(pages)
        cachedBytes.set(bytes)
    }

    /// A line of the request log was not written: nobody took what was written before.
    package func lostLogLine() { lostLines.add() }

    /// How many answers there were of each status that there was.
    var requests: [(status: Int, count: Int)] {
        statuses.enumerated().compactMap { index, counter in
            let count = counter.value
            return count > 0 ? (index + 100, count) : nil
        }
    }
}
