import Content
private import Dispatch
import Synchronization

/// An article as the search reads it: the words of its page but for names, and which pictures have words of theirs to add.
struct SearchSource: Sendable {
    let article: Int64
    let revision: Int64
    let dated: WallClock
    let headline: HTML
    /// Standfirst, speakers, place, address.
    let summary: [String]
    /// Alt texts and the caption of the picture above it.
    private(set) var pictures: [String] = []
    /// Paths of pictures that the body gives no words: as they are written, and without a size.
    private(set) var silent: [(path: String, whole: String?)] = []
    /// Paths of files whose words are its words, or would be if they had any.
    private(set) var files: Set<String> = []
    /// The body's words, without the pictures'.
    private(set) var bodyWords = ""
    private let body: HTML

    /// No file is served at a longer path.
    private static let longestFile = 2000
    /// Of one article.
    private static let mostFiles = 200

    /// The articles of some numbers that everybody may read, as `init` reads them.
    static func sql(_ count: Int) -> String {
        """
        SELECT a.id, a.revision, a.headline, a.standfirst, a.dated, r.body, a.picture_caption, p.file, p.alt, p.caption,
            p.is_decorative, u.media_type, t.speakers, v.place, v.address FROM article a
            JOIN revision r ON r.article_id = a.id AND r.number = a.revision
            LEFT JOIN picture p ON p.id = a.picture_id LEFT JOIN upload u ON u.path = p.file
            LEFT JOIN talk t ON t.article_id = a.id LEFT JOIN event v ON v.article_id = a.id
        WHERE a.status = 'published' AND a.path IS NOT NULL AND a.id IN (\(Stretches.marks(count))) ORDER BY a.id
        """
    }

    init(_ row: SQLRow) {
        article = row.int(0)
        revision = row.int(1)
        dated = WallClock(stored: row.int(4))
        headline = HTML(stored: row.text(2))
        summary = [row.text(3), row.text(12), row.text(13), row.text(14)].filter { !$0.isEmpty }
        body = HTML(stored: row.text(5))
        if let file = row.textOrNil(7) {
            files.insert(file)
            // As on its page: a picture whose file is not there has no words either.
            if row.text(11).hasPrefix("image/") {
                let caption = HTML(stored: row.text(6).isEmpty ? row.text(9) : row.text(6)).text
                pictures = [row.bool(10) ? "" : row.text(8), caption].filter { !$0.isEmpty }
            }
        }
    }

    /// The same with their bodies read: the long part of the work, by as many threads as there are cores where there are many.
    static func reading(_ sources: [SearchSource]) -> [SearchSource] {
        guard sources.count >= 8 else { return sources.map { $0.read() } }
        let slots = Mutex(sources)
        DispatchQueue.concurrentPerform(iterations: sources.count) { index in
            let read = sources[index].read()
            slots.withLock { $0[index] = read }
        }
        return slots.withLock { $0 }
    }

    private func read() -> SearchSource {
        var read = self
        read.bodyWords = SearchEntry.words(of: body)
        for image in ImageTag.all(in: body.markup) {
            if let alt = image["alt"], !alt.isEmpty {
                read.pictures.append(HTML(stored: alt).text)
            } else if let path = image.path, path.utf8.count <= SearchSource.longestFile,
                read.silent.count < SearchSource.mostFiles
            {
                read.silent.append((path, ImageTag.withoutSize(path)))
            }
        }
        for (path, whole) in read.silent { read.files.formUnion([path, whole].compactMap { $0 }) }
        read.files = read.files.filter { $0.utf8.count <= SearchSource.longestFile }
        return read
    }

    /// The words of its pictures, once those of the files at `silent` are known.
    func words(ofPictures images: [String: EmbeddedImage]) -> String {
        let found = silent.compactMap { images[$0.path] ?? $0.whole.flatMap { images[$0] } }
        let alts = found.filter { !$0.isDecorative && $0.mediaType.hasPrefix("image/") }.map(\.alt)
        return SearchText.words(of: (pictures + alts).joined(separator: "\n"), atMost: SearchEntry.Limit.pictures)
    }
}
