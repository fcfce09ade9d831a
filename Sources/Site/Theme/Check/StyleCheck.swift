/// What can be told of a style sheet without knowing what it means: whether its brackets, strings and comments end, and whether
/// it asks for something from elsewhere, which the content security policy refuses.
struct StyleCheck {
    private(set) var faults: [ThemeFault] = []
    private let source: [UInt8]
    private var index = 0
    private var (line, lineStart) = (1, 0)

    init(_ source: [UInt8]) {
        self.source = source
        guard String(validating: source, as: UTF8.self) != nil else {
            faults.append(ThemeFault(file: "style.css", message: "it is not UTF-8 text", isOwn: true))
            return
        }
        var open: [(bracket: UInt8, line: Int, column: Int)] = []
        while index < source.count {
            let byte = source[index]
            switch byte {
            case UInt8(ascii: "/") where starts(with: "/*"): skip(to: "*/", "this comment never ends")
            case UInt8(ascii: "\""), UInt8(ascii: "'"): string(byte)
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "{"): open.append((byte, line, column))
            case UInt8(ascii: "}"):
                if open.popLast() == nil { fault("‘}’ closes nothing") }
            case UInt8(ascii: "\n"): (line, lineStart) = (line + 1, index + 1)
            case UInt8(ascii: "u"), UInt8(ascii: "U"): address()
            default: break
            }
            index += 1
        }
        for bracket in open { fault("‘{’ is never closed", line: bracket.line, column: bracket.column) }
    }

    private var column: Int { index - lineStart + 1 }

    private func starts(with text: String) -> Bool { source[index...].starts(with: text.utf8) }

    private mutating func skip(to end: String, _ message: String) {
        let (startLine, startColumn) = (line, column)
        index += 2
        while index < source.count {
            if starts(with: end) {
                index += end.utf8.count - 1
                return
            }
            if source[index] == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, index + 1) }
            index += 1
        }
        fault(message, line: startLine, column: startColumn)
    }

    private mutating func string(_ quote: UInt8) {
        let start = index
        index += 1
        while index < source.count, source[index] != quote {
            if source[index] == UInt8(ascii: "\n") {
                fault("this string does not end on its line", column: start - lineStart + 1)
                index -= 1
                return
            }
            index += source[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        let text = String(decoding: source[min(start + 1, source.count)..<min(index, source.count)], as: UTF8.self)
        if isImport(before: start) { elsewhere(text, at: start) }
    }

    /// `url(…)`, with quotes or without.
    private mutating func address() {
        guard starts(with: "url(") || starts(with: "URL(") else { return }
        let start = index
        var end = index + 4
        while end < source.count, source[end] != UInt8(ascii: ")"), source[end] != UInt8(ascii: "\n") { end += 1 }
        guard end < source.count, source[end] == UInt8(ascii: ")") else { return fault("this url( never ends") }
        let text = String(decoding: source[(start + 4)..<end], as: UTF8.self)
        elsewhere(text.filter { $0 != "\"" && $0 != "'" && $0 != " " }, at: start)
        index = end
    }

    private func isImport(before start: Int) -> Bool {
        var end = start
        while end > 0, TemplateScanner.isSpace(source[end - 1]) { end -= 1 }
        return source[..<end].suffix(7).elementsEqual("@import".utf8)
    }

    private mutating func elsewhere(_ address: String, at start: Int) {
        let lower = address.lowercased()
        guard lower.hasPrefix("http:") || lower.hasPrefix("https:") || lower.hasPrefix("//") || lower.hasPrefix("data:") else {
            return
        }
        faults.append(
            ThemeFault(
                file: "style.css", line: line, column: start - lineStart + 1,
                message: "‘\(address.prefix(80))’ is not of this site: browsers do not load it here", stopsPages: false))
    }

    /// A sheet with a fault is served all the same: browsers pass over what they do not understand.
    private mutating func fault(_ message: String, line: Int? = nil, column: Int? = nil) {
        faults.append(
            ThemeFault(
                file: "style.css", line: line ?? self.line, column: column ?? self.column, message: message, stopsPages: false))
    }
}
