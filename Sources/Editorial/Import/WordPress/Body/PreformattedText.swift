/// The `<pre>` elements of a body while wpautop works on it: taken out at first, put back at the end.
struct PreformattedText {
    private var elements: [Range<Int>] = []
    private var source: [UInt8] = []

    var isEmpty: Bool { elements.isEmpty }

    /// Leaves `<pre wp-pre-tag-0></pre>` and so on where the elements stood.
    ///
    /// An element is what runs from the first `<pre` after the last `</pre>` to the next `</pre>`. A `</pre>` that
    /// closes nothing is dropped, as WordPress drops it.
    mutating func taken(outOf text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var opening = bytes.index(of: "<pre", from: 0)
        guard opening < bytes.count else { return text }
        source = text
        var rewriting = Rewriting()
        var end = bytes.index(of: "</pre>", from: 0)
        while end < bytes.count {
            if opening < rewriting.settled { opening = bytes.index(of: "<pre", from: rewriting.settled) }
            if opening < end {
                rewriting.replace(opening..<end + 6, of: bytes, with: "<pre wp-pre-tag-\(elements.count)></pre>".utf8)
                elements.append(opening..<end + 6)
            } else {
                rewriting.replace(end..<end + 6, of: bytes)
            }
            end = bytes.index(of: "</pre>", from: end + 6)
        }
        return rewriting.finish(bytes) ?? text
    }

    func putBack(into text: [UInt8]) -> [UInt8] {
        guard !elements.isEmpty else { return text }
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: "<pre wp-pre-tag-", from: 0)
        while index < bytes.count {
            var number = 0
            var end = index + 16
            while end < bytes.count, bytes[end].isDigit, number < elements.count {
                number = number * 10 + Int(bytes[end] - UInt8(ascii: "0"))
                end += 1
            }
            if number < elements.count, bytes.has("></pre>", at: end) {
                rewriting.replace(index..<end + 7, of: bytes, with: source[elements[number]])
                index = end + 6
            }
            index = bytes.index(of: "<pre wp-pre-tag-", from: index + 1)
        }
        return rewriting.finish(bytes) ?? text
    }
}
