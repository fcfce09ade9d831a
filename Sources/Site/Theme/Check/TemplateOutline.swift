import Content

/// The tags of a template as a tree, read past every fault: a check tells all faults of a file at once, where `TemplateParser`
/// stops at the first. What is wrong is left out of the tree or mended to what was most likely meant.
struct TemplateOutline {
    indirect enum Node {
        case value(TemplateScanner.Tag)
        case section(TemplateScanner.Tag, [Node])
        case inverted(TemplateScanner.Tag, [Node])
        case partial(TemplateScanner.Tag)
        /// With the blocks it replaces.
        case parent(TemplateScanner.Tag, [Node])
        case block(TemplateScanner.Tag, [Node])
    }

    let name: String
    let source: [UInt8]
    private(set) var nodes: [Node] = []
    private(set) var faults: [TemplateError] = []
    /// Every tag in the order of the text.
    private(set) var tags: [TemplateScanner.Tag] = []

    private struct Open {
        let tag: TemplateScanner.Tag
        var nodes: [Node] = []
    }

    init(name: String, source text: String) {
        self.name = name
        var scanner = TemplateScanner(template: name, source: text)
        source = scanner.source
        var open: [Open] = []
        while true {
            let before = scanner.offset
            do throws(TemplateError) {
                guard let tag = try scanner.next() else { break }
                tags.append(tag)
                add(tag, to: &open)
            } catch {
                faults.append(error)
                // A tag that never ends takes the rest of the file with it.
                if scanner.offset == before { break }
            }
        }
        while let unclosed = open.popLast() { leaveOpen(unclosed, in: &open) }
    }

    private mutating func add(_ tag: TemplateScanner.Tag, to open: inout [Open]) {
        switch tag.kind {
        case .comment, .delimiters: break
        case .value, .raw:
            if checkName(tag) { append(.value(tag), to: &open) }
        case .partial:
            if tag.name.hasPrefix("*") {
                fault("‘{{>\(tag.name)}}’: a template that is named by data is not allowed here", at: tag)
            } else {
                append(.partial(tag), to: &open)
            }
        case .section, .inverted, .parent, .block:
            guard open.count < TemplateParser.maximumDepth else {
                if open.count == TemplateParser.maximumDepth {
                    fault("tags are nested deeper than \(TemplateParser.maximumDepth)", at: tag)
                }
                // Its end tag must find it.
                open.append(Open(tag: tag))
                return
            }
            if tag.kind == .section || tag.kind == .inverted { _ = checkName(tag) }
            open.append(Open(tag: tag))
        case .close: close(tag, &open)
        }
    }

    private mutating func close(_ tag: TemplateScanner.Tag, _ open: inout [Open]) {
        guard let place = open.lastIndex(where: { $0.tag.name == tag.name }) else {
            let names = open.map(\.tag.name)
            guard let innermost = open.last, NearestName.to(tag.name, among: [innermost.tag.name]) != nil else {
                let suggestion = NearestName.suggestion(for: tag.name, among: names)
                return fault("‘{{/\(tag.name)}}’ closes nothing\(suggestion)", at: tag)
            }
            // A slip of the pen: it closes what is open.
            fault(
                "‘{{/\(tag.name)}}’ where ‘\(text(of: innermost.tag))’ of line \(innermost.tag.position.line) is to be closed; did you "
                    + "mean ‘{{/\(innermost.tag.name)}}’?", at: tag)
            return finish(open.removeLast(), in: &open)
        }
        while open.count > place + 1 { leaveOpen(open.removeLast(), in: &open) }
        finish(open.removeLast(), in: &open)
    }

    private mutating func leaveOpen(_ unclosed: Open, in open: inout [Open]) {
        fault("‘\(text(of: unclosed.tag))’ is never closed: ‘{{/\(unclosed.tag.name)}}’ is missing", at: unclosed.tag)
        finish(unclosed, in: &open)
    }

    private mutating func finish(_ closed: Open, in open: inout [Open]) {
        guard open.count < TemplateParser.maximumDepth else { return }
        let node: Node =
            switch closed.tag.kind {
            case .section: .section(closed.tag, closed.nodes)
            case .inverted: .inverted(closed.tag, closed.nodes)
            case .parent: .parent(closed.tag, closed.nodes)
            default: .block(closed.tag, closed.nodes)
            }
        append(node, to: &open)
    }

    private mutating func append(_ node: Node, to open: inout [Open]) {
        guard let last = open.indices.last else { return nodes.append(node) }
        if open[last].tag.kind == .parent {
            guard case .block = node else {
                return fault(
                    "‘\(text(of: TemplateOutline.tag(of: node)))’ would be ignored: ‘\(text(of: open[last].tag))’ holds only blocks",
                    at: TemplateOutline.tag(of: node))
            }
        }
        open[last].nodes.append(node)
    }

    /// A dotted name without empty parts, or `.`.
    private mutating func checkName(_ tag: TemplateScanner.Tag) -> Bool {
        let parts = tag.name.split(separator: ".", omittingEmptySubsequences: false)
        guard tag.name == "." || parts.allSatisfy({ !$0.isEmpty }) else {
            fault("the name ‘\(tag.name)’ has an empty part", at: tag)
            return false
        }
        return true
    }

    private mutating func fault(_ message: String, at tag: TemplateScanner.Tag) {
        faults.append(TemplateError(message, in: name, at: tag.position))
    }

    private static func tag(of node: Node) -> TemplateScanner.Tag {
        switch node {
        case .value(let tag), .section(let tag, _), .inverted(let tag, _), .partial(let tag), .parent(let tag, _),
            .block(let tag, _):
            tag
        }
    }

    private func text(of tag: TemplateScanner.Tag) -> String {
        let sign =
            switch tag.kind {
            case .section: "#"
            case .inverted: "^"
            case .partial: ">"
            case .parent: "<"
            case .block: "$"
            case .raw: "&"
            default: ""
            }
        return "{{\(sign)\(tag.name)}}"
    }
}
