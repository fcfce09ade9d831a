import Content

/// What somebody changes about an article; what is nil or empty stays as it is.
package struct ArticleChanges: Codable, Sendable, Equatable {
    /// Plain text.
    package var title: String?
    package var standfirst: String?
    package var slug: String?
    package var body: Body?
    /// By slug or name; the first is the main one.
    package var sections: [String]?
    package var addedSections: [String] = []
    package var removedSections: [String] = []
    /// By slug or name; one that is not there is made.
    package var tags: [String]?
    package var addedTags: [String] = []
    package var removedTags: [String] = []
    /// The byline, by slug or name.
    package var authors: [String]?
    /// As a person writes it.
    package var date: String?
    /// Empty: the magazine's own.
    package var language: String?
    package var isSticky: Bool?
    package var areCommentsOpen: Bool?
    /// `draft`, `review`, `private`, `trash`: of what is not published.
    package var status: String?
    /// Of the picture above the text.
    package var alt: String?

    package init() {}

    /// The text of an article as it is written.
    package struct Body: Codable, Sendable, Equatable {
        package enum Format: String, Codable, Sendable, CaseIterable { case markdown, html }

        package var text: String
        package var format: Format

        package init(_ text: String, _ format: Format) { (self.text, self.format) = (text, format) }
    }

    /// Whether it says nothing.
    package var isEmpty: Bool { self == ArticleChanges() }
}
