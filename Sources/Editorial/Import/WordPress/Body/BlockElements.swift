/// The elements that wpautop takes for blocks (`$allblocks` in wp-includes/formatting.php).
enum BlockElements {
    /// The end of a block name that stands whole at `index`, in lower case, or nil.
    ///
    /// WordPress compares with case: `<P>` and `<DIV>` are no blocks to it, and get their `<p>` around them.
    static func endOfName(in bytes: Span<UInt8>, at index: Int) -> Int? {
        guard startsName(in: bytes, at: index) else { return nil }
        var end = index
        while end < bytes.count, bytes[end] >= 0x61 && bytes[end] <= 0x7A || bytes[end].isDigit { end += 1 }
        return isName(in: bytes, index..<end) ? end : nil
    }

    /// Whether what stands at `index` begins with the name of a block.
    ///
    /// The later expressions of wpautop have no word boundary: `<picture` and `<progress` begin with `p` and count,
    /// `<link` begins with `li`. Mending that would change where real archives get their paragraphs.
    @inline(__always)
    static func startsName(in bytes: Span<UInt8>, at index: Int) -> Bool {
        guard index < bytes.count else { return false }
        switch bytes[index] {
        case UInt8(ascii: "p"): return true
        case UInt8(ascii: "a"):
            return bytes.has("area", at: index) || bytes.has("address", at: index) || bytes.has("article", at: index)
                || bytes.has("aside", at: index)
        case UInt8(ascii: "b"): return bytes.has("blockquote", at: index)
        case UInt8(ascii: "c"): return bytes.has("col", at: index) || bytes.has("caption", at: index)
        case UInt8(ascii: "d"):
            return bytes.has("div", at: index) || bytes.has("dl", at: index) || bytes.has("dd", at: index)
                || bytes.has("dt", at: index) || bytes.has("details", at: index)
        case UInt8(ascii: "f"):
            return bytes.has("form", at: index) || bytes.has("fieldset", at: index) || bytes.has("footer", at: index)
                || bytes.has("figure", at: index) || bytes.has("figcaption", at: index)
        case UInt8(ascii: "h"):
            guard index + 1 < bytes.count else { return false }
            let next = bytes[index + 1]
            return next >= UInt8(ascii: "1") && next <= UInt8(ascii: "6") || next == UInt8(ascii: "r")
                || bytes.has("hgroup", at: index) || bytes.has("header", at: index)
        case UInt8(ascii: "l"): return bytes.has("li", at: index) || bytes.has("legend", at: index)
        case UInt8(ascii: "m"):
            return bytes.has("map", at: index) || bytes.has("math", at: index) || bytes.has("menu", at: index)
        case UInt8(ascii: "n"): return bytes.has("nav", at: index)
        case UInt8(ascii: "o"): return bytes.has("ol", at: index)
        case UInt8(ascii: "s"):
            return bytes.has("style", at: index) || bytes.has("section", at: index) || bytes.has("summary", at: index)
        case UInt8(ascii: "t"):
            return bytes.has("tr", at: index) || bytes.has("td", at: index) || bytes.has("th", at: index)
                || bytes.has("table", at: index) || bytes.has("tbody", at: index) || bytes.has("tfoot", at: index)
        case UInt8(ascii: "u"): return bytes.has("ul", at: index)
        default: return false
        }
    }

    /// Whether `<` or `</` at `index` is followed by the beginning of a block's name.
    @inline(__always)
    static func startsTag(in bytes: Span<UInt8>, at index: Int) -> Bool {
        let isClosing = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/")
        return startsName(in: bytes, at: index + (isClosing ? 2 : 1))
    }

    private static func isName(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        switch range.count {
        case 1: return bytes.has("p", at: start)
        case 2:
            switch bytes[start] {
            case UInt8(ascii: "h"): return bytes.has("hr", at: start) || bytes[start + 1].isDigit
            case UInt8(ascii: "t"):
                return bytes.has("tr", at: start) || bytes.has("td", at: start) || bytes.has("th", at: start)
            case UInt8(ascii: "d"):
                return bytes.has("dl", at: start) || bytes.has("dd", at: start) || bytes.has("dt", at: start)
            default: return bytes.has("ul", at: start) || bytes.has("ol", at: start) || bytes.has("li", at: start)
            }
        case 3:
            return bytes.has("div", at: start) || bytes.has("pre", at: start) || bytes.has("col", at: start)
                || bytes.has("map", at: start) || bytes.has("nav", at: start)
        case 4:
            return bytes.has("form", at: start) || bytes.has("area", at: start) || bytes.has("math", at: start)
                || bytes.has("menu", at: start)
        case 5:
            return bytes.has("table", at: start) || bytes.has("thead", at: start) || bytes.has("tfoot", at: start)
                || bytes.has("tbody", at: start) || bytes.has("style", at: start) || bytes.has("aside", at: start)
        case 6:
            return bytes.has("legend", at: start) || bytes.has("hgroup", at: start) || bytes.has("header", at: start)
                || bytes.has("footer", at: start) || bytes.has("figure", at: start)
        case 7:
            return bytes.has("caption", at: start) || bytes.has("address", at: start)
                || bytes.has("section", at: start) || bytes.has("article", at: start)
                || bytes.has("details", at: start) || bytes.has("summary", at: start)
        case 8: return bytes.has("colgroup", at: start) || bytes.has("fieldset", at: start)
        case 10: return bytes.has("blockquote", at: start) || bytes.has("figcaption", at: start)
        default: return false
        }
    }
}
