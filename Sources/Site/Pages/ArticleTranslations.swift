import Content
import Storage

/// An article in other languages: for readers a line of links, for machines a `hreflang` for each language.
struct ArticleTranslations {
    private let frame: Frame
    private let links: [ArticleLink]
    private let path: String
    private let words: Words

    /// - Parameter words: those that stand around the article.
    init(_ article: ArticleView, _ frame: Frame, _ words: Words) throws {
        (self.frame, self.words) = (frame, words)
        path = article.path
        links = try frame.library.translations(of: article)
    }

    /// The others, each by its language's own name, which is what its readers look for.
    var value: TemplateValue {
        let others = links.filter { $0.path != path }
        let names = others.map { LanguageName.own(of: frame.language($0.language)) }
        return .list(
            zip(others, zip(names, words.joints(names))).map { link, name in
                let language = frame.language(link.language)
                return .object([
                    "joint": .text(name.1), "name": .text(name.0), "path": .text(link.path), "language": .text(language),
                    "direction": frame.direction(language), "headline": .markup(link.headline.markup),
                ])
            })
    }

    /// All of them, this one too, as search engines want it on each
    /// (https://developers.google.com/search/docs/specialty/international/localized-versions); who reads none of their
    /// languages gets the one in the publication's.
    var alternates: TemplateValue {
        let defaults = links.filter { $0.language.isEmpty }.map { ("x-default", $0.path) }
        return .list(
            (links.map { (frame.language($0.language), $0.path) } + defaults).map { language, path in
                .object(["language": .text(language), "address": .text(frame.publication.url(path))])
            })
    }
}
