/// Reads a Mustache template into its flat program: <https://mustache.github.io/mustache.5.html> and
/// <https://github.com/mustache/spec>, all but lambdas.
///
/// One pass without recursion; what is open is a list of at most `maximumDepth` tags.
struct TemplateParser {
    /// How deep tags may nest in one file.
    ///
    /// A renderer has the same limit for files in files.
    static let maximumDepth = 64

    private struct OpenTag {
        let tag: TemplateScanner.Tag
        let operation: Int
        /// The index in `inclusions` or `blocks`; for a section, in `names`.
        let entry: Int
        /// The dedentation to go back to.
        let dedentation: [UInt8]
        /// Whether a parent tag is the first on its line.
        var isFirstOnLine = false
        /// The operation that writes the space before such a parent tag, if there is any.
        var leadingSpace: Int?
    }

    private var scanner: TemplateScanner
    private let source: [UInt8]
    private let strict: Bool
    private let dynamicNames: Bool
    private var template: Template
    private var open: [OpenTag] = []
    /// Where the text begins that is not yet in the program.
    private var offset = 0
    /// Whether `offset` is the beginning of a line.
    private var atLineStart = true
    /// What the lines of the block we are in begin with, which is not part of its content.
    private var dedentation: [UInt8] = []

    /// `place` is where the template will be in its library.
    init(name: String, place: Int, source: String, strict: Bool, dynamicNames: Bool) {
        scanner = TemplateScanner(template: name, source: source)
        self.source = scanner.source
        self.strict = strict
        self.dynamicNames = dynamicNames
        template = Template(name: name, place: place)
    }

    consuming func parse() throws(TemplateError) -> Template {
        while let tag = try scanner.next() {
            let line = TemplateLine(around: tag.range, in: source, from: offset, atLineStart: atLineStart)
            switch tag.kind {
            case .value, .raw:
                try allowOnlyBlocksInParent(tag)
                try moveOn(past: tag, line)
                let name = try addName(tag.name, at: tag)
                template.operations.append(.value(name: name, raw: tag.kind == .raw))
            case .comment, .delimiters:
                try moveOn(past: tag, line, standalone: line.isBlank)
            case .section, .inverted:
                try allowOnlyBlocksInParent(tag)
                try moveOn(past: tag, line, standalone: line.isBlank)
                try push(tag, entry: try addName(tag.name, at: tag))
                template.operations.append(.section(name: 0, end: 0))
            case .partial:
                try allowOnlyBlocksInParent(tag)
                try moveOn(past: tag, line, standalone: line.isBlank)
                let inclusion = try addInclusion(tag)
                if line.isBlank { template.inclusions[inclusion].indentation = dedented(source[line.indentation]) }
                template.operations.append(.partial(inclusion))
            case .parent:
                try allowOnlyBlocksInParent(tag)
                try openParent(tag, line)
            case .block:
                try openBlock(tag, line)
            case .close:
                try close(tag, line)
            }
        }
        if let unclosed = open.last {
            throw error("‘\(Self.text(of: unclosed.tag))’ is never closed", at: unclosed.tag)
        }
        try addText(offset..<source.count, atLineStart: atLineStart)
        return template
    }

    // MARK: Tags with a body

    private mutating func openParent(_ tag: TemplateScanner.Tag, _ line: TemplateLine) throws(TemplateError) {
        var leadingSpace: Int?
        if line.isBlankBefore {
            // Whether the tag stands alone is known at its end; until then the space before it is text of its own.
            try addText(offset..<line.indentation.lowerBound, atLineStart: atLineStart)
            let operations = template.operations.count
            try addText(line.indentation, atLineStart: true)
            if operations < template.operations.count { leadingSpace = operations }
            offset = tag.range.upperBound
            atLineStart = false
        } else {
            try moveOn(past: tag, line)
        }
        let inclusion = try addInclusion(tag)
        try push(tag, entry: inclusion, isFirstOnLine: line.isBlankBefore, leadingSpace: leadingSpace)
        template.operations.append(.parent(inclusion, end: 0))
    }

