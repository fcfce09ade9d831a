/// How often something was how large: counts between bounds, without a lock.
final class Histogram: Sendable {
    /// The largest value of each bucket; a last one has all above.
    let bounds: [Int]
    /// How many of what is counted make one of what is told: 1,000,000,000 where nanoseconds are told in seconds.
    let scale: Double
    private let counts: [Counter]
    private let sum = Counter()

    init(bounds: [Int], scale: Double = 1) {
        (self.bounds, self.scale) = (bounds, scale)
        counts = (0...bounds.count).map { _ in Counter() }
    }

    /// Times from half a millisecond to ten seconds, counted in nanoseconds.
    static func seconds() -> Histogram {
        let microseconds = [
            500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
        ]
        return Histogram(bounds: microseconds.map { $0 * 1000 }, scale: 1e9)
    }

    func observe(_ value: Int) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts[bucket].add()
        sum.add(max(0, value))
    }

    /// How many were at most as large as each bound, and how many there were; with the sum of all.
    var figures: (upTo: [(bound: Double, count: Int)], count: Int, sum: Double) {
        var total = 0
        var upTo: [(Double, Int)] = []
        for (bound, counter) in zip(bounds, counts) {
            total += counter.value
            upTo.append((Double(bound) / scale, total))
        }
        return (upTo, total + (counts.last?.value ?? 0), Double(sum.value) / scale)
    }
}
