import Content

/// Goes through templates as the renderer does, page by page, and looks what each tag means where it stands.
struct TemplateWalk {
    private let outlines: [String: TemplateOutline]
    private let places: [String: MarkupPlaces]
    private let words: Set<String>
    private(set) var faults: [TemplateError] = []
    /// The templates that a page comes to.
    private(set) var reached: Set<String> = []

    /// A template in a context: read once is enough.
    private struct Visit: Hashable {
        let template: String
        let scope: TemplateScope
        let overrides: Int?
    }

    /// The blocks that a parent tag replaces.
    private struct Overrides {
        let template: String
        let blocks: [String: [TemplateOutline.Node]]
        let outer: Int?
    }

    /// Where the walk is.
    private struct Position {
        var template: String
        var scope: TemplateScope
        var overrides: Int?
        /// The templates that led here with nothing between that could end it.
        var chain: [String]
        /// `included by front.mustache:12`, for the page's own template empty.
        var origin = ""
        var depth = 0
    }

    private var visits: Set<Visit> = []
    /// More than any theme has; two templates that inherit from one another twice would make more than there is time for.
    private static let mostVisits = 20_000
    private var parents: [Overrides] = []
    /// So that one fault is told once, however many pages come to it.
    private var told: Set<String> = []

    init(outlines: [String: TemplateOutline], words: Set<String>) {
        self.outlines = outlines
        self.words = words
        places = outlines.mapValues(MarkupPlaces.init)
    }

    mutating func begin(_ page: String) {
        guard let outline = outlines[page] else { return }
        reached.insert(page)
        walk(outline.nodes, Position(template: page, scope: TemplateScope(page: page), chain: [page]))
    }

    private mutating func walk(_ nodes: [TemplateOutline.Node], _ position: Position) {
        guard position.depth <= TemplateRenderer.maximumDepth else { return }
        for node in nodes {
            switch node {
            case .value(let tag): value(tag, position)
            case .section(let tag, let body):
                var inner = position
                let meaning = meaning(of: tag, position)
                inner.scope = position.scope.inside(meaning ?? .anything)
                inner.depth += 1
                // What steps into another value may end; the same question asked again has the same answer.
                if case .scalar? = meaning {} else { inner.chain = [] }
                walk(body, inner)
            case .inverted(let tag, let body):
                _ = meaning(of: tag, position)
                var inner = position
                inner.depth += 1
                walk(body, inner)
            case .partial(let tag): include(tag, position)
            case .parent(let tag, let blocks): inherit(tag, blocks, position)
            case .block(let tag, let body): block(tag, body, position)
            }
        }
    }

    // MARK: Templates in templates

    private mutating func include(_ tag: TemplateScanner.Tag, _ position: Position) {
        guard let outline = outlines[tag.name] else {
            return fault(
                "there is no template ‘\(tag.name)’\(NearestName.suggestion(for: tag.name, among: outlines.keys))", tag, position)
        }
        reached.insert(tag.name)
        guard !position.chain.contains(tag.name) else {
            return fault("‘\(tag.name)’ comes to itself here, without an end", tag, position)
        }
        guard position.depth < TemplateRenderer.maximumDepth else {
            return fault(
                "nested deeper than \(TemplateRenderer.maximumDepth) sections and templates; does a template include itself?",
                tag, position)
        }
        guard visits.count < TemplateWalk.mostVisits,
            visits.insert(Visit(template: tag.name, scope: position.scope, overrides: position.overrides)).inserted
        else { return }
        var inner = position
        inner.template = tag.name
        inner.chain.append(tag.name)
        inner.depth += 1
        inner.origin = "included by \(position.template).mustache:\(tag.position.line)"
        walk(outline.nodes, inner)
    }

    private mutating func inherit(_ tag: TemplateScanner.Tag, _ nodes: [TemplateOutline.Node], _ position: Position) {
        var blocks: [String: [TemplateOutline.Node]] = [:]
        let known = blockNames(from: tag.name)
        for case .block(let block, let body) in nodes {
            if blocks[block.name] != nil { fault("the block ‘\(block.name)’ is given twice", block, position) }
            blocks[block.name] = body
            if outlines[tag.name] != nil, !known.contains(block.name) {
                let suggestion = NearestName.suggestion(for: block.name, among: known)
                fault("‘\(tag.name)’ has no block ‘\(block.name)’\(suggestion)", block, position)
            }
        }
        var inner = position
        if !blocks.isEmpty {
            parents.append(Overrides(template: position.template, blocks: blocks, outer: position.overrides))
            inner.overrides = parents.count - 1
        }
        include(tag, inner)
    }

