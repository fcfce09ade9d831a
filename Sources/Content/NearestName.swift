/// Finds the name somebody meant: the nearest by optimal string alignment distance, where one letter added, left out,
/// exchanged or swapped with its neighbour counts 1.
package enum NearestName {
    /// The nearest of the candidates, or nil if none is near enough to be a slip.
    ///
    /// Near enough is one slip in a short name, and one more for each four letters. Of equally near names it is the
    /// alphabetically first, so that messages do not change.
    package static func to(_ name: String, among candidates: some Sequence<String>) -> String? {
        let scalars = Array(name.unicodeScalars)
        // Longer than any name somebody writes by hand; the distance costs length times length.
        guard scalars.count <= 100 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != name {
            let other = Array(candidate.unicodeScalars.prefix(101))
            let limit = min(1 + scalars.count / 4, scalars.count - 1)
            guard abs(other.count - scalars.count) <= limit else { continue }
            let distance = distance(scalars, other)
            guard distance <= limit else { continue }
            if let best, (best.distance, best.name) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// How many slips lie between two.
    package static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (row, scalar) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (scalar == other ? 0 : 1))
                if row > 0, column > 0, scalar == second[column - 1], first[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}

extension NearestName {
    /// `; did you mean ‘headline’?`, or nothing.
    package static func suggestion(for name: String, among candidates: some Sequence<String>) -> String {
        to(name, among: candidates).map { "; did you mean ‘\($0)’?" } ?? ""
    }
}
