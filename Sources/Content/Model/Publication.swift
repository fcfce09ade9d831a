/// The magazine's own settings. Each has its name, meaning and check in `Setting.all`.
package struct Publication: Hashable, Sendable {
    package var name = "A new magazine"
    package var tagline = ""
    /// BCP 47, as in `<html lang>`: `en`, `ko-KR`.
    package var language = "en"
    /// Where the magazine lives, without the last slash: `https://magazine.example`, `https://example.org/blog`. Absolute
    /// addresses are made from it and never from what a request says.
    package var baseURL = "http://localhost:8080"
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

    /// What the first page of the front page begins with.
    package enum FrontPage: String, Sendable, CaseIterable {
        /// The newest article, larger than the others.
        case lead
        /// Nothing: cards alone.
        case grid
    }

    package init() {}

    /// The path below which everything lives: empty, or `/blog`.
    package var basePath: String {
        guard let path = Permalink(url: baseURL)?.path, path != "/" else { return "" }
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Scheme and host of `baseURL`, without a path.
    package var origin: String {
        guard let scheme = baseURL.firstRange(of: "://") else { return baseURL }
        let rest = baseURL[scheme.upperBound...]
        return String(baseURL[..<(rest.firstIndex(of: "/") ?? rest.endIndex)])
    }

    /// The front page's path.
    package var home: String { basePath + "/" }

    /// An absolute address for a path of this magazine.
    package func url(_ path: String) -> String { origin + path }

    package var isRightToLeft: Bool { Publication.isRightToLeft(language) }

    /// Whether a language is written from right to left.
    package static func isRightToLeft(_ language: String) -> Bool { LanguageTag(language)?.isRightToLeft ?? false }
}
