import Content
import Storage

/// What is said beside the links of a body that lead to the magazine's own files: `Report (PDF, 2.4 MB)`.
///
/// Where the words of a link say it already, or the bracket after them, it is not said again; of two links in a row to one file,
/// as WordPress writes a file with a button, the first says it.
struct BodyFiles {
    let library: Library
    let words: Words

    func shown(_ body: HTML) throws -> HTML {
        let source = Array(body.markup.utf8)
        let links = LinkTag.all(in: source).compactMap { link in link.path.flatMap { BodyFiles.isFile($0) ? (link, $0) : nil } }
        guard !links.isEmpty else { return body }
        var wanted: [String] = []
        for (_, path) in links where !wanted.contains(path) { wanted.append(path) }
        let found = try library.uploads(at: wanted)
        var markup: [UInt8] = []
        var end = 0
        var last: (path: String, end: Int)?
        for (link, path) in links {
            defer { last = (path, link.range.upperBound) }
            guard let upload = found[path], !upload.mediaType.hasPrefix("image/") else { continue }
            if let last, last.path == path, text(source[last.end..<link.range.lowerBound]).isEmpty { continue }
            let facts = unsaid(FileFacts(upload, words: words), in: said(link, source))
            guard !facts.isEmpty else { continue }
            markup += source[end..<link.content.upperBound]
            markup += " <span class=\"file-facts\">(\(HTML(escaping: facts).markup))</span>".utf8
            end = link.content.upperBound
        }
        guard end > 0 else { return body }
        return HTML(stored: String(decoding: markup + source[end...], as: UTF8.self))
    }

    /// Whether a path may be that of a file, and one that is worth a word: no page, and no picture, which is seen.
    private static func isFile(_ path: String) -> Bool {
        guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: "."), dot > name.startIndex else {
            return false
        }
        let ending = name[name.index(after: dot)...].lowercased()
        return (1...5).contains(ending.utf8.count)
            && !["html", "htm", "php", "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "svg"].contains(ending)
    }

    /// A link's words, and what stands in brackets after it.
    private func said(_ link: LinkTag, _ source: [UInt8]) -> String {
        var said = text(source[link.content])
        let after = text(source[link.range.upperBound...].prefix(200))
        if let first = after.first, "([（［".contains(first) {
            said += " " + after.prefix { !")]）］".contains($0) }
        }
        return said
    }

    private func text(_ markup: ArraySlice<UInt8>) -> String {
        HTML(stored: String(decoding: markup, as: UTF8.self)).text
    }

    /// Of the kind and the size what has not been said.
    private func unsaid(_ facts: FileFacts, in text: String) -> String {
        let parts = BodyFiles.parts(of: text)
        let saysKind = parts.contains(facts.kind.lowercased())
        let units = BodyFiles.units.union(
            ["kilobytes", "megabytes", "gigabytes"].map { words.text($0, ["size": ""]).lowercased().trimmed })
        // `2.4 MB`, `2,4MB`, `2 MB`
        let saysSize = parts.indices.contains { index in
            let number = parts[index].prefix(while: \.isNumber)
            let unit = String(parts[index].dropFirst(number.count))
            return units.contains(unit) && (!number.isEmpty || index > 0 && parts[index - 1].allSatisfy(\.isNumber))
        }
        switch (saysKind || facts.kind.isEmpty, saysSize) {
        case (true, true): return ""
        case (true, false): return facts.size
        case (false, true): return facts.kind
        case (false, false): return facts.text(words)
        }
    }

    private static let units: Set<String> = [
        "byte", "bytes", "kb", "mb", "gb", "kib", "mib", "gib", "ko", "mo", "go", "кб", "мб",
    ]

    /// Runs of letters and digits, in lower case.
    private static func parts(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

extension String {
    fileprivate var trimmed: String { String(split { $0.isWhitespace }.joined(separator: " ")) }
}