    private mutating func block(_ tag: TemplateScanner.Tag, _ body: [TemplateOutline.Node], _ position: Position) {
        var inner = position
        inner.depth += 1
        var (place, found) = (position.overrides, nil as (nodes: [TemplateOutline.Node], template: String, outer: Int?)?)
        while let current = place, parents.indices.contains(current) {
            let parent = parents[current]
            if let nodes = parent.blocks[tag.name] { found = (nodes, parent.template, parent.outer) }
            place = parent.outer
        }
        guard let found else { return walk(body, inner) }
        (inner.template, inner.overrides) = (found.template, found.outer)
        walk(found.nodes, inner)
    }

    /// The blocks of a template and of all that it comes to.
    private func blockNames(from start: String) -> Set<String> {
        var names: Set<String> = []
        var (seen, waiting): (Set<String>, [String]) = ([start], [start])
        while let name = waiting.popLast() {
            for tag in outlines[name]?.tags ?? [] {
                switch tag.kind {
                case .block: names.insert(tag.name)
                case .partial, .parent: if seen.insert(tag.name).inserted { waiting.append(tag.name) }
                default: break
                }
            }
        }
        return names
    }

    // MARK: Names

    private mutating func meaning(of tag: TemplateScanner.Tag, _ position: Position) -> TemplateScope.Meaning? {
        do throws(TemplateScope.Unknown) {
            return try position.scope.meaning(of: tag.name, words: words)
        } catch {
            guard let owner = error.owner else {
                fault("unknown name ‘\(tag.name)’\(error.suggestion)", tag, position)
                return nil
            }
            let last = tag.name.split(separator: ".").dropFirst(owner.name.split(separator: ".").count).first ?? ""
            fault("‘\(owner.name)’ is \(owner.type.inWords) and has no ‘\(last)’", tag, position)
            return nil
        }
    }

    private mutating func value(_ tag: TemplateScanner.Tag, _ position: Position) {
        guard let meaning = meaning(of: tag, position) else { return }
        var type: ThemeContext.ValueType?
        switch meaning {
        case .list, .scalar(.texts): return fault("‘\(tag.name)’ is a list and cannot be written", tag, position)
        case .object: return fault("‘\(tag.name)’ is an object and cannot be written", tag, position)
        case .anything: break
        case .scalar(let scalar): type = scalar
        }
        if tag.kind == .raw, type == .text {
            fault("‘\(tag.name)’ is text and cannot be written unescaped: write ‘{{\(tag.name)}}’", tag, position)
        }
        // A yes and a number are safe everywhere, and still belong into quotes.
        switch places[position.template]?.places[tag.range.lowerBound] ?? .text {
        case .text, .comment: break
        case .quoted(let attribute):
            if type == .markup {
                fault("‘\(tag.name)’ is HTML, whose quotes and tags would end the attribute ‘\(attribute)’", tag, position)
            } else if attribute.hasPrefix("on") {
                fault("‘\(tag.name)’ stands in ‘\(attribute)’, which browsers take for a script", tag, position)
            }
        case .unquoted(let attribute):
            fault(
                "‘\(tag.name)’ stands in the attribute ‘\(attribute)’ without quotes: write ‘\(attribute)=\"{{\(tag.name)}}\"’",
                tag, position)
        case .tag: fault("‘\(tag.name)’ stands in a tag, outside of the quotes of an attribute", tag, position)
        case .raw(let element):
            fault("‘\(tag.name)’ stands in <\(element)>, where escaping does not make it safe", tag, position)
        }
    }

    private mutating func fault(_ message: String, _ tag: TemplateScanner.Tag, _ position: Position) {
        guard told.insert("\(position.template):\(tag.range.lowerBound):\(message)").inserted else { return }
        let origin = position.origin.isEmpty ? "" : " (\(position.origin))"
        faults.append(TemplateError(message + origin, in: position.template, at: tag.position))
    }
}

extension ThemeContext.ValueType {
    /// For sentences, as the renderer has them.
    var inWords: String {
        switch self {
        case .text: "text"
        case .markup: "markup"
        case .yesOrNo: "a yes or no"
        case .number: "a number"
        case .list, .texts: "a list"
        case .object: "an object"
        }
    }
}
