/// What of Markdown a text can have without taking time beyond measure.
///
/// Three parts of cmark-gfm (seen with 0.29.0.gfm.6, which Debian 12 has) take time quadratic in texts made for it: half
/// a megabyte of `http://a<http://a<…` took 15 seconds, as much of `<![CDATA[ <![CDATA[ …` 8, and a table of 40,000
/// columns 5. No text that a person wrote comes near the bounds here, which stand for some tenths of a second. One
/// that does is rendered without that part. Everything else was linear up to 4 MiB.
struct MarkdownBudget {
    private(set) var hasAutolinks = true
    private(set) var hasTables = true
    /// Whether tags may be read; if not, every `<` has to be `&lt;`.
    private(set) var hasHTML = true

    init(for source: String) {
        var source = source
        source.withUTF8 { bytes in
            var links = LinkCost()
            var tables = TableCost()
            var declarations = DeclarationCost()
            for byte in bytes {
                links.take(byte)
                tables.take(byte)
                declarations.take(byte)
            }
            hasAutolinks = links.isBearable
            hasTables = tables.isBearable
            hasHTML = declarations.isBearable
        }
    }
}

/// For each place where an address may begin, `autolink` reads on to the next white space.
private struct LinkCost {
    private var total = 0
    private var length = 0
    private var beginnings = 0

    var isBearable: Bool { total &+ length &* beginnings <= 50_000_000 }

    mutating func take(_ byte: UInt8) {
        length &+= 1
        switch byte {
        case 0x20, 0x09...0x0D:
            total = total &+ length &* beginnings
            length = 0
            beginnings = 0
        case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "w"): beginnings &+= 1
        default: break
        }
    }
}

/// A row with fewer cells than the table has columns is filled up, and takes time quadratic in the columns.
private struct TableCost {
    private var total = 0
    private var lines = 0
    private var columns = 0
    private var bars = 0
    private var isBlank = true
    private var isTooWide = false

    var isBearable: Bool { !isTooWide && total &+ max(columns, bars) &* (lines &+ 1) <= 1_000_000 }

    mutating func take(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            columns = max(columns, bars)
            lines &+= 1
            if isBlank {
                total = total &+ columns &* lines
                lines = 0
                columns = 0
            }
            bars = 0
            isBlank = true
        case UInt8(ascii: "|"):
            bars &+= 1
            isBlank = false
            if bars > 1000 { isTooWide = true }
        case UInt8(ascii: " "), UInt8(ascii: "\t"): break
        default: isBlank = false
        }
    }
}

/// For each `<!x`, `<![` and `<?` the paragraph is read on to what closes it, which may never come.
private struct DeclarationCost {
    private var total = 0
    private var length = 0
    private var beginnings = 0
    private var previous: UInt8 = 0
    private var isBlank = true

    var isBearable: Bool { total &+ length &* beginnings <= 100_000_000 }

    mutating func take(_ byte: UInt8) {
        length &+= 1
        switch byte {
        case UInt8(ascii: "\n"):
            if isBlank {
                total = total &+ length &* beginnings
                length = 0
                beginnings = 0
            }
            isBlank = true
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            if previous == UInt8(ascii: "<") { beginnings &+= 1 }
            isBlank = false
        default: isBlank = false
        }
        previous = byte
    }
}
