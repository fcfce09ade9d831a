@testable import Editorial

/// All records of some bytes, and what stopped the reading.
struct WXRReading: Equatable {
    var records: [WXRRecord] = []
    var notes: [WXRNote] = []
    var error: WXRError?

    init(_ bytes: [UInt8], chunkSize: Int = 262_144) {
        var reader = WXRReader(bytes: bytes, chunkSize: chunkSize)
        do throws(WXRError) {
            while let record = try reader.next() { records.append(record) }
        } catch {
            self.error = error
        }
        notes = reader.notes
    }

    init(_ text: String, chunkSize: Int = 262_144) {
        self.init(Array(text.utf8), chunkSize: chunkSize)
    }

    /// An export with these elements in its channel. They begin on line 4.
    init(channel: String, version: String = "<wp:wxr_version>1.2</wp:wxr_version>", chunkSize: Int = 262_144) {
        self.init(Self.export(channel, version: version), chunkSize: chunkSize)
    }

    /// An export with one item. Its children begin on line 5.
    init(item: String, chunkSize: Int = 262_144) {
        self.init(channel: "<item>\n\(item)\n</item>\n", chunkSize: chunkSize)
    }

    static func export(_ channel: String, version: String = "<wp:wxr_version>1.2</wp:wxr_version>") -> String {
        """
        <?xml version="1.0" encoding="UTF-8" ?>
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" \
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:wp="http://wordpress.org/export/1.2/">
        <channel><title>A magazine</title>\(version)
        \(channel)</channel></rss>

        """
    }

    var site: WXRSite? {
        if case .site(let site)? = records.first { site } else { nil }
    }

    var items: [WXRItem] {
        records.compactMap { if case .item(let item) = $0 { item } else { nil } }
    }

    var broken: [WXRBroken] {
        records.compactMap { if case .broken(let broken) = $0 { broken } else { nil } }
    }

    /// Of the first item: "line 5: lone & in <title> kept".
    var itemNotes: [String] { items.first?.notes.map(\.sentence) ?? [] }

    /// The records as another reader sees them: without lines and notes.
    var plainRecords: [WXRRecord] { records.map(\.plain) }
}

extension WXRRecord {
    var plain: WXRRecord {
        switch self {
        case .site(var site):
            (site.line, site.endLine, site.notes) = (1, 1, [])
            return .site(site)
        case .author(var author):
            (author.line, author.endLine, author.notes) = (0, 0, [])
            return .author(author)
        case .category(var category):
            (category.line, category.endLine, category.notes) = (0, 0, [])
            return .category(category)
        case .tag(var tag):
            (tag.line, tag.endLine, tag.notes) = (0, 0, [])
            return .tag(tag)
        case .term(var term):
            (term.line, term.endLine, term.notes) = (0, 0, [])
            return .term(term)
        case .item(var item):
            (item.line, item.endLine, item.notes) = (0, 0, [])
            for index in item.comments.indices { item.comments[index].line = 0 }
            return .item(item)
        case .own, .broken: return self
        }
    }

    var notes: [WXRNote] {
        switch self {
        case .site(let site): site.notes
        case .author(let author): author.notes
        case .category(let category): category.notes
        case .tag(let tag): tag.notes
        case .term(let term): term.notes
        case .item(let item): item.notes
        case .own: []
        case .broken(let broken): broken.notes
        }
    }
}
