/// Which of GitHub's extensions a text gets, so that none of them takes time without measure.
///
/// Two of cmark-gfm's extensions (seen with 0.29.0.gfm.6, which Debian 12 has) take quadratic time on texts made for
/// it: a quarter of a megabyte of `http://a<http://a<…` took ten seconds, and a table of 40,000 columns five. No text that
/// a person wrote comes near the bounds here. One that does is rendered without that extension.
struct MarkdownExtensions {
    /// For `cmark_find_syntax_extension`.
    let names: [String]

    init(for source: String) {
        var source = source
        names = source.withUTF8 { bytes in
            var links = LinkCost()
            var tables = TableCost()
            for byte in bytes {
                links.take(byte)
                tables.take(byte)
            }
            var names = ["strikethrough"]
            if links.isBearable { names.append("autolink") }
            if tables.isBearable { names.append("table") }
            return names
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
        switch byte {
        case 0x20, 0x09...0x0D:
            total = total &+ length &* beginnings
            length = 0
            beginnings = 0
        // Of `://`, `www.` and an e-mail address; a full stop alone begins none, but is never far from one.
        case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "w"):
            length &+= 1
            beginnings &+= 1
        default:
            length &+= 1
        }
    }
}

/// A row with fewer cells than the table has columns is filled up, and a row takes time quadratic in its columns.
private struct TableCost {
    private var cells = 0
    private var lines = 0
    private var columns = 0
    private var bars = 0
    private var isBlank = true
    private var isTooWide = false

    var isBearable: Bool { !isTooWide && cells &+ max(columns, bars) &* (lines &+ 1) <= 1_000_000 }

    mutating func take(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            columns = max(columns, bars)
            lines &+= 1
            if isBlank {
                cells = cells &+ columns &* lines
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
