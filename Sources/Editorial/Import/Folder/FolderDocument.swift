/// One article or page: a Markdown file and its front matter, in our words whatever system wrote it.
///
/// Slugs, addresses and e-mail addresses are as they stand in the file. Whoever imports them checks them.
package struct FolderDocument: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case article, talk, event
    }

    package struct Talk: Sendable, Hashable {
        package var mediaURL: String?
        /// In seconds.
        package var duration: Int?
        package var speakers: [String]
    }

    package struct Correction: Sendable, Hashable {
        package var date: FolderDate
        /// Markdown.
        package var text: String
    }

    package struct Event: Sendable, Hashable {
        package var starts: FolderDate
        package var ends: FolderDate?
        package var place: String?
        package var address: String?
    }

    /// The path inside the folder.
    package var file: String
    /// The line of the file on which `body` begins, from 1.
    package var bodyLine: Int
    package var isPage: Bool
    package var kind: Kind
    package var title: String
    package var slug: String
    /// The address that the front matter gives outright, from `/`, or a whole URL.
    package var url: String?
    /// Earlier addresses, from `/` or whole URLs.
    package var aliases: [String]
    package var date: FolderDate?
    /// When it may appear, if that is not `date`: Hugo's `publishDate`.
    package var publishDate: FolderDate?
    package var lastModified: FolderDate?
    package var isDraft: Bool
    package var isFeatured: Bool
    /// Slugs or names, as the front matter has them, in order.
    package var authors: [String]
    /// Slugs or names; the first is the main one.
    package var sections: [String]
    package var tags: [String]
    package var standfirst: String?
    package var picture: String?
    package var pictureAlt: String?
    package var pictureCaption: String?
    package var pictureCredit: String?
    package var language: String?
    /// What it shares with its translations.
    package var translationKey: String?
    package var series: String?
    package var seriesPart: Int?
    package var corrections: [Correction] = []
    package var talk: Talk?
    package var event: Event?
    package var weight: Int?
    /// The slug of the page this page lies below.
    package var parent: String?
    /// Where the files beside the text are served, such as `/articles/harbour/`; nil where the text is not a bundle.
    ///
    /// A relative address in `body` means a file there.
    package var bundle: String?
    /// Markdown.
    package var body: String
}
