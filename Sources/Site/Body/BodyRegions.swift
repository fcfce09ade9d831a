import Content

/// Makes what is wider than a small window scroll by itself: each table of a body gets a frame, and each block of code with a long
/// line is one. A frame is a named region that the keyboard reaches, so that nobody needs a mouse to read the last column.
///
/// It relies on stored markup being canonical, as all scans in `Content/HTML` do.
struct BodyRegions {
    let words: Words
    /// Among many bodies on a page, as comments are: their frames would all be "Code 1".
    private let isUnnamed: Bool

    private var source: [UInt8] = []
    private var output: [UInt8] = []
    private var index = 0
    /// Up to here the source stands in the output.
    private var copied = 0
    private var tables = 0
    private var codes = 0
    /// Tables that are open; only the outermost is framed.
    private var depth = 0
    /// A frame in a link would be a control in a control.
    private var isInLink = false
    private var isFramed = false

    init(words: Words, isUnnamed: Bool = false) { (self.words, self.isUnnamed) = (words, isUnnamed) }

    func shown(_ body: HTML) -> HTML {
        guard body.markup.holds("<table") || body.markup.holds("<pre") else { return body }
        var pass = self
        pass.source = Array(body.markup.utf8)
        pass.run()
        return HTML(stored: String(decoding: pass.output, as: UTF8.self))
    }

    private mutating func run() {
        output.reserveCapacity(source.count + 1024)
        while let start = source[index...].firstIndex(of: UInt8(ascii: "<")) {
            let end = source[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? source.count
            index = end
            switch name(from: start + 1) {
            case "a": isInLink = true
            case "/a": isInLink = false
            case "table":
                depth += 1
                guard depth == 1, !isInLink else { break }
                isFramed = true
                copy(upTo: start)
                tables += 1
                write("<div class=\"scroll\"\(region(tableLabel(from: end)))>")
            case "/table":
                depth = max(0, depth - 1)
                guard depth == 0, isFramed else { break }
                isFramed = false
                copy(upTo: end)
                write("</div>")
            case "pre" where !isInLink && !isFramed && isWide(from: end):
                let tag = String(decoding: source[start..<end], as: UTF8.self)
                // A verse breaks its lines, and what has a part in the page by its own words keeps it.
                guard !tag.contains("wp-block-verse"), !tag.contains(" role=\""), !tag.contains(" aria-label=\"") else { break }
                codes += 1
                copy(upTo: end - 1)
                write(region(words.text("code", ["number": words.number(codes)])))
            default: break
            }
        }
        copy(upTo: source.count)
    }

    /// The name of a tag, `/table`; longer than any that matter is none of them.
    private func name(from start: Int) -> String {
        String(decoding: source[start...].prefix(7).prefix { $0 != 0x20 && $0 != UInt8(ascii: ">") }, as: UTF8.self)
    }

    private func region(_ label: String) -> String {
        isUnnamed ? " tabindex=\"0\"" : " role=\"region\" aria-label=\"\(HTML.attribute(label))\" tabindex=\"0\""
    }

    /// `Table 2`, and what its caption says.
    private func tableLabel(from start: Int) -> String {
        let number = words.number(tables)
        let opening = Array("<caption".utf8)
        guard source[start...].starts(with: opening) else { return words.text("table", ["number": number]) }
        let closing = Array("</caption>".utf8)
        let rest = source[start...]
        let end = rest.firstRange(of: closing)?.lowerBound ?? rest.endIndex
        let caption = HTML(stored: String(decoding: rest[..<end], as: UTF8.self)).text
        let text = caption.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(120)
        return text.isEmpty
            ? words.text("table", ["number": number]) : words.text("tableOf", ["number": number, "caption": String(text)])
    }

    /// Whether a block of code has a line that a window of 320 pixels cannot show.
    private func isWide(from start: Int) -> Bool {
        var length = 0
        var rest = source[start...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "<"):
                if rest.starts(with: "/pre>".utf8) { return false }
                rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
            case 0x0A: length = 0
            // A character, not the bytes that continue it.
            default: length += byte & 0xC0 == 0x80 ? 0 : 1
            }
            if length > BodyRegions.narrow { return true }
        }
        return false
    }

    private static let narrow = 28

    private mutating func copy(upTo end: Int) {
        output += source[copied..<end]
        copied = end
    }

    private mutating func write(_ text: String) { output += text.utf8 }
}
