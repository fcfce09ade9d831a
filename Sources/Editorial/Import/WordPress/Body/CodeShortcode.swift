/// A sample of code in a highlighter's shortcode: `[sourcecode language="php"]…[/sourcecode]`, `[php]…[/php]` (SyntaxHighlighter
/// Evolved), `[cc lang="php"]`, `[ccnLe_php]` (CodeColorer), `[code]`, `[crayon]`, `[highlight]`, `[prism]`.
struct CodeShortcode {
    /// From the bracket that opens it to the one that closes it.
    let range: Range<Int>
    /// `<pre><code class="language-php">…</code></pre>`
    let markup: [UInt8]

    /// Reads the one at a `[`; nil where there is none, where nothing closes it, and for `[[code]…]`.
    init?(in bytes: Span<UInt8>, at index: Int, _ ends: inout ShortcodeEnds) {
        let endOfName = bytes.endOfName(from: index + 1)
        guard endOfName > index + 1, endOfName - index < 40, endOfName < bytes.count,
            bytes[endOfName] == UInt8(ascii: "]") || bytes[endOfName].isSpace,
            index == 0 || bytes[index - 1] != UInt8(ascii: "[")
        else { return nil }
        let name = bytes.text(index + 1..<endOfName)
        guard let fixed = Self.language(of: name) else { return nil }
        let closing = bytes.index(of: UInt8(ascii: "]"), from: endOfName)
        guard closing < bytes.count, closing - endOfName < 2000, let end = ends.end(of: name, in: bytes, from: closing + 1) else {
            return nil
        }
        let attributes = ShortcodeAttributes(in: bytes, endOfName..<closing)
        func value(_ names: String...) -> String? {
            attributes.named.first { attribute in names.contains(attribute.name) }?.value
        }
        range = index..<end + name.utf8.count + 3
        var language = value("language", "lang") ?? fixed
        if language.isEmpty, let word = attributes.positional.first { language = word }
        let first = AttributeText.leadingInteger(value("firstline", "first_line", "start-line") ?? "") ?? 1
        let marked = Self.lines(value("highlight", "mark", "highlight_lines") ?? "", from: first)
        let code = Self.text(bytes, closing + 1..<end)
        let className = AttributeText.className(language.lowercased())
        let opening = className.isEmpty ? "<pre><code>" : "<pre><code class=\"language-\(className)\">"
        markup = Array(opening.utf8) + Self.marking(code, marked) + Array("</code></pre>".utf8)
    }

    /// The language that a name stands for, "" where it names none; nil for what is no highlighter's.
    static func language(of name: String) -> String? {
        let name = name.lowercased()
        if ["code", "sourcecode", "source", "crayon", "highlight", "prism", "codeblock", "codesnippet"].contains(name) {
            return ""
        }
        if languages.contains(name) { return name }
        guard name.hasPrefix("cc") else { return nil }
        // `cc`, then letters for its switches, then `_` and the language.
        let parts = name.dropFirst(2).split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard let switches = parts.first, switches.utf8.count <= 6, switches.utf8.allSatisfy(Self.switches.utf8.contains) else {
            return nil
        }
        return parts.count > 1 ? String(parts[1]) : ""
    }

    private static let switches = "bceghilnoprstwx"

    /// SyntaxHighlighter's own; not `text` and `plain`, which other plugins have for other things.
    private static let languages: Set<String> = [
        "actionscript3", "as3", "bash", "shell", "coldfusion", "cf", "cpp", "csharp", "css", "delphi", "pascal", "diff", "erlang",
        "fsharp", "go", "groovy", "html", "java", "javafx", "javascript", "js", "latex", "matlab", "objc", "perl", "php",
        "powershell", "python", "rails", "ruby", "scala", "sql", "vb", "vbnet", "xhtml", "xml", "xslt", "yaml",
    ]

