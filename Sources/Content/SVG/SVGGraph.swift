/// The elements of a cleaned picture, and what of it points at what.
struct SVGGraph {
    struct Node {
        let element: SVGElement
        /// As bytes: two strings can be equal though a browser finds their bytes different.
        let name: [UInt8]?
        let classes: [[UInt8]]
        var references: [SVGReference] = []
        var filters = 0
        var weight = 1
        fileprivate(set) var parent: Int?
        /// The index after its last descendant.
        fileprivate(set) var end = 0

        init(element: SVGElement, name: [UInt8]?, classes: [[UInt8]]) {
            self.element = element
            self.name = name
            self.classes = classes
        }
    }

    private var nodes: [Node] = []
    private var open: [Int] = []
    private var rules: [CSSSheet.Rule] = []

    mutating func begin(_ node: Node) {
        var node = node
        node.parent = open.last
        open.append(nodes.count)
        nodes.append(node)
    }

    mutating func end() {
        guard let index = open.popLast() else { return }
        nodes[index].end = nodes.count
    }

    /// Adds the weight of a text in the open element.
    mutating func add(text bytes: Int) {
        guard let index = open.last else { return }
        nodes[index].weight += bytes / 16
    }

    mutating func add(_ sheet: CSSSheet) {
        rules += sheet.rules
    }

    /// Fails where drawing takes more units than this.
    func check(limit: Int) throws(SVGError) {
        if nodes.isEmpty { return }
        var cost = SVGDrawingCost(of: nodes, limit: limit)
        try cost.apply(rules)
        try cost.check()
    }
}
