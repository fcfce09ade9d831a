/// The title that stands in the text, for a file whose front matter has none.
enum FolderTitle {
    /// The first heading of the first level, `# Title` or underlined with `===`, in its Markdown.
    ///
    /// - Returns: the title, the body, and how many lines were taken from its beginning. A heading that begins the body is taken out of it, since the title is shown
    ///   above the body; one further down stays. Nil where there is none.
    static func find(in body: String) -> (title: String, body: String, linesTaken: Int)? {
        var lines = LineScanner(Array(body.utf8))
        var isBeginning = true
        var fence: UInt8?
        var previous: ArraySlice<UInt8> = []
        var startOfPrevious = lines.position
        while true {
            let start = lines.position
            guard let line = lines.next() else { return nil }
            let content = LineScanner.trimmedEnd(line).drop { $0 == UInt8(ascii: " ") }
            let isCode = line.starts(with: "    ".utf8) || line.first == UInt8(ascii: "\t")
            let marker = fenceMarker(of: content)
            if let open = fence {
                if marker == open { fence = nil }
            } else if let marker, !isCode {
                fence = marker
            } else if !isCode, let title = hashTitle(content) {
                return isBeginning
                    ? (title, String(decoding: lines.rest, as: UTF8.self), lines.line - 1) : (title, body, 0)
            } else if !isCode, !previous.isEmpty, !content.isEmpty, content.allSatisfy({ $0 == UInt8(ascii: "=") }) {
                let isFirst = body.utf8.prefix(startOfPrevious).allSatisfy(isBlank)
                let title = String(decoding: previous, as: UTF8.self)
                return isFirst
                    ? (title, String(decoding: lines.rest, as: UTF8.self), lines.line - 1) : (title, body, 0)
            }
            if !content.isEmpty { isBeginning = false }
            previous = fence == nil && marker == nil && !isCode ? content : []
            startOfPrevious = start
        }
    }

    /// `# Title` and `# Title #`; nil where nothing stands between.
    private static func hashTitle(_ line: ArraySlice<UInt8>) -> String? {
        guard line.first == UInt8(ascii: "#"), let second = line.dropFirst().first,
            second == UInt8(ascii: " ") || second == UInt8(ascii: "\t")
        else { return nil }
        var title = line.dropFirst(2)
        var closed = title
        while closed.last == UInt8(ascii: "#") { closed.removeLast() }
        if let last = closed.last, last == UInt8(ascii: " ") { title = closed }
        title = LineScanner.trimmedEnd(title).drop(while: isBlank)
        return title.isEmpty ? nil : String(decoding: title, as: UTF8.self)
    }

    private static func fenceMarker(of line: ArraySlice<UInt8>) -> UInt8? {
        line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8) ? line.first : nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}
