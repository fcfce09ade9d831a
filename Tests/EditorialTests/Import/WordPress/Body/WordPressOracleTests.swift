import Editorial
import Foundation
import TestSupport
import Testing

/// What a real WordPress made of real exports, beside what we make of them.
@Suite("Bodies of real exports", .enabled(if: WordPressOracle.folder != nil, "needs the exports in ../shared/wxr"))
struct WordPressOracleTests {
    /// The share of posts that must have WordPress's paragraphs and breaks, a little below what is reached.
    ///
    /// What differs are blocks that WordPress fills when a page is asked for: lists of posts, comments, archives.
    private static let floors: [String: Double] = [
        "block64": 0.81, "themeunittest": 0.94, "spotthevuln-en": 0.94, "banyoungkwan-ko": 0.995,
        "small-export": 1, "pelican": 1,
    ]

    @Test(
        "have the paragraphs and breaks of WordPress",
        arguments: [
            ("themeunittest", "theme-test-data/themeunittestdata.wordpress.xml"),
            ("block64", "theme-test-data/64-block-test-data.xml"),
            ("spotthevuln-en", "real/spotthevuln-en.xml"),
            ("banyoungkwan-ko", "real/banyoungkwan-ko.xml"),
            ("small-export", "wordpress-importer/small-export.xml"),
            ("pelican", "pelican/wordpressexport.xml"),
        ])
    func paragraphs(name: String, export: String) throws {
        let bodies = try WordPressOracle.bodies(ofExport: export)
        var compared = 0
        var equal = 0
        var others: [Int64] = []
        for post in try WordPressOracle.posts(name) {
            guard let html = post.html, let content = bodies[post.id] else { continue }
            // A figure or a sample of code in the place of a shortcode that this WordPress did not know.
            if ["[youtube", "[vimeo", "[audio", "[sourcecode", "[cc"].contains(where: content.contains) { continue }
            let own = WordPressBody.plain.html(of: content)
            // A card stands in no paragraph.
            if own.contains("is-provider-") { continue }
            compared += 1
            if structure(own) == structure(html) { equal += 1 } else { others.append(post.id) }
        }
        #expect(compared > 0)
        let floor = try #require(Self.floors[name])
        #expect(Double(equal) >= floor * Double(compared), "\(equal) of \(compared), not \(others)")
    }

    /// The paragraphs and breaks of a text, in order.
    ///
    /// Paragraphs with nothing in them are left out, and those round a figure: the oracle rendered all posts in one
    /// process, where after the first post with blocks wpautop comes after shortcode_unautop
    /// (`_restore_wpautop_hook`), which leaves `<p>` round figures that no page of its own has.
    private func structure(_ html: String) -> [String] {
        let bytes = Array(html.utf8)
        var tags: [String] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<") else {
                if bytes[index] > 0x20, tags.last != "text" { tags.append("text") }
                index += 1
                continue
            }
            let isComment = bytes[index...].starts(with: "<!--".utf8)
            var end = index + 1
            while end < bytes.count, bytes[end] != UInt8(ascii: ">") || isComment && bytes[end - 1] != UInt8(ascii: "-") {
                end += 1
            }
            let name = String(
                decoding: bytes[index..<end].dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }, as: UTF8.self)
            if name == "p" && bytes[end...].starts(with: "><figure".utf8) {
            } else if name == "/p" && String(decoding: bytes[..<index].suffix(9), as: UTF8.self) == "</figure>" {
            } else if ["p", "/p", "br", "br/", "p/"].contains(name) {
                tags.append(name == "br/" ? "br" : name)
                if tags.suffix(2) == ["p", "/p"] { tags.removeLast(2) }
            }
            index = end + 1
        }
        return tags.filter { $0 != "text" }
    }
}

/// The exports and what WordPress rendered of them, beside the repository.
enum WordPressOracle {
    struct Post: Decodable {
        var id: Int64
        var type: String
        var status: String
        var slug: String
        var title: String
        var html: String?
    }

    static let folder = SharedMaterial.folder?.appending(path: "wxr")

    static func posts(_ name: String) throws -> [Post] {
        struct Oracle: Decodable { var posts: [Post] }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", try #require(folder).appending(path: "oracle/\(name).json.gz").path]
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(Oracle.self, from: data).posts
    }

    /// The raw bodies by ID; where an export has an ID twice, WordPress imported the first that is no attachment.
    static func bodies(ofExport path: String) throws -> [Int64: String] {
        let data = try Data(contentsOf: try #require(folder).appending(path: path))
        var bodies: [Int64: String] = [:]
        var start = data.startIndex
        while let opening = data.range(of: Data("<item>".utf8), in: start..<data.endIndex),
            let closing = data.range(of: Data("</item>".utf8), in: opening.upperBound..<data.endIndex)
        {
            let item = data[opening.upperBound..<closing.lowerBound]
            start = closing.upperBound
            let isAttachment = item.range(of: Data("attachment_url>".utf8)) != nil
            guard !isAttachment, let id = Int64(text(of: "wp:post_id", in: item)), bodies[id] == nil else { continue }
            bodies[id] = text(of: "content:encoded", in: item)
        }
        return bodies
    }

    private static func text(of name: String, in item: Data) -> String {
        guard let opening = item.range(of: Data("<\(name)>".utf8)),
            let closing = item.range(of: Data("</\(name)>".utf8), in: opening.upperBound..<item.endIndex)
        else { return "" }
        let text = String(decoding: item[opening.upperBound..<closing.lowerBound], as: UTF8.self)
        return text.replacingOccurrences(of: "]]]]><![CDATA[>", with: "]]>")
            .replacingOccurrences(of: "^<!\\[CDATA\\[|\\]\\]>$", with: "", options: .regularExpression)
    }
}
