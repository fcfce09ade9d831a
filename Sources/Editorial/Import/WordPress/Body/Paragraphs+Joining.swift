/// The passes that keep wpautop out of elements whose children stand on lines of their own.
extension Paragraphs {
    /// No white space before `<option`, none behind `</option>`.
    static func joinOptions(_ text: [UInt8]) -> [UInt8] {
        rewrite(text) { bytes, index, rewriting in
            if bytes.has("<option", at: index) {
                rewriting.removeSpace(before: index, of: bytes)
                return index + 7
            }
            return bytes.has("</option>", at: index) ? rewriting.removeSpace(from: index + 9, of: bytes) : index + 1
        }
    }

    /// No white space inside the ends of `<object>`, none round `<param>` and `<embed>`.
    static func joinObjects(_ text: [UInt8]) -> [UInt8] {
        var text = rewrite(text) { bytes, index, rewriting in
            guard bytes.has("<object", at: index) else { return index + 1 }
            return rewriting.removeSpace(from: endOfTag(in: bytes, from: index + 7), of: bytes)
        }
        text = rewrite(text) { bytes, index, rewriting in
            if bytes.has("</object>", at: index) { rewriting.removeSpace(before: index, of: bytes) }
            return index + 1
        }
        return rewrite(text) { bytes, index, rewriting in
            let name = bytes.has("</", at: index) ? index + 2 : index + 1
            guard bytes.has("param", at: name) || bytes.has("embed", at: name) else { return index + 1 }
            return removeSpace(roundTagAt: index, endOfName: name + 5, of: bytes, &rewriting)
        }
    }

    /// No white space inside the ends of audio and video, as element or shortcode, none round `<source>`, `<track>`.
    static func joinMedia(_ text: [UInt8]) -> [UInt8] {
        var text = rewrite(text, alsoAtBrackets: true) { bytes, index, rewriting in
            guard bytes.has("audio", at: index + 1) || bytes.has("video", at: index + 1) else { return index + 1 }
            let end = bytes.index(of: UInt8(ascii: ">"), or: UInt8(ascii: "]"), from: index + 6)
            return rewriting.removeSpace(from: min(end + 1, bytes.count), of: bytes)
        }
        text = rewrite(text, alsoAtBrackets: true) { bytes, index, rewriting in
            guard bytes.has("/audio", at: index + 1) || bytes.has("/video", at: index + 1), index + 7 < bytes.count,
                bytes[index + 7] == UInt8(ascii: ">") || bytes[index + 7] == UInt8(ascii: "]")
            else { return index + 1 }
            rewriting.removeSpace(before: index, of: bytes)
            return index + 8
        }
        return rewrite(text) { bytes, index, rewriting in
            let length = bytes.has("<source", at: index) ? 7 : bytes.has("<track", at: index) ? 6 : 0
            guard length > 0 else { return index + 1 }
            return removeSpace(roundTagAt: index, endOfName: index + length, of: bytes, &rewriting)
        }
    }

    /// No white space before `<figcaption>`, none behind `</figcaption>`.
    static func joinFigcaptions(_ text: [UInt8]) -> [UInt8] {
        let text = rewrite(text) { bytes, index, rewriting in
            guard bytes.has("<figcaption", at: index) else { return index + 1 }
            let closing = bytes.index(of: UInt8(ascii: ">"), from: index + 11)
            guard closing < bytes.count else { return bytes.count }
            rewriting.removeSpace(before: index, of: bytes)
            return closing + 1
        }
        return rewrite(text) { bytes, index, rewriting in
            bytes.has("</figcaption>", at: index) ? rewriting.removeSpace(from: index + 13, of: bytes) : index + 1
        }
    }

    private static func removeSpace(
        roundTagAt start: Int, endOfName: Int, of bytes: Span<UInt8>, _ rewriting: inout Rewriting
    ) -> Int {
        let closing = bytes.index(of: UInt8(ascii: ">"), from: endOfName)
        guard closing < bytes.count else { return bytes.count }
        rewriting.removeSpace(before: start, of: bytes)
        return rewriting.removeSpace(from: closing + 1, of: bytes)
    }

    /// The index behind the next `>`, or `count`: without one no tag behind this ends either, and the pass is over.
    private static func endOfTag(in bytes: Span<UInt8>, from start: Int) -> Int {
        min(bytes.index(of: UInt8(ascii: ">"), from: start) + 1, bytes.count)
    }

    /// Calls `visit` at every `<` (and `[`), which answers where to go on, never before the end of what it replaced.
    private static func rewrite(
        _ text: [UInt8], alsoAtBrackets: Bool = false, _ visit: (Span<UInt8>, Int, inout Rewriting) -> Int
    ) -> [UInt8] {
        let bytes = text.span
        let bracket = alsoAtBrackets ? UInt8(ascii: "[") : UInt8(ascii: "<")
        var rewriting = Rewriting()
        var index = bytes.index(of: UInt8(ascii: "<"), or: bracket, from: 0)
        while index < bytes.count {
            let next = visit(bytes, index, &rewriting)
            index = bytes.index(of: UInt8(ascii: "<"), or: bracket, from: next)
        }
        return rewriting.finish(bytes) ?? text
    }
}