    /// A block's lines are stored without the indentation they share, and indented at the place they are rendered:
    /// that of the tag, or where the tag has a line for itself that of the first line below.
    private mutating func openBlock(_ tag: TemplateScanner.Tag, _ line: TemplateLine) throws(TemplateError) {
        let isOverride = open.last?.tag.kind == .parent
        // What stands before an override is dropped in any case, so only the rest of its line counts.
        let standalone = isOverride ? line.end != nil : line.isBlank
        let old = dedentation
        try moveOn(past: tag, line, standalone: standalone)
        try push(tag, entry: template.blocks.count)
        if standalone, let first = firstLine(from: offset) {
            dedentation = first
        } else if line.isBlankBefore {
            dedentation = Array(source[line.indentation])
        }
        let common = zip(old, dedentation).prefix { $0 == $1 }.count
        template.blocks.append(
            Template.Block(
                name: tag.name, position: tag.position, indentation: Array(dedentation.dropFirst(common)), body: 0..<0))
        template.operations.append(.block(0))
        if isOverride, let parent = open.dropLast().last {
            let siblings = template.inclusions[parent.entry].overrides
            if strict, siblings.contains(where: { template.blocks[$0].name == tag.name }) {
                throw error("the block ‘\(tag.name)’ is given twice", at: tag)
            }
            template.inclusions[parent.entry].overrides.append(template.blocks.count - 1)
        }
    }

    private mutating func close(_ tag: TemplateScanner.Tag, _ line: TemplateLine) throws(TemplateError) {
        guard let opening = open.last else {
            throw error("‘\(Self.text(of: tag))’ closes nothing", at: tag)
        }
        guard opening.tag.name == tag.name else {
            let place = "line \(opening.tag.position.line), column \(opening.tag.position.column)"
            throw error(
                "‘\(Self.text(of: tag))’ where ‘\(Self.text(of: opening.tag))’ of \(place) is to be closed", at: tag)
        }
        let isOverride = open.dropLast().last?.tag.kind == .parent
        switch opening.tag.kind {
        case .parent:
            let standalone = opening.isFirstOnLine && line.end != nil
            try moveOn(past: tag, line, standalone: standalone)
            template.operations[opening.operation] = .parent(opening.entry, end: template.operations.count)
            if standalone { indentParent(opening) }
        case .block:
            if isOverride, line.isBlankBefore {
                try addText(offset..<line.indentation.lowerBound, atLineStart: atLineStart)
                offset = tag.range.upperBound
                atLineStart = false
            } else {
                try moveOn(past: tag, line, standalone: line.isBlank)
            }
            template.blocks[opening.entry].body = opening.operation + 1..<template.operations.count
            template.operations[opening.operation] = .block(opening.entry)
            dedentation = opening.dedentation
        default:
            try moveOn(past: tag, line, standalone: line.isBlank)
            let end = template.operations.count
            template.operations[opening.operation] =
                opening.tag.kind == .section
                ? .section(name: opening.entry, end: end) : .inverted(name: opening.entry, end: end)
        }
        open.removeLast()
    }

    /// Makes the space before a parent tag, which turned out to stand alone, the indentation of each of its lines.
    private mutating func indentParent(_ parent: OpenTag) {
        template.inclusions[parent.entry].indentation = []
        guard let operation = parent.leadingSpace, case .text(let space) = template.operations[operation] else {
            return
        }
        template.inclusions[parent.entry].indentation = Array(template.text[space])
        template.operations[operation] = .text(space.lowerBound..<space.lowerBound)
    }

    private mutating func push(
        _ tag: TemplateScanner.Tag, entry: Int, isFirstOnLine: Bool = false, leadingSpace: Int? = nil
    ) throws(TemplateError) {
        guard open.count < Self.maximumDepth else {
            throw error("tags are nested deeper than \(Self.maximumDepth)", at: tag)
        }
        open.append(
            OpenTag(
                tag: tag, operation: template.operations.count, entry: entry, dedentation: dedentation,
                isFirstOnLine: isFirstOnLine, leadingSpace: leadingSpace))
    }

    // MARK: Entries of the program

