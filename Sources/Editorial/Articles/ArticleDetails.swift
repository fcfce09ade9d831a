import Content
private import Foundation
import Storage

/// Everything about one article, for a person or a script.
struct ArticleDetails: Encodable {
    private var id, version, revision: Int64
    private var kind, status, title, titleHTML, slug, standfirst, teaser, language: String
    /// Where it is, or will be when it is published again.
    private var path, url: String?
    /// As printed, in the magazine's own time.
    private var dated: String
    private var publishedAt, modifiedAt: String?
    private var sections, tags, byline: [Name]
    private var picture: LeadPicture?
    private var isSticky, isListed, areCommentsOpen: Bool
    /// How many there are, by status.
    private var comments: [String: Int]
    /// The page above it, and its place among pages.
    private var parent: Int64?
    private var position: Int64
    private var series: String?
    private var part: Int64?
    private var talk: [String: String]?
    private var event: [String: String]?
    private var corrections: [Correction]
    private var enclosures: [String]
    private var originalType, guid, translationKey: String
    /// The addresses that lead to it.
    private var redirects: [String]
    private var sourceFormat, source, body: String

    private struct Name: Encodable {
        var id: Int64
        var slug, name: String
        /// Of a term that is no tag.
        var taxonomy: String?
    }

    private struct LeadPicture: Encodable {
        var file, alt, caption: String
        var isDecorative: Bool
    }

    private struct Correction: Encodable {
        var dated, text: String
    }

    /// - Throws: `NewsroomError.noArticle`.
    init(of id: Int64, _ library: Library, _ publication: Publication) throws {
        guard let stored = try library.storedArticle(id), let version = try library.version(ofArticle: id) else {
            throw NewsroomError.noArticle(String(id))
        }
        let article = stored.article
        (self.id, self.version, revision) = (id, version, stored.revision)
        (kind, status) = (article.kind.rawValue, article.status.rawValue)
        (title, titleHTML) = (article.headline.text, article.headline.markup)
        (slug, standfirst, teaser) = (article.slug, article.standfirst, article.teaser)
        language = article.language.isEmpty ? publication.language : article.language
        path = article.permalink?.text
        url = article.status == .published ? path.map { publication.url($0) } : nil
        dated = article.dated.printed
        (publishedAt, modifiedAt) = (article.publishedAt?.rfc3339, article.modifiedAt?.rfc3339)
        sections = try article.sectionIDs.compactMap { id in
            try library.section(id).map { Name(id: id, slug: $0.slug, name: $0.name) }
        }
        tags = try article.tagIDs.compactMap { id in
            try library.tag(id).map {
                Name(id: id, slug: $0.slug, name: $0.name, taxonomy: $0.taxonomy.isEmpty ? nil : $0.taxonomy)
            }
        }
        byline = try article.authorIDs.compactMap { id in
            try library.author(id).map { Name(id: id, slug: $0.slug, name: $0.name) }
        }
        picture = try article.pictureID.flatMap { try library.picture($0) }.map { picture in
            let caption = article.pictureCaption.markup.isEmpty ? picture.caption : article.pictureCaption
            return LeadPicture(
                file: picture.file, alt: picture.alt, caption: caption.text, isDecorative: picture.isDecorative)
        }
        (isSticky, isListed, areCommentsOpen) = (article.isPinned, article.isListed, article.commentsOpen)
        let all = try library.storedComments(ofArticles: [id])[id] ?? []
        comments = Dictionary(grouping: all, by: \.status.rawValue).mapValues(\.count)
        (parent, position) = (article.parentID, article.position)
        (series, part) = (article.series?.name, article.series?.part)
        talk = article.talk.map { ["media": $0.mediaURL, "duration": $0.duration, "speakers": $0.speakers] }
        event = article.event.map {
            ["starts": $0.starts.printed, "ends": $0.ends?.printed ?? "", "place": $0.place, "address": $0.address]
        }
        corrections = article.corrections.map { Correction(dated: $0.dated.printed, text: $0.text.text) }
        enclosures = article.enclosures.map(\.address)
        (originalType, guid, translationKey) = (article.originalType, article.guid, article.translationKey)
        redirects = try path.flatMap { try library.addresses(leadingTo: [$0])[$0] } ?? []
        (sourceFormat, source, body) = (article.sourceFormat.rawValue, article.source, article.body.markup)
    }

    var json: String {
        get throws { try ArticleList.encoded(self) }
    }

    /// What is empty is left out; the text as it was written stands at the end.
    var text: String {
        func names(_ names: [Name]) -> String { names.map { "\($0.name) (\($0.slug))" }.joined(separator: ", ") }
        let isPublished = status == Article.Status.published.rawValue
        let lines: [(String, String)] = [
            ("title", title), ("number", "\(id), version \(version)"), ("status", status), ("kind", kind), ("slug", slug),
            ("address", isPublished ? url ?? "" : path.map { "\($0), when it is published" } ?? ""),
            ("redirects", redirects.joined(separator: ", ")), ("date", dated),
            ("published", publishedAt ?? ""), ("modified", modifiedAt ?? ""), ("byline", names(byline)),
            ("sections", names(sections)), ("tags", names(tags)), ("language", language), ("standfirst", standfirst),
            ("teaser", teaser == standfirst ? "" : teaser), ("picture", picture?.file ?? ""),
            ("alt text", picture.map { $0.isDecorative ? "none, by decision" : $0.alt.isEmpty ? "missing" : $0.alt } ?? ""),
            ("caption", picture?.caption ?? ""),
            ("series", series.map { "\($0)\(part.map { $0 > 0 ? ", part \($0)" : "" } ?? "")" } ?? ""),
            (
                "talk",
                talk.map { $0.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isEmpty }.joined(separator: ", ") } ?? ""
            ),
            (
                "event",
                event.map {
                    [$0["starts"], $0["ends"], $0["place"], $0["address"]].compactMap(\.self).filter { !$0.isEmpty }.joined(
                        separator: ", ")
                } ?? ""
            ),
            ("sticky", isSticky ? "yes" : ""), ("listed", isPublished && !isListed ? "no" : ""),
            (
                "comments",
                (areCommentsOpen ? "open" : "closed")
                    + comments.sorted { $0.key < $1.key }.map { ", \($0.value) \($0.key)" }.joined()
            ),
            ("page above", parent.map { "article \($0)" } ?? ""), ("old type", originalType), ("feeds call it", guid),
            ("written in", sourceFormat),
        ]
        let width = lines.map(\.0.count).max() ?? 0
        let head = lines.filter { !$0.1.isEmpty }.map { name, value in
            "\(name)\(String(repeating: " ", count: width - name.count + 2))\(LedgerReport.printable(value, most: .max))\n"
        }.joined()
        let told = corrections.map { "correction of \($0.dated.prefix(10)): \(LedgerReport.printable($0.text, most: .max))\n" }
            .joined()
        return head + told + "\n" + ArticleDetails.printable(source) + (source.hasSuffix("\n") ? "" : "\n")
    }

    /// Without what a terminal would act upon; lines stay lines.
    private static func printable(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { LedgerReport.printable(String($0), most: .max) }
            .joined(separator: "\n")
    }
}
