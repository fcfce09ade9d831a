import Content

/// Runs the flat programs of a library over one value, appending to one buffer; made for one page.
struct TemplateRenderer {
    /// How deep sections, partials, parents and blocks may go into one another, over all files: a template that
    /// includes itself without end is an error, not an overflow of the small stacks of the cooperative pool.
    static let maximumDepth = 64
    /// How many bodies (a turn of a list, a partial, a block) one page may run: 64 templates that each include the next
    /// one twice would pass the depth limit and never end.
    static let maximumBodies = 1_000_000
    /// How many bytes a page may have before one more body is run.
    static let maximumBytes = 64 << 20

    /// The overrides of a parent tag being rendered; `outer` are those its own template was rendered with.
    private struct Overrides {
        let template: Int
        let inclusion: Int
        let outer: Int?
    }

    private let library: TemplateLibrary
    private var output: [UInt8] = []
    private var context: [TemplateValue]
    private var parents: [Overrides] = []
    /// The overrides in force, an index in `parents`.
    private var overrides: Int?
    /// What each line of template text begins with here.
    ///
    /// Lines within a value are never indented: they may be in a `<pre>`.
    private var indentation: [UInt8] = []
    private var atLineStart = true
    private var depth = 0
    private var bodies = 0

    init(library: TemplateLibrary, value: TemplateValue) {
        self.library = library
        context = [value]
        context.reserveCapacity(Self.maximumDepth)
        // Most pages run each template about once; a body article is one more doubling.
        output.reserveCapacity(4096 + library.templates.reduce(0) { $0 + $1.text.count })
    }

    mutating func render(_ template: Template) throws(TemplateError) -> [UInt8] {
        try run(template, template.operations.indices)
        return output
    }

    private mutating func run(_ template: Template, _ operations: Range<Int>) throws(TemplateError) {
        var next = operations.lowerBound
        while next < operations.upperBound {
            let operation = template.operations[next]
            next += 1
            switch operation {
            case .text(let range):
                write(template.text[range])
            case .value(let name, let raw):
                let value = try find(template.names[name], in: template)
                startLine()
                try write(value, raw: raw, template.names[name], in: template)
            case .section(let name, let end):
                try runSection(template, template.names[name], next..<end)
                next = end
            case .inverted(let name, let end):
                let value = try find(template.names[name], in: template)
                if value.isFalsey(emptyText: library.strict) {
                    try enter(template, template.names[name].position)
                    try run(template, next..<end)
                    depth -= 1
                }
                next = end
            case .partial(let inclusion):
                try include(template.inclusions[inclusion], in: template)
            case .parent(let inclusion, let end):
                try inherit(inclusion, in: template)
                next = end
            case .block(let block):
                try runBlock(template.blocks[block], in: template)
                next = template.blocks[block].body.upperBound
            }
        }
    }

    private mutating func enter(_ template: Template, _ position: Template.Position) throws(TemplateError) {
        depth += 1
        bodies += 1
        guard depth <= Self.maximumDepth else {
            throw TemplateError(
                "nested deeper than \(Self.maximumDepth) sections and templates; does a template include itself?",
                in: template.name, at: position)
        }
        guard bodies <= Self.maximumBodies, output.count <= Self.maximumBytes else {
            throw TemplateError("the page does not come to an end", in: template.name, at: position)
        }
    }

    private mutating func runSection(
        _ template: Template, _ name: Template.Name, _ body: Range<Int>
    ) throws(TemplateError) {
        let value = try find(name, in: template)
        guard !value.isFalsey(emptyText: library.strict) else { return }
        if case .list(let items) = value {
            for item in items { try runBody(template, name.position, body, item) }
        } else {
            try runBody(template, name.position, body, value)
        }
    }

    private mutating func runBody(
        _ template: Template, _ position: Template.Position, _ body: Range<Int>, _ value: TemplateValue
    ) throws(TemplateError) {
        try enter(template, position)
        context.append(value)
        try run(template, body)
        context.removeLast()
        depth -= 1
    }

    // MARK: Templates in templates

    private mutating func include(_ inclusion: Template.Inclusion, in template: Template) throws(TemplateError) {
        guard let target = try target(of: inclusion, in: template) else { return }
        try enter(template, inclusion.position)
        let saved = indentation
        if let more = inclusion.indentation {
            indentation += more
            // An override may begin with a standalone tag while its block stands within a line.
            if !atLineStart { output.append(contentsOf: more) }
        } else {
            // Within a line, the lines of the other template are its own: the specification has them left as they are.
            startLine()
            indentation = []
        }
        try run(library.templates[target], library.templates[target].operations.indices)
        if inclusion.indentation == nil { atLineStart = false }
        indentation = saved
        depth -= 1
    }

    private mutating func inherit(_ place: Int, in template: Template) throws(TemplateError) {
        let inclusion = template.inclusions[place]
        let saved = overrides
        parents.append(Overrides(template: template.place, inclusion: place, outer: saved))
        overrides = parents.count - 1
        try include(inclusion, in: template)
        parents.removeLast()
        overrides = saved
    }

