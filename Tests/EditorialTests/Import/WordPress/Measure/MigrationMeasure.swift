import Content
import Editorial
import Foundation
import Storage
import TestSupport

/// What of an export's published items is here again: by address, by text, by word, beside what a real WordPress made of them.
struct MigrationMeasure {
    let export: String
    var addresses = 0
    var answering = 0
    var items: [Item] = []
    /// Addresses that do not answer.
    var lost: [String] = []
    /// Every address that the export implies, as `stet verify` asks for them; not files, which no export holds.
    var implied = 0
    /// Those of them that are lost.
    var lostOfAll: [String] = []

    struct Item {
        var path: String
        /// Of WordPress's text.
        var words: Int
        /// Those that are here letter by letter, in their order.
        var equal: Int
        /// The same, where a mark of the typewriter is its typographic one and the tags of shortcodes that WordPress could not
        /// run are no words.
        var wordsMeant: Int
        var kept: Int
        var isEqual: Bool
        /// Blocks that looked something up when the page was asked for.
        var dynamicBlocks: String

        var missing: Int { wordsMeant - kept }
    }

    static let exports = [
        ("spotthevuln-en", "real/spotthevuln-en.xml"), ("banyoungkwan-ko", "real/banyoungkwan-ko.xml"),
        ("jahanworld", "real/jahanworld.xml"),
        ("themeunittest", "theme-test-data/themeunittestdata.wordpress.xml"),
        ("block64", "theme-test-data/64-block-test-data.xml"), ("pelican", "pelican/wordpressexport.xml"),
        ("small-export", "wordpress-importer/small-export.xml"),
    ]

    init(_ name: String, file: String) async throws {
        export = name
        let magazine = try TemporaryMagazine()
        let path = SharedMaterial.path("wxr/" + file)
        let imported = try await magazine.importing(files: [path])
        // WordPress gave its own numbers and addresses to what had none of its own there; the export's are what readers know.
        let published = try MigrationMeasure.published(in: path)
        // Of one nobody kept what WordPress made: its addresses alone are measured.
        let posts = name == "jahanworld" ? [] : try WordPressOracle.posts(name)
        for item in published {
            guard let permalink = Permalink(url: item.link) else { continue }
            addresses += 1
            let answer = try await magazine.settledPage(permalink.text)
            if answer.status == 200 { answering += 1 } else { lost.append(permalink.text) }
            let post =
                posts.first { $0.id == item.postID && $0.type == item.type && $0.title == item.title }
                ?? posts.first { $0.type == item.type && $0.slug == item.name }
                ?? posts.first { $0.id == item.postID && $0.type == item.type }
            guard let html = post?.html, let body = try MigrationMeasure.body(at: permalink, magazine) else { continue }
            let reason = imported.entries.first { $0.path == permalink.text }?.reason ?? ""
            let blocks = reason.components(separatedBy: "; ").filter { $0.hasPrefix("blocks show") }.joined(separator: "; ")
            items.append(MigrationMeasure.item(permalink.text, html, body, blocks))
        }
        try await verify(magazine)
    }

    private mutating func verify(_ magazine: TemporaryMagazine) async throws {
        struct Report: Decodable { var addresses: [VerifiedAddress] }
        let json = magazine.folder["verified.json"]
        _ = try await magazine.working(.verify(VerifyRequest(json: json)))
        let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(filePath: json)))
        let asked = report.addresses.filter { $0.kind != .file }
        implied = asked.count
        lostOfAll = asked.filter { $0.verdict == .lost }.map(\.address)
    }

    var words: Int { items.reduce(0) { $0 + $1.words } }
    var equalWords: Int { items.reduce(0) { $0 + $1.equal } }
    var equalItems: Int { items.count(where: \.isEqual) }
    /// The items whose words people wrote.
    var written: [Item] { items.filter(\.dynamicBlocks.isEmpty) }
    var wordsMeant: Int { written.reduce(0) { $0 + $1.wordsMeant } }
    var wordsKept: Int { written.reduce(0) { $0 + $1.kept } }

    /// The posts and pages that anybody may read.
    private static func published(in path: String) throws -> [WXRItem] {
        var reader = try WXRReader(file: path)
        var items: [WXRItem] = []
        while let record = try reader.next() {
            guard case .item(let item) = record, item.status == "publish", item.password.isEmpty else { continue }
            if item.type == "post" || item.type == "page" { items.append(item) }
        }
        return items
    }

    private static func body(at permalink: Permalink, _ magazine: TemporaryMagazine) throws -> String? {
        try magazine.store.readWaiting { library in
            guard case .article(let id)? = try library.destination(at: permalink.key) else { return nil }
            return try library.article(id)?.body.markup
        }
    }

    private static func item(_ path: String, _ html: String, _ body: String, _ dynamicBlocks: String) -> Item {
        let (theirs, ours) = (ReadText.words(of: html), ReadText.words(of: body))
        let meant = withoutTags(theirs).map(typewritten)
        let own = ours.map(typewritten)
        return Item(
            path: path, words: theirs.count, equal: common(theirs, ours), wordsMeant: meant.count, kept: common(meant, own),
            isEqual: theirs == ours, dynamicBlocks: dynamicBlocks)
    }

    private static func common(_ theirs: [String], _ ours: [String]) -> Int {
        theirs == ours ? theirs.count : theirs.count - ours.difference(from: theirs).removals.count
    }

    private static let tags = [
        "sourcecode", "cce", "cc", "ccnLe_php", "ccnLe_java", "ccnLe_javascript", "ccnLe_actionscript3", "youtube", "vimeo",
    ]

    /// Without the tags of highlighters and players, which stand in WordPress's text because their plugins are not there; an
    /// address in one stays.
    private static func withoutTags(_ words: [String]) -> [String] {
        var text = words.joined(separator: " ")
        for name in tags {
            text = text.replacing("[/\(name)]", with: " ")
            for opening in ["[\(name) ", "[\(name)]", "[\(name)="] {
                while let start = text.firstRange(of: opening), let end = text[start.lowerBound...].firstIndex(of: "]") {
                    let inner = text[start.lowerBound..<end].split { $0 == " " || $0 == "=" && opening.hasSuffix("=") }
                    let kept = inner.filter { $0.hasPrefix("http") }.joined(separator: " ")
                    text.replaceSubrange(start.lowerBound...end, with: " \(kept) ")
                }
            }
        }
        return text.split(separator: " ").map(String.init)
    }

    private static func typewritten(_ word: String) -> String {
        var text = ""
        for character in word {
            switch character {
            case "“", "”", "„", "«", "»", "″": text += "\""
            case "‘", "’", "‚", "′": text += "'"
            case "–", "—": text += "-"
            case "…": text += "..."
            case "×": text += "x"
            default: text.append(character)
            }
        }
        text = text.replacing("''", with: "\"").replacing("🙂", with: ":)").replacing("🙁", with: ":(")
        while text.contains("--") { text = text.replacing("--", with: "-") }
        return text
    }
}
