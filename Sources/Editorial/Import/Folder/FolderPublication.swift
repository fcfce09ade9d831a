/// The publication's own settings, as far as the folder says them.
package struct FolderPublication: Sendable, Hashable {
    /// Whose words the settings are in: a permalink pattern means something else in each.
    package enum Origin: Sendable, Hashable {
        /// `publication.yaml`.
        case stet
        /// `hugo.yaml`, `config.yaml` and the like.
        case hugo
        /// `_config.yml`.
        case jekyll
    }

    package var origin: Origin
    package var name: String?
    package var tagline: String?
    package var language: String?
    package var baseURL: String?
    /// A name of the time zone database, such as `Europe/Lisbon`.
    package var timeZone: String?
    package var cardsPerPage: Int?
    package var teaserWords: Int?
    /// As it stands in the file, in the words of `origin`.
    package var permalink: String?
}

extension FolderPublication {
    /// The settings in `fields`, which come from a file that is named as `origin` names it.
    init(_ fields: FolderFields, origin: Origin) throws(FolderFailure) {
        let parameters = try fields.fields("params")
        self.origin = origin
        name = try fields.text("name", "title")
        tagline = try fields.text("tagline", "subtitle", "description")
        if tagline == nil { tagline = try parameters?.text("tagline", "subtitle", "description") }
        language = try fields.text("language", "locale", "languagecode", "lang", "defaultcontentlanguage")
        timeZone = try fields.text("timezone")
        cardsPerPage = try fields.positiveInteger("cardsperpage", "paginate")
        if cardsPerPage == nil { cardsPerPage = try fields.fields("pagination")?.positiveInteger("pagersize") }
        teaserWords = try fields.positiveInteger("teaserwords")
        switch origin {
        case .stet:
            baseURL = try fields.text("baseurl")
            permalink = try fields.text("permalink")
        case .hugo:
            baseURL = try fields.text("baseurl")
            permalink = try FolderPublication.hugoPermalink(fields)
        case .jekyll:
            // Jekyll's `baseurl` is the path below `url`.
            let path = try fields.text("baseurl") ?? ""
            baseURL = try fields.text("url").map { $0 + path }
            permalink = try fields.text("permalink")
        }
    }

    /// Hugo has a pattern per section, since 0.115 below the kind of page: `permalinks.page.posts`.
    private static func hugoPermalink(_ fields: FolderFields) throws(FolderFailure) -> String? {
        guard let patterns = try fields.fields("permalinks") else { return nil }
        let ofPages = patterns["page"]?.isMapping == true ? try patterns.fields("page") : nil
        return try (ofPages ?? patterns).text("articles", "posts", "post", "blog", "news")
    }
}