    private mutating func runBlock(_ block: Template.Block, in template: Template) throws(TemplateError) {
        try enter(template, block.position)
        let savedIndentation = indentation
        let savedOverrides = overrides
        indentation += block.indentation
        if let (source, override, outer) = override(of: block.name) {
            // What an override says is of the template it stands in: its own blocks answer to whoever rendered that.
            // This also ends `{{$a}}…{{$a}}…{{/a}}…{{/a}}`, where the inner block is not the outer one again.
            overrides = outer
            try run(library.templates[source], library.templates[source].blocks[override].body)
        } else {
            try run(template, block.body)
        }
        indentation = savedIndentation
        overrides = savedOverrides
        depth -= 1
    }

    /// The outermost override of a block: a grandchild's goes before a child's.
    private func override(of name: String) -> (template: Int, block: Int, outer: Int?)? {
        var found: (template: Int, block: Int, outer: Int?)?
        var place = overrides
        while let current = place {
            let parent = parents[current]
            let template = library.templates[parent.template]
            for block in template.inclusions[parent.inclusion].overrides where template.blocks[block].name == name {
                found = (parent.template, block, parent.outer)
            }
            place = parent.outer
        }
        return found
    }

    private func target(of inclusion: Template.Inclusion, in template: Template) throws(TemplateError) -> Int? {
        guard let place = inclusion.dynamicName else { return inclusion.target }
        let name = template.names[place]
        let value = try find(name, in: template)
        if case .text(let text) = value, let target = library.index[text] { return target }
        guard library.strict, !value.isFalsey(emptyText: true) else { return nil }
        guard case .text(let text) = value else {
            throw TemplateError(
                "‘\(name.whole)’ is \(value.kind) and cannot name a template", in: template.name, at: name.position)
        }
        throw TemplateError(
            "there is no template ‘\(text)’, which ‘\(name.whole)’ names", in: template.name, at: name.position)
    }

    // MARK: Names

    private func find(_ name: Template.Name, in template: Template) throws(TemplateError) -> TemplateValue {
        guard let first = name.parts.first else { return context.last ?? .null }
        var place = context.count - 1
        while place >= 0 {
            if case .object(let members) = context[place], let value = members[first] {
                return name.parts.count == 1 ? value : try follow(name, from: value, in: template)
            }
            place -= 1
        }
        guard library.strict else { return .null }
        let known = context.reversed().flatMap { value -> [String] in
            if case .object(let members) = value { Array(members.keys) } else { [] }
        }
        throw unknown(name, part: 0, among: known, in: template)
    }

    /// Goes from the first part of a dotted name to the last, without looking further up the context.
    private func follow(
        _ name: Template.Name, from first: TemplateValue, in template: Template
    ) throws(TemplateError) -> TemplateValue {
        var value = first
        for part in name.parts.indices.dropFirst() {
            if case .object(let members) = value {
                guard let member = members[name.parts[part]] else {
                    guard library.strict else { return .null }
                    throw unknown(name, part: part, among: members.keys, in: template)
                }
                value = member
            } else {
                guard library.strict, !value.isFalsey(emptyText: true) else { return .null }
                let owner = name.parts[..<part].joined(separator: ".")
                throw TemplateError(
                    "‘\(owner)’ is \(value.kind) and has no ‘\(name.parts[part])’", in: template.name,
                    at: name.position)
            }
        }
        return value
    }

    private func unknown(
        _ name: Template.Name, part: Int, among known: some Sequence<String>, in template: Template
    ) -> TemplateError {
        var suggestion = ""
        if let nearest = NearestName.to(name.parts[part], among: known) {
            var parts = name.parts
            parts[part] = nearest
            suggestion = "; did you mean ‘\(parts.joined(separator: "."))’?"
        }
        return TemplateError("unknown name ‘\(name.whole)’\(suggestion)", in: template.name, at: name.position)
    }

    // MARK: Bytes

    private mutating func write(
        _ value: TemplateValue, raw: Bool, _ name: Template.Name, in template: Template
    ) throws(TemplateError) {
        switch value {
        case .null: break
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): output.append(contentsOf: String(number).utf8)
        case .markup(let markup): output.append(contentsOf: markup.utf8)
        case .text(let text) where !raw: output.appendEscaped(text)
        case .text(let text):
            guard !library.strict else {
                throw TemplateError(
                    "‘\(name.whole)’ is text and cannot be written unescaped: write ‘{{\(name.whole)}}’",
                    in: template.name, at: name.position)
            }
            output.append(contentsOf: text.utf8)
        case .list, .object:
            guard library.strict else { return }
            throw TemplateError(
                "‘\(name.whole)’ is \(value.kind) and cannot be written", in: template.name, at: name.position)
        }
    }

    private mutating func write(_ text: ArraySlice<UInt8>) {
        guard let last = text.last else { return }
        if indentation.isEmpty {
            output.append(contentsOf: text)
        } else {
            var rest = text
            while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
                writeLine(rest[...newline])
                atLineStart = true
                rest = rest[(newline + 1)...]
            }
            writeLine(rest)
        }
        atLineStart = last == UInt8(ascii: "\n")
    }

    /// Blank lines stay blank: indenting them would only leave space at their end.
    private mutating func writeLine(_ line: ArraySlice<UInt8>) {
        guard let first = line.first else { return }
        if first != UInt8(ascii: "\n"), first != UInt8(ascii: "\r") { startLine() }
        output.append(contentsOf: line)
        atLineStart = false
    }

    private mutating func startLine() {
        if atLineStart { output.append(contentsOf: indentation) }
        atLineStart = false
    }
}
