private import Foundation

/// The blocks of a body, in their nesting (`WP_Block_Parser`, wp-includes/class-wp-block-parser.php).
///
/// Nothing is lost by reading: what stands between the blocks stays where it is. Below 64 levels blocks are not told apart any
/// more, and their content belongs to the block round them.
struct BlockTree {
    let source: [UInt8]
    let pieces: [Piece]

    enum Piece {
        case text(Range<Int>)
        case block(Block)
    }

    struct Block {
        /// `paragraph`, `core-embed/youtube`
        let name: String
        /// The JSON in the source.
        let attributes: Range<Int>?
        /// Without an end of its own, and so without content.
        let isVoid: Bool
        let pieces: [Piece]
    }

    static let deepest = 64

    init(_ source: [UInt8]) {
        self.source = source
        let bytes = source.span
        var open: [(comment: BlockComments.Comment, pieces: [Piece])] = []
        var top: [Piece] = []
        /// How many blocks are open below the deepest that is told apart.
        var hidden = 0
        func append(_ piece: Piece) {
            if open.isEmpty { top.append(piece) } else { open[open.count - 1].pieces.append(piece) }
        }
        func close() {
            guard let (comment, pieces) = open.popLast() else { return }
            append(.block(Block(comment, bytes.text(comment.name), isVoid: false, pieces)))
        }
        var copied = 0
        var endOfAttributes = 0
        var index = bytes.index(of: "<!--", from: 0)
        while index < bytes.count {
            var next = index + 4
            if let comment = BlockComments.Comment(in: bytes, at: index, endOfAttributes: &endOfAttributes) {
                if copied < index { append(.text(copied..<index)) }
                copied = comment.end
                next = comment.end
                if comment.isClosing {
                    if hidden > 0 { hidden -= 1 } else { close() }
                } else if comment.isVoid {
                    append(.block(Block(comment, bytes.text(comment.name), isVoid: true, [])))
                } else if open.count < Self.deepest {
                    open.append((comment, []))
                } else {
                    hidden += 1
                }
            }
            index = bytes.index(of: "<!--", from: next)
        }
        if copied < bytes.count { append(.text(copied..<bytes.count)) }
        while !open.isEmpty { close() }
        pieces = top
    }

    /// The source without the comments of blocks.
    func markup() -> [UInt8] { markup(of: pieces) }

    func markup(of pieces: [Piece]) -> [UInt8] {
        var output: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .text(let range): output += source[range]
            case .block(let block):
                let inner = markup(of: block.pieces)
                output += block.name == "shortcode" ? Paragraphs.applied(to: inner) : inner
            }
        }
        return output
    }

    func attributes(of block: Block) -> BlockAttributes {
        guard let range = block.attributes, range.count < 1 << 20 else { return BlockAttributes() }
        return BlockAttributes(json: source[range])
    }
}

extension BlockTree.Block {
    fileprivate init(_ comment: BlockComments.Comment, _ name: String, isVoid: Bool, _ pieces: [BlockTree.Piece]) {
        self.init(name: name, attributes: comment.attributes, isVoid: isVoid, pieces: pieces)
    }
}

/// What a block's comment says besides its name: a JSON object, of which nothing is taken for granted.
struct BlockAttributes {
    private let values: [String: Any]

    init() { values = [:] }

    init(json: some Collection<UInt8>) {
        values = (try? JSONSerialization.jsonObject(with: Data(json))) as? [String: Any] ?? [:]
    }

    private init(values: [String: Any]) { self.values = values }

    func text(_ name: String) -> String? { values[name] as? String }

    /// A number, or a text that is one.
    func number(_ name: String) -> Int? {
        if let number = values[name] as? NSNumber { return Int(exactly: number.doubleValue.rounded()) }
        return (values[name] as? String).flatMap { Int($0) }
    }

    func isTrue(_ name: String) -> Bool { (values[name] as? NSNumber)?.boolValue ?? false }

    /// Whether it is said and false.
    func isFalse(_ name: String) -> Bool { (values[name] as? NSNumber).map { !$0.boolValue } ?? false }

    func object(_ name: String) -> BlockAttributes {
        BlockAttributes(values: values[name] as? [String: Any] ?? [:])
    }

    /// Objects in a list, at most a thousand.
    func objects(_ name: String) -> [BlockAttributes] {
        ((values[name] as? [Any]) ?? []).prefix(1000).compactMap { ($0 as? [String: Any]).map(BlockAttributes.init(values:)) }
    }

    func numbers(_ name: String) -> [Int] {
        ((values[name] as? [Any]) ?? []).prefix(1000).compactMap { value in
            (value as? NSNumber).flatMap { Int(exactly: $0.doubleValue) } ?? (value as? String).flatMap { Int($0) }
        }
    }

    func texts(_ name: String) -> [String] { ((values[name] as? [Any]) ?? []).prefix(1000).compactMap { $0 as? String } }
}
