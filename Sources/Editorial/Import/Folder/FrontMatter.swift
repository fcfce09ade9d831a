/// A Markdown file parted into the YAML at its head and the text below.
struct FrontMatter {
    /// A mapping, or null where the file has no front matter.
    let fields: YAMLValue
    let isWritten: Bool
    let body: String
    /// The line that `body` begins on, from 1.
    let bodyLine: Int

    static let maximumSize = 64 << 10
    /// Of the whole file, which the sanitiser's bound is, too.
    static let maximumFileSize = 4 << 20

    /// Front matter stands between a first line `---` and the next `---` or `...`.
    init(_ bytes: [UInt8], file: String) throws(FolderFailure) {
        var lines = LineScanner(bytes)
        guard let text = String(validating: lines.rest, as: UTF8.self) else {
            let invalid = FrontMatter.lineOfInvalidByte(in: lines)
            throw FolderFailure(file: file, line: invalid, reason: "not UTF-8")
        }
        let first = lines.next().map(LineScanner.trimmedEnd) ?? []
        if first.elementsEqual("+++".utf8) {
            throw FolderFailure(
                file: file, line: 1,
                reason: "TOML front matter (+++) is not read; `hugo convert toYAML` makes YAML of it")
        }
        if first.elementsEqual("{".utf8) {
            throw FolderFailure(file: file, line: 1, reason: "JSON front matter is not read, only YAML")
        }
        guard first.elementsEqual("---".utf8) else {
            fields = YAMLValue(content: .null, line: 1)
            isWritten = false
            body = text
            bodyLine = 1
            return
        }
        let start = lines.position
        var end = start
        while let line = lines.next() {
            let trimmed = LineScanner.trimmedEnd(line)
            if trimmed.elementsEqual("---".utf8) || trimmed.elementsEqual("...".utf8) {
                fields = try YAMLReader(file: file, firstLine: 2)
                    .read(String(decoding: bytes[start..<end], as: UTF8.self))
                isWritten = true
                body = String(decoding: lines.rest, as: UTF8.self)
                bodyLine = lines.line
                return
            }
            end = lines.position
            if end - start > FrontMatter.maximumSize {
                throw FolderFailure(file: file, line: 1, reason: "front matter of more than 64 KiB, or without its end")
            }
        }
        throw FolderFailure(file: file, line: 1, reason: "front matter begins with `---` and does not end")
    }

    private static func lineOfInvalidByte(in lines: LineScanner) -> Int {
        var lines = lines
        while true {
            let number = lines.line
            guard let line = lines.next() else { return number }
            if String(validating: line, as: UTF8.self) == nil { return number }
        }
    }
}