    private mutating func addName(_ name: String, at tag: TemplateScanner.Tag) throws(TemplateError) -> Int {
        let parts = name == "." ? [] : name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            throw error("the name ‘\(name)’ has an empty part", at: tag)
        }
        template.names.append(Template.Name(parts: parts.map { String(Substring($0)) }, position: tag.position))
        return template.names.count - 1
    }

    private mutating func addInclusion(_ tag: TemplateScanner.Tag) throws(TemplateError) -> Int {
        var inclusion = Template.Inclusion(name: tag.name, position: tag.position)
        if tag.name.utf8.first == UInt8(ascii: "*") {
            guard dynamicNames else {
                throw error("‘\(Self.text(of: tag))’: a template that is named by data is not allowed here", at: tag)
            }
            let name = String(Substring(tag.name.utf8.dropFirst()))
            guard !name.isEmpty else { throw error("this tag has no name", at: tag) }
            inclusion.dynamicName = try addName(name, at: tag)
        }
        template.inclusions.append(inclusion)
        return template.inclusions.count - 1
    }

    /// In a parent tag only blocks mean something.
    ///
    /// The specification has all else ignored; in a strict library it is a mistake, as is text (`addText`).
    private func allowOnlyBlocksInParent(_ tag: TemplateScanner.Tag) throws(TemplateError) {
        guard strict, let parent = open.last, parent.tag.kind == .parent else { return }
        throw error(
            "‘\(Self.text(of: tag))’ would be ignored: ‘\(Self.text(of: parent.tag))’ holds only blocks", at: tag)
    }

    // MARK: Text

    /// Adds the text before a tag and goes to behind it: for a standalone tag, without the rest of its line.
    private mutating func moveOn(past tag: TemplateScanner.Tag, _ line: TemplateLine, standalone: Bool = false)
        throws(TemplateError)
    {
        if standalone, let end = line.end {
            let textEnd = line.isBlankBefore ? line.indentation.lowerBound : tag.range.lowerBound
            try addText(offset..<textEnd, atLineStart: atLineStart)
            offset = end
            atLineStart = true
        } else {
            try addText(offset..<tag.range.lowerBound, atLineStart: atLineStart)
            offset = tag.range.upperBound
            atLineStart = false
        }
    }

    private mutating func addText(_ range: Range<Int>, atLineStart: Bool) throws(TemplateError) {
        if let parent = open.last?.tag, parent.kind == .parent {
            guard strict, source[range].contains(where: { !TemplateScanner.isSpace($0) }) else { return }
            throw error("text in ‘\(Self.text(of: parent))’ outside of its blocks would be ignored", at: parent)
        }
        guard !range.isEmpty else { return }
        let start = template.text.count
        var rest = source[range]
        if atLineStart { rest = dedented(rest) }
        while !dedentation.isEmpty, let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            template.text += rest[...newline]
            rest = dedented(rest[(newline + 1)...])
        }
        template.text += rest
        if start < template.text.count { template.operations.append(.text(start..<template.text.count)) }
    }

    private func dedented(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.dropFirst(zip(line, dedentation).prefix { $0 == $1 }.count)
    }

    private func dedented(_ line: ArraySlice<UInt8>) -> [UInt8] {
        Array(dedented(line) as ArraySlice<UInt8>)
    }

    /// The indentation of the first line that is not blank, or nil where that is the block's end tag.
    private func firstLine(from start: Int) -> [UInt8]? {
        var lineStart = start
        var place = start
        while place < source.count {
            switch source[place] {
            case UInt8(ascii: "\n"): lineStart = place + 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            default: return scanner.isEndTag(at: place) ? nil : Array(source[lineStart..<place])
            }
            place += 1
        }
        return nil
    }

    private static func text(of tag: TemplateScanner.Tag) -> String {
        let sign =
            switch tag.kind {
            case .value, .comment, .delimiters: ""
            case .raw: "&"
            case .section: "#"
            case .inverted: "^"
            case .close: "/"
            case .partial: ">"
            case .parent: "<"
            case .block: "$"
            }
        return "{{\(sign)\(tag.name)}}"
    }

    private func error(_ message: String, at tag: TemplateScanner.Tag) -> TemplateError {
        TemplateError(message, in: template.name, at: tag.position)
    }
}
