import Content
import Storage
import TestSupport

extension TemporaryMagazine {
    /// One with what a test writes into it, at `https://m.example`.
    convenience init(language: String = "en", timeZone: String = "UTC", writing: (Transaction) throws -> Void) throws {
        try self.init()
        try store.writeWaiting { transaction in
            var publication = Publication()
            publication.name = "The Harbour Post"
            publication.tagline = "Tides & boats"
            publication.baseURL = "https://m.example"
            (publication.language, publication.timeZone) = (language, timeZone)
            try transaction.save(publication)
            try writing(transaction)
        }
    }
}

extension Article {
    /// A published one, dated so many days after the beginning of 2020.
    static func published(_ path: String, _ headline: String = "A headline", day: Int64 = 0, body: String = "<p>Text.</p>")
        -> Article
    {
        var article = Article()
        (article.status, article.isListed) = (.published, true)
        article.permalink = Permalink(path)
        article.headline = HTML(stored: headline)
        article.body = HTML(stored: body)
        article.teaser = article.body.text
        article.dated = WallClock(stored: 1_577_836_800_000 + day * 86_400_000)
        article.publishedAt = Timestamp(stored: 1_577_836_800_000 + day * 86_400_000)
        return article
    }
}

extension Transaction {
    /// A picture of 1600 × 900 pixels, its file and what is known about it.
    func savePicture(_ file: String, alt: String, credit: String = "", caption: String = "") throws -> Int64 {
        let digest = String(file.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) }, radix: 16) + String(repeating: "0", count: 48)
        try save(
            Upload(path: file, digest: digest, size: 1000, mediaType: "image/jpeg", modifiedAt: Timestamp(stored: 0)))
        try save(ImageRecord(digest: digest, format: "jpeg", width: 1600, height: 900, fallback: "jpeg"))
        var picture = Picture()
        (picture.file, picture.alt, picture.credit, picture.caption) = (file, alt, credit, HTML(stored: caption))
        return try save(picture)
    }

    func saveAuthor(_ name: String, slug: String) throws -> Int64 {
        guard let permalink = Permalink("/author/\(slug)/") else { return 0 }
        return try save(Author(slug: slug, name: name, permalink: permalink))
    }

    func saveSection(_ name: String, slug: String, parent: Int64? = nil) throws -> Int64 {
        guard let permalink = Permalink("/category/\(slug)/") else { return 0 }
        return try save(Section(slug: slug, name: name, parentID: parent, permalink: permalink))
    }

    func saveTag(_ name: String, slug: String) throws -> Int64 {
        guard let permalink = Permalink("/tag/\(slug)/") else { return 0 }
        return try save(Tag(slug: slug, name: name, permalink: permalink))
    }
}

/// What no page, feed or script may be broken by: markup, ends of markup, control characters, U+FFFE and U+FFFF, which cannot be
/// written in Swift's own notation.
let hostileText =
    """
    R&D < \u{1}\u{B}\u{1F} ]]> </script><!-- \u{2028}\u{2029} " ' \\ 🐚 \u{202E}مرحبا {{name}} ]]]]><![CDATA[>
    """ + String(decoding: [0xEF, 0xBF, 0xBE, 0xEF, 0xBF, 0xBF], as: UTF8.self)
