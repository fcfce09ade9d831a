/// How much work drawing a picture is.
///
/// A `<use>` of a `<use>` of a `<use>`, ten in each, is the billion laughs of XML once more; patterns, markers and masks
/// can do the same. So the work is added up: one unit for an element and for each 16 bytes of a path or a text, once
/// more for each time it is drawn again. What is said of an element holds for all in it, so a pattern there is drawn for
/// each of them.
struct SVGDrawingCost {
    /// The units of one step of a filter, each time it is applied.
    static let filterStep = 250
    /// How many references may follow upon each other.
    static let chainLimit = 16
    /// How many corners of a path may be in 16 bytes.
    private static let corners = 4

    private struct Cost {
        let units: Int
        /// How many references follow upon each other in it.
        let chain: Int
    }

    /// What is drawn again for each shape in an element and at each corner of each.
    private struct Repetition {
        var patterns = 0
        var markers = 0
        var chain = 0
    }

    private var nodes: [SVGGraph.Node]
    private let limit: Int
    /// What each element points at, in the order of `nodes`.
    private var targets: [[(use: SVGReference.Use, node: Int)]] = []
    /// What drawing an element and all in it costs; nil while that is being counted.
    private var costs: [Int: Cost?] = [:]
    private var repetitions: [Int: Repetition] = [:]

    /// `nodes` is not empty and begins with the root.
    init(of nodes: [SVGGraph.Node], limit: Int) {
        self.nodes = nodes
        // So that two of them can be multiplied, and the product with a third.
        self.limit = min(limit, 1 << 20)
    }

    /// Gives each element what the rules of style sheets say of it, whatever it stands in: rather too much than too
    /// little.
    mutating func apply(_ rules: [CSSSheet.Rule]) throws(SVGError) {
        if rules.isEmpty { return }
        var byClass: [[UInt8]: [(CSSSelector.Subject, CSSSheet.Rule)]] = [:]
        var others: [(CSSSelector.Subject, CSSSheet.Rule)] = []
        for rule in rules {
            for subject in rule.subjects {
                if let first = subject.classes.first {
                    byClass[first, default: []].append((subject, rule))
                } else {
                    others.append((subject, rule))
                }
            }
        }
        var comparisons = 0
        var references = 0
        for index in nodes.indices {
            let node = nodes[index]
            for (subject, rule) in others + node.classes.flatMap({ byClass[$0] ?? [] }) {
                comparisons += 1
                guard comparisons <= 10 * limit else { throw .tooComplex }
                guard subject.element == nil || subject.element == node.element,
                    subject.name == nil || subject.name == node.name,
                    subject.classes.allSatisfy(node.classes.contains)
                else { continue }
                references += rule.references.count
                guard references <= limit else { throw .tooComplex }
                nodes[index].references += rule.references
                nodes[index].filters += rule.filters
            }
        }
    }

    mutating func check() throws(SVGError) {
        var named: [[UInt8]: Int] = [:]
        for (index, node) in nodes.enumerated() {
            if let name = node.name, named[name] == nil { named[name] = index }
        }
        targets = nodes.map { node in
            node.references.compactMap { reference in named[reference.name].map { (reference.use, $0) } }
        }
        _ = try cost(of: 0, depth: 0)
    }

    /// Follows references to a bounded depth; elements in elements need no recursion.
    private mutating func cost(of root: Int, depth: Int) throws(SVGError) -> Cost {
        if let known = costs[root] {
            guard let cost = known else { throw .containsItself }
            return cost
        }
        guard depth <= Self.chainLimit else { throw .tooComplex }
        costs[root] = .some(nil)
        var sums = [Int](repeating: 0, count: nodes[root].end - root)
        var chain = 0
        for index in (root..<nodes[root].end).reversed() {
            let node = nodes[index]
            var drawn = node.weight + sums[index - root]
            var added = node.filters * Self.filterStep
            for (use, target) in targets[index] where !isRepeating(use, target) {
                let found = try cost(of: target, depth: depth + 1)
                chain = max(chain, found.chain + 1)
                switch (use, nodes[target].element) {
                case (.href, _): drawn += found.units
                case (.property(.effect), .filter): added += found.units * Self.filterStep
                case (.property, _): added += found.units
                }
                guard drawn <= limit, added <= limit else { throw .tooComplex }
            }
            let repetition = try repetition(in: index, depth: depth)
            chain = max(chain, repetition.chain)
            guard drawn <= limit else { throw .tooComplex }
            let total = drawn * times(repetition) + added
            guard total <= limit else { throw .tooComplex }
            sums[index - root] = total
            if index > root, let parent = node.parent { sums[parent - root] += total }
        }
        // A definition takes over the colours of what it stands in, wherever it is drawn.
        var outer = Repetition()
        var place = nodes[root].parent
        while let ancestor = place {
            let repetition = try repetition(in: ancestor, depth: depth)
            outer.patterns += repetition.patterns
            outer.markers += repetition.markers
            outer.chain = max(outer.chain, repetition.chain)
            guard outer.patterns <= limit, outer.markers <= limit else { throw .tooComplex }
            place = nodes[ancestor].parent
        }
        chain = max(chain, outer.chain)
        let units = (sums.first ?? 0) * times(outer)
        guard units <= limit, chain <= Self.chainLimit else { throw .tooComplex }
        let cost = Cost(units: units, chain: chain)
        costs[root] = cost
        return cost
    }

    private func isRepeating(_ use: SVGReference.Use, _ target: Int) -> Bool {
        switch (use, nodes[target].element) {
        case (.property(.paint), .pattern), (.property(.marker), .marker): true
        default: false
        }
    }

    private mutating func repetition(in index: Int, depth: Int) throws(SVGError) -> Repetition {
        if let known = repetitions[index] { return known }
        var repetition = Repetition()
        for (use, target) in targets[index] where isRepeating(use, target) {
            let found = try cost(of: target, depth: depth + 1)
            repetition.chain = max(repetition.chain, found.chain + 1)
            if nodes[target].element == .pattern {
                repetition.patterns += found.units
            } else {
                repetition.markers += found.units
            }
            guard repetition.patterns <= limit, repetition.markers <= limit else { throw .tooComplex }
        }
        repetitions[index] = repetition
        return repetition
    }

    /// How often all in an element is drawn, or as much as that.
    private func times(_ repetition: Repetition) -> Int {
        (1 + repetition.patterns) * (1 + Self.corners * repetition.markers)
    }
}
