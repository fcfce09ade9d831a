/// The passes that make `<br />` of the newlines left inside paragraphs.
extension Paragraphs {
    /// Writes every break as `<br />`, puts one before every newline that has none, and leaves newlines in scripts,
    /// style sheets and SVG alone.
    ///
    /// The white space before such a newline goes: `\s*\n`, greedy, where no `<br />` stands directly before it. Behind
    /// a `<br />` the match starts one byte later, so that `<br />` and a lone newline stay, and `<br /> ` and a newline
    /// get a second break.
    static func insertBreaks(_ text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var raw = RawElements()
        /// The index behind the last `<br />`, whatever its spelling was.
        var endOfBreak = -1
        var index = bytes.index(of: UInt8(ascii: "<"), or: 0x0A, from: 0)
        while index < bytes.count {
            if bytes[index] == 0x0A {
                let start = bytes.startOfSpace(before: index, limit: rewriting.settled)
                let end = bytes.endOfSpace(from: index)
                var last = end - 1
                while bytes[last] != 0x0A { last -= 1 }
                let first = start == endOfBreak ? start + 1 : start
                if first <= last { rewriting.replace(first..<last + 1, of: bytes, with: "<br />\n") }
                index = bytes.index(of: UInt8(ascii: "<"), or: 0x0A, from: end)
                continue
            }
            var next = index + 1
            if bytes.has("<br", at: index) {
                if bytes.has(" />", at: index + 3) {
                    next = index + 6
                } else if bytes.has(">", at: index + 3) || bytes.has("/>", at: index + 3) {
                    next = bytes.has(">", at: index + 3) ? index + 4 : index + 5
                    rewriting.replace(index..<next, of: bytes, with: "<br />")
                }
                if next > index + 1 { endOfBreak = next }
            } else if let end = raw.end(in: bytes, at: index) {
                normalizeBreaks(in: bytes, index..<end, &rewriting)
                next = end
            } else if bytes.has("<WPPreserveNewline />", at: index) {
                // WordPress's own stand-in, which has leaked into stored bodies.
                next = index + 21
                rewriting.replace(index..<next, of: bytes, with: "\n")
            }
            index = bytes.index(of: UInt8(ascii: "<"), or: 0x0A, from: next)
        }
        return rewriting.finish(bytes) ?? text
    }

    /// `<br>` and `<br/>` inside a script become `<br />`, as WordPress has it.
    private static func normalizeBreaks(in bytes: Span<UInt8>, _ range: Range<Int>, _ rewriting: inout Rewriting) {
        var index = bytes.index(of: UInt8(ascii: "<"), from: range.lowerBound)
        while index < range.upperBound {
            if bytes.has("<br>", at: index) { rewriting.replace(index..<index + 4, of: bytes, with: "<br />") }
            if bytes.has("<br/>", at: index) { rewriting.replace(index..<index + 5, of: bytes, with: "<br />") }
            if bytes.has("<WPPreserveNewline />", at: index) {
                rewriting.replace(index..<index + 21, of: bytes, with: "\n")
            }
            index = bytes.index(of: UInt8(ascii: "<"), from: index + 1)
        }
    }

    /// `\s*<br />` behind a block goes.
    static func removeBreaksAfterBlocks(_ text: [UInt8]) -> [UInt8] {
        removeAfterBlocks("<br />", from: text)
    }

    /// `<br />` goes before the tags it would part from their parent.
    static func removeBreaksBeforeBlocks(_ text: [UInt8]) -> [UInt8] {
        let bytes = text.span
        var rewriting = Rewriting()
        var index = bytes.index(of: "<br />", from: 0)
        while index < bytes.count {
            var next = index + 6
            let start = bytes.endOfSpace(from: next)
            if bytes.has("<", at: start), startsSpacedTag(in: bytes, at: start) {
                let end = bytes.index(of: UInt8(ascii: ">"), from: start)
                if end < bytes.count {
                    rewriting.replace(index..<next, of: bytes)
                    next = end + 1
                }
            }
            index = bytes.index(of: "<br />", from: next)
        }
        return rewriting.finish(bytes) ?? text
    }

    /// Whether `</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)` stands at `index`.
    private static func startsSpacedTag(in bytes: Span<UInt8>, at index: Int) -> Bool {
        let name = bytes.has("</", at: index) ? index + 2 : index + 1
        guard name < bytes.count else { return false }
        switch bytes[name] {
        case UInt8(ascii: "p"): return true
        case UInt8(ascii: "d"):
            return bytes.has("div", at: name) || bytes.has("dl", at: name) || bytes.has("dd", at: name)
                || bytes.has("dt", at: name)
        default:
            return bytes.has("li", at: name) || bytes.has("th", at: name) || bytes.has("td", at: name)
                || bytes.has("ul", at: name) || bytes.has("ol", at: name)
        }
    }

    /// Finds `<script…</script>`, `<style…</style>` and `<svg…</svg>`.
    private struct RawElements {
        /// For each, an index at or before which no end tag lies that a later search could still want.
        private var ends = (script: 0, style: 0, svg: 0)

        mutating func end(in bytes: Span<UInt8>, at index: Int) -> Int? {
            guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "s") else { return nil }
            if bytes.has("<script", at: index) { return end(of: "</script>", 7, in: bytes, at: index, &ends.script) }
            if bytes.has("<style", at: index) { return end(of: "</style>", 6, in: bytes, at: index, &ends.style) }
            if bytes.has("<svg", at: index) { return end(of: "</svg>", 4, in: bytes, at: index, &ends.svg) }
            return nil
        }

        private func end(
            of literal: StaticString, _ length: Int, in bytes: Span<UInt8>, at index: Int, _ known: inout Int
        ) -> Int? {
            if known < index + length { known = bytes.index(of: literal, from: index + length) }
            return known < bytes.count ? known + literal.utf8CodeUnitCount : nil
        }
    }
}
