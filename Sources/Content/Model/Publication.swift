/// The magazine's own settings. Each has its name, meaning and check in `Setting.all`.
package struct Publication: Hashable, Sendable {
    package var name = "A new magazine"
    package var tagline = ""
    /// BCP 47, as in `<html lang>`: `en`, `ko-KR`.
    package var language = "en"
    /// Where the magazine lives, without the last slash: `https://magazine.example`, `https://example.org/blog`. Absolute
    /// addresses are made from it and never from what a request says.
    package var baseURL = "http://localhost:8080" { didSet { place() } }
    /// IANA name, for what is written from now on: `Europe/Oslo`. What was imported keeps its printed time.
    package var timeZone = "UTC"
    package var cardsPerPage = 12
    package var teaserWords = 35
    /// The slug of the menu in the header; empty: the top sections.
    package var menu = ""
    package var frontPage = FrontPage.lead
    /// Its own colours, faces of type and logo.
    package var look = Look()
    /// What stands at the foot of every page; empty: © and the name.
    package var imprint = ""
    /// Where whoever found a weakness writes to: `mailto:…` or `https://…`; empty: nowhere.
    package var securityContact = ""
    /// Whether an article is held back while a picture of it has neither alt text nor is decorative by decision.
    package var altTextRequired = false
    /// How large a picture may be that comes in: in millions of pixels of one frame, of bytes, in frames.
    package var imageMegapixels = 150
    package var imageMegabytes = 100
    package var imageFrames = 1000

    /// How the addresses of articles were made on the old site, in WordPress's words.
    package var permalinks = "/%year%/%monthnum%/%postname%/" { didSet { readStructure() } }
    /// Below which the old site had its sections and its tags.
    package var sectionBase = Publication.usualSectionBase
    package var tagBase = Publication.usualTagBase
    /// How many articles a page of a listing had on the old site.
    package var oldCardsPerPage = 10
    package var attachmentPages = AttachmentPages.page
    /// The page at which an old site with another front page listed its articles; empty: it had none.
    package var listingPage = ""

    package static let usualSectionBase = "category"
    package static let usualTagBase = "tag"

    /// What answers where WordPress had a page about one file.
    package enum AttachmentPages: String, Sendable, CaseIterable {
        /// A page with its words.
        case page
        /// The file itself.
        case file
        /// The article that it was uploaded to; the file where there is none.
        case article
    }

    /// What the first page of the front page begins with.
    package enum FrontPage: String, Sendable, CaseIterable {
        /// The newest article, larger than the others.
        case lead
        /// Nothing: cards alone.
        case grid
    }

    package init() {}

    // What follows from the settings is worked out when they change: a page asks for it dozens of times.

    /// The path below which everything lives: empty, or `/blog`.
    package private(set) var basePath = ""
    /// Scheme and host of `baseURL`, without a path.
    package private(set) var origin = "http://localhost:8080"
    /// `PermalinkStructure.front` and `datesBase` of the old site.
    private var front = "/"
    private var datesBase = "/"

    private mutating func place() {
        let path = Permalink(url: baseURL)?.path ?? "/"
        basePath = path.hasSuffix("/") ? String(path.dropLast()) : path
        let bytes = baseURL.utf8
        origin = baseURL
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) {
            let host = bytes.index(colon, offsetBy: 3)
            origin = String(baseURL[..<(bytes[host...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex)])
        }
    }

    private mutating func readStructure() {
        let structure = PermalinkStructure(permalinks)
        (front, datesBase) = (structure?.front ?? "/", structure?.datesBase ?? "/")
    }

    /// Below which the old site had its years: `/`, `/blog/`.
    package var datesHome: String { basePath + datesBase }

    /// Below which sections are: `/category/`. What an editor chose stands for itself, as in WordPress (`with_front`).
    package var sectionsHome: String { listingsHome(sectionBase, usual: Publication.usualSectionBase) }

    package var tagsHome: String { listingsHome(tagBase, usual: Publication.usualTagBase) }

    package var authorsHome: String { frontPath + "/author/" }

    /// What stands before the addresses of the old site's listings: empty, or `/blog`, without the last slash.
    package var frontPath: String {
        basePath + (front.hasSuffix("/") ? String(front.dropLast()) : front)
    }

    private func listingsHome(_ base: String, usual: String) -> String {
        basePath + (base == usual ? front : "/") + base + "/"
    }

    /// The front page's path.
    package var home: String { basePath + "/" }

    /// An absolute address for a path of this magazine.
    package func url(_ path: String) -> String { origin + path }

    package var isRightToLeft: Bool { Publication.isRightToLeft(language) }

    /// Whether a language is written from right to left.
    package static func isRightToLeft(_ language: String) -> Bool { LanguageTag(language)?.isRightToLeft ?? false }
}
