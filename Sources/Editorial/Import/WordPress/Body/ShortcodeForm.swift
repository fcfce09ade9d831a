/// What tells a shortcode of a plugin that is not here from brackets that people write.
///
/// WordPress knows the names; an archive outlives its plugins, so the form must decide. `[contact-form-7 id="3"]`, `[x /]`,
/// `[tabs]…[/tabs]`, `[map https://…]` are shortcodes, and so is `[my_plugin]` alone in its paragraph. `[…]`, `[sic]`, `[1]`,
/// `[Name of person]`, `$row[id]` are text.
enum ShortcodeForm {
    static func isShortcode(_ tag: ShortcodeBrackets.Tag, in bytes: Span<UInt8>) -> Bool {
        let start = tag.inner.lowerBound + 1
        let endOfName = tag.attributes.lowerBound
        guard bytes[start].isLetter, endOfName < bytes.count else { return false }
        let next = bytes[endOfName]
        guard next == UInt8(ascii: "]") || next == UInt8(ascii: "/") || next == UInt8(ascii: "=") || next.isSpace else {
            return false
        }
        if tag.content != nil { return true }
        let isLong = endOfName - start > 1
        if tag.isSelfClosing { return isLong }
        if next == UInt8(ascii: "=") { return isLong && !isAttached(bytes, tag.inner.lowerBound) }
        if hasAttribute(in: bytes, tag.attributes) { return !isAttached(bytes, tag.inner.lowerBound) || next.isSpace && isLong }
        if hasAddress(in: bytes, tag.attributes) { return true }
        return next == UInt8(ascii: "]") && isCompound(tag.name) && isAlone(tag.range, in: bytes)
    }

    /// The name and the end of `[/name]`.
    static func endTag(in bytes: Span<UInt8>, at index: Int) -> (name: String, end: Int)? {
        guard bytes.has("[/", at: index) else { return nil }
        let end = bytes.endOfName(from: index + 2)
        guard end > index + 2, end - index < 100, bytes[index + 2].isLetter, bytes.has("]", at: end) else { return nil }
        return (bytes.text(index + 2..<end), end + 1)
    }

    /// Whether a `=` follows a name in what stands between a shortcode's name and its `]`, or that name itself.
    static func hasAttribute(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        // Not by a search for `=`, which would run on to the end of the text for each of many brackets.
        for index in range where bytes[index] == UInt8(ascii: "=") {
            let name = bytes.startOfSpace(before: index, limit: range.lowerBound)
            if name > 0, bytes[name - 1].isNameByte { return true }
        }
        return false
    }

    private static func hasAddress(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = bytes.endOfSpace(from: range.lowerBound)
        return start < range.upperBound && (bytes.has("http://", at: start) || bytes.has("https://", at: start))
    }

    /// `$row[id=…]` is code.
    private static func isAttached(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = bytes[index - 1]
        return before.isNameByte || before == UInt8(ascii: "$") || before == UInt8(ascii: "]") || before == UInt8(ascii: ")")
    }

    private static func isCompound(_ name: String) -> Bool {
        guard name.utf8.count > 3, let last = name.utf8.last, last.isLetter || last.isDigit else { return false }
        return name.utf8.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    /// Whether a paragraph holds nothing else: a line of several is a list of something.
    private static func isAlone(_ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        let start = bytes.startOfSpace(before: range.lowerBound)
        let end = bytes.endOfSpace(from: range.upperBound)
        var opening = start - 1
        while opening > 0, start - opening < 400, bytes[opening] != UInt8(ascii: "<") { opening -= 1 }
        let follows = start == 0 || bytes[start - 1] == UInt8(ascii: ">") && !bytes.has("<br", at: max(opening, 0))
        return follows && (end >= bytes.count || bytes[end] == UInt8(ascii: "<") && !bytes.has("<br", at: end))
    }
}
