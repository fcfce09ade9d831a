/// A template parsed into a flat program: operations in one array, literal text in another, names split beforehand.
///
/// Nothing is nested: a section knows where its body ends, so leaving it out is one assignment. Line breaks that belong
/// to standalone tags and the indentation of blocks are taken out of `text` by the parser.
struct Template: Sendable {
    enum Operation: Sendable {
        /// Writes a slice of `text`.
        case text(Range<Int>)
        /// Writes the value of `names[name]`; `raw` for `{{{x}}}` and `{{&x}}`.
        case value(name: Int, raw: Bool)
        /// The body is the operations from the next one up to `end`.
        case section(name: Int, end: Int)
        case inverted(name: Int, end: Int)
        /// Renders `inclusions[_]`: a partial.
        case partial(Int)
        /// Renders `inclusions[_]` with its overrides. Their bodies are the operations up to `end`.
        case parent(Int, end: Int)
        /// Renders `blocks[_]` or what overrides it.
        case block(Int)
    }

    /// Where a tag begins, counted from 1; columns are Unicode scalars.
    struct Position: Sendable, Equatable {
        var line: Int
        var column: Int
    }

    /// A dotted name; without parts, the implicit iterator `{{.}}`.
    struct Name: Sendable {
        let parts: [String]
        let position: Position

        var whole: String { parts.isEmpty ? "." : parts.joined(separator: ".") }
    }

    /// A partial or a parent: another template rendered here.
    struct Inclusion: Sendable {
        let name: String
        let position: Position
        /// `{{>*name}}`: the index in `names` of the name whose value names the template.
        var dynamicName: Int?
        /// The index of the template in its library, set when that is put together; nil where there is none.
        var target: Int?
        /// What a standalone tag puts before each line; nil for a tag within a line.
        var indentation: [UInt8]?
        /// Indices in `blocks` of the blocks that stand within a parent tag.
        var overrides: [Int] = []
    }

    /// `{{$name}}…{{/name}}`: a default for whoever inherits to override, or within a parent tag the override itself.
    struct Block: Sendable {
        let name: String
        let position: Position
        /// What the lines of this place in the template are indented by; the body's own lines are without it.
        let indentation: [UInt8]
        var body: Range<Int>
    }

    let name: String
    /// Where the template is in its library.
    let place: Int
    var operations: [Operation] = []
    var text: [UInt8] = []
    var names: [Name] = []
    var inclusions: [Inclusion] = []
    var blocks: [Block] = []

    init(name: String, place: Int) {
        self.name = name
        self.place = place
    }
}