    /// What stands between the tags as text that is safe to stand in `<code>`.
    ///
    /// Editors write `&lt;` for what is typed, and put `<br />` and `<p>` at its line ends. What has no entity was written as
    /// plain source, and all of it is text.
    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var isEncoded = false
        for index in range where bytes[index] == UInt8(ascii: "&") {
            if bytes.has("&lt;", at: index) || bytes.has("&gt;", at: index) || bytes.has("&amp;", at: index)
                || bytes.has("&quot;", at: index) || bytes.has("&#", at: index)
            {
                isEncoded = true
                break
            }
        }
        var text: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            switch bytes[index] {
            case UInt8(ascii: "<"):
                if isEncoded, let (end, isBreak) = editorsTag(bytes, at: index), end <= range.upperBound {
                    if isBreak, text.last != 0x0A { text.append(0x0A) }
                    index = end
                    if isBreak, bytes.has("\n", at: index) { index += 1 }
                    continue
                }
                text.append("&lt;")
            case UInt8(ascii: ">"): text.append("&gt;")
            case UInt8(ascii: "&") where !isEncoded || !isEntity(bytes, at: index): text.append("&amp;")
            case 0x0D:
                text.append(0x0A)
                if bytes.has("\n", at: index + 1) { index += 1 }
            default: text.append(bytes[index])
            }
            index += 1
        }
        // The lines that part it from its tags.
        while let last = text.last, last.isSpace { text.removeLast() }
        while text.first == 0x0A { text.removeFirst() }
        return text
    }

    /// A tag that an editor put round lines and words, `<br />`, `<p style="…">`, `</a>`; with whether a line ends there. Any other
    /// is what the author typed.
    private static func editorsTag(_ bytes: Span<UInt8>, at index: Int) -> (end: Int, isBreak: Bool)? {
        let isEnd = bytes.has("</", at: index)
        let start = isEnd ? index + 2 : index + 1
        var end = start
        while end < bytes.count, end - start < 8, bytes[end].isLetter || bytes[end].isDigit { end += 1 }
        guard end > start, end < bytes.count,
            bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/") || bytes[end].isSpace
        else { return nil }
        let name = bytes.text(start..<end)
        guard let breaks = editorsTags[name] else { return nil }
        while end < bytes.count, end - start < 2000, bytes[end] != UInt8(ascii: ">"), bytes[end] != UInt8(ascii: "<") { end += 1 }
        guard bytes.has(">", at: end) else { return nil }
        return (end + 1, breaks && (isEnd || name == "br"))
    }

    private static let editorsTags = [
        "br": true, "p": true, "div": true, "pre": false, "code": false, "span": false, "a": false, "ins": false, "strong": false,
        "em": false, "b": false, "i": false, "u": false, "font": false,
    ]

    private static func isEntity(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        var end = index + 1
        if bytes.has("#", at: end) { end += 1 }
        let start = end
        while end < bytes.count, end - start < 10, bytes[end].isLetter || bytes[end].isDigit { end += 1 }
        return end > start && bytes.has(";", at: end)
    }

    /// `3,5-7`, counted from the number of the first line.
    private static func lines(_ list: String, from first: Int) -> Set<Int> {
        var lines: Set<Int> = []
        for part in list.split(whereSeparator: { $0 == "," || $0 == " " }).prefix(200) {
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let low = ends.first, let high = ends.last, low <= high, high - low < 1000 else { continue }
            for line in low...high { lines.insert(line &- first) }
        }
        return lines
    }

    /// The text with `<mark>` round the lines its author pointed at.
    private static func marking(_ text: [UInt8], _ marked: Set<Int>) -> [UInt8] {
        guard !marked.isEmpty else { return text }
        var output: [UInt8] = []
        for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if number > 0 { output.append(0x0A) }
            if marked.contains(number), !line.isEmpty {
                output.append("<mark>")
                output += line
                output.append("</mark>")
            } else {
                output += line
            }
        }
        return output
    }
}
