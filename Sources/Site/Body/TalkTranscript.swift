import Content

/// The transcript of a talk, folded up: what stands in its body below a heading that says so, up to the next heading that is no
/// lower.
///
/// Nobody has to scroll past an hour of speech to get at the comments, and whoever wants it opens it without a script. It relies on
/// stored markup being canonical: each element that is not void has its end tag.
struct TalkTranscript {
    /// What such a heading says, in the magazine's language.
    let word: String

    func shown(_ body: HTML) -> HTML {
        let source = Array(body.markup.utf8)
        guard let heading = heading(in: source) else { return body }
        let text = HTML(stored: String(decoding: source[heading.text], as: UTF8.self)).text
        var output = Array(source[..<heading.start])
        output += "<details class=\"transcript\"><summary>\(HTML(escaping: text).markup)</summary>".utf8
        output += source[heading.text.upperBound...].dropFirst("</h2>".utf8.count).prefix(
            heading.end - heading.text.upperBound - "</h2>".utf8.count)
        output += "</details>".utf8
        output += source[heading.end...]
        return HTML(stored: String(decoding: output, as: UTF8.self))
    }

    private struct Heading {
        var start: Int
        var level: UInt8
        /// Its content.
        var text: Range<Int>
        /// Where what belongs to it ends.
        var end: Int
    }

    /// The first heading that says so and stands in no other element.
    private func heading(in source: [UInt8]) -> Heading? {
        var found: Heading?
        var open: (start: Int, level: UInt8, text: Int)?
        var depth = 0
        var index = 0
        while let start = source[index...].firstIndex(of: UInt8(ascii: "<")) {
            let end = source[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? source.count
            let tag = source[(start + 1)..<end]
            let name = tag.prefix { $0 != 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") || $0 == tag.first }
            index = end
            if name.first == UInt8(ascii: "/") {
                depth = max(0, depth - 1)
                if depth == 0, let heading = open {
                    open = nil
                    if found == nil, says(source[heading.text..<start]) {
                        found = Heading(start: heading.start, level: heading.level, text: heading.text..<start, end: source.count)
                    }
                }
                continue
            }
            if depth == 0, let level = level(name) {
                if let heading = found, level <= heading.level {
                    found?.end = start
                    return found
                }
                open = (start, level, end)
            }
            if !TalkTranscript.void.contains(String(decoding: name, as: UTF8.self)) { depth += 1 }
        }
        return found
    }

    private static let void: Set<String> = ["br", "col", "hr", "img", "source", "track", "wbr"]

    private func level(_ name: ArraySlice<UInt8>) -> UInt8? {
        guard name.count == 2, name.first == UInt8(ascii: "h"), let digit = name.last, (0x31...0x36).contains(digit) else {
            return nil
        }
        return digit
    }

    private func says(_ markup: ArraySlice<UInt8>) -> Bool {
        guard markup.count <= 200 else { return false }
        let text = HTML(stored: String(decoding: markup, as: UTF8.self)).text.lowercased()
        return !text.isEmpty && (text == word.lowercased() || text == "transcript")
    }
}
