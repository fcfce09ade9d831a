import Content
import Storage

/// What every page has around its content: the publication, the menus, the words, and the way from a context to bytes.
struct Frame {
    let library: Library
    let theme: Theme
    let publication: Publication
    /// The page's own path; nil for one that has none.
    let path: String?
    /// Whether an article without a picture has a card of its own where it is shared.
    let drawsCards: Bool
    /// The words around the content, in the publication's language.
    let words: Words
    /// The same for templates.
    let wordsValue: TemplateValue
    /// Of the publication's language.
    private let ownDirection: TemplateValue

    init(library: Library, theme: Theme, publication: Publication, path: String?, drawsCards: Bool) throws {
        self.library = library
        self.drawsCards = drawsCards
        self.theme = theme
        self.publication = publication
        self.path = path
        let surroundings = theme.vocabulary.surroundings(in: publication.language)
        (words, wordsValue, ownDirection) = (surroundings.words, surroundings.value, .text(surroundings.direction))
    }

    /// What a page says about itself in its head.
    struct Head {
        var heading: String
        /// Empty: the publication's name alone is the title.
        var title: String
        var description = ""
        var canonical: String?
        var language = ""
        var isArticle = false
        /// What is shown where the page is shared; the magazine's own card where it has nothing else.
        var sharing: SharingPicture?
        var published: Timestamp?
        var modified: Timestamp?
        var noindex = false
        /// Which feeds it names: a title and the path of each; nil: the front page's.
        var feeds: (title: String, path: (FeedFormat) -> String)?
        /// The page in each of its languages.
        var alternates = TemplateValue.list([])
        /// The paths of its authors, its main section, its tags: of an article.
        var authors: [String] = []
        var section = ""
        var tags: [String] = []
        /// What it is about.
        var things: [JSONValue] = []
    }

    func render(
        _ template: String, _ head: Head, _ content: [String: TemplateValue], status: Int = 200
    ) throws -> RenderedPage {
        var context = content
        let around = try library.once(.surroundings(publication.url(publication.home))) { try surroundings() }
        context["page"] = page(head, around)
        context["publication"] = around.publication
        context["navigation"] = around.leads.contains(path ?? "") ? navigation(try menu(), isWithin: path) : around.navigation
        context["footer"] = around.footer
        context["style"] = .text(publication.home + "theme/" + theme.style(for: publication.look).name)
        context["words"] = wordsValue
        return RenderedPage(
            status: status, mediaType: "text/html; charset=utf-8", bytes: try theme.render(template, .object(context)),
            lastModified: head.modified ?? head.published, dependencies: library.dependencies)
    }

    // MARK: - Values that several templates share

    func day(_ time: WallClock, at instant: Timestamp?, in words: Words) -> TemplateValue {
        guard let civil = time.civil else { return .null }
        return .object([
            "iso": .text(instant.map { $0.rfc3339 } ?? words.dates.machineDay(civil)), "text": .text(words.dates.day(civil)),
        ])
    }

    /// - Parameter start: when what ends at `time` began: on the same day its end needs no date.
    func dayAndTime(_ time: WallClock, after start: WallClock? = nil, in words: Words) -> TemplateValue {
        guard let civil = time.civil else { return .null }
        let dates = words.dates
        let isSameDay = start?.civil.map { dates.machineDay($0) == dates.machineDay(civil) } ?? false
        return .object([
            "iso": .text(dates.machineTime(civil)),
            "text": .text(isSameDay ? dates.time(civil) : dates.weekdayAndTime(civil)),
        ])
    }

    /// A picture's forms for a place; its `srcset` and `sources` need the template's own `sizes`.
    func picture(_ picture: PictureView?, in place: PictureForms.Place) -> TemplateValue {
        guard let picture else { return .null }
        var value = forms(
            picture.image, file: picture.file, alt: picture.isDecorative ? "" : picture.alt,
            size: (picture.width, picture.height), in: place)
        value["isTall"] = .bool(Frame.isTall(picture))
        value["focus"] = picture.image.map(focus) ?? .null
        return .object(value)
    }

    /// - Parameters:
    ///   - image: nil for a file that was never looked at; then `file` is shown as it is, at the size it is said to have.
    func forms(
        _ image: ImageView?, file: String, alt: String, size: (width: Int64?, height: Int64?), in place: PictureForms.Place
    ) -> [String: TemplateValue] {
        let forms = image.map { PictureForms($0, in: place, home: publication.home) }
        let width = forms?.size.width ?? size.width
        let height = forms?.size.height ?? size.height
        return [
            "src": .text(forms?.source ?? PercentEncoding.encoded(file)), "alt": .text(alt),
            "width": width.map { .number(Int($0)) } ?? .null, "height": height.map { .number(Int($0)) } ?? .null,
            "srcset": forms.map { optional($0.sourceSet) } ?? .null,
            "sources": .list(
                (forms?.better ?? []).map { .object(["type": .text($0.type), "srcset": .text($0.sourceSet)]) }),
            "color": image.map { optional($0.color) } ?? .null,
        ]
    }

    /// The portraits of some authors in their order, by the paths of their files. The names stand beside them: no alt text.
    func portraits(_ files: [String], in place: PictureForms.Place) throws -> [TemplateValue] {
        let paths = files.filter(Frame.isOwn).map(PercentEncoding.decoded)
        let found = paths.isEmpty ? [:] : try library.embeddedImages(at: paths)
        return files.map { file in
            let known = found[PercentEncoding.decoded(file)]
            guard !file.isEmpty, !Frame.isOwn(file) || known?.mediaType.hasPrefix("image/") == true else { return .null }
            let side = Int64(place.usual)
            return .object(forms(known?.image, file: file, alt: "", size: (side, side), in: place))
        }
    }

    private static func isOwn(_ address: String) -> Bool { address.hasPrefix("/") && !address.hasPrefix("//") }

    /// Prose beside the articles, such as a section's: its pictures as in a body.
    func prose(_ html: HTML) throws -> TemplateValue {
        optional(try BodyPictures(library: library, home: publication.home, words: words).shown(html))
    }

    /// Whether a picture would be higher than a window if it were as wide as one: higher than four fifths of its width.
    private static func isTall(_ picture: PictureView) -> Bool {
        guard let width = picture.width, let height = picture.height else { return false }
        return Double(height) * 5 > Double(width) * 4
    }

    /// What a crop keeps in sight, where that is not the middle, as `object-position` has it.
    private func focus(_ image: ImageView) -> TemplateValue {
        guard image.focalX != 500 || image.focalY != 500 else { return .null }
        func percent(_ thousandths: Int64) -> String {
            let value = min(max(Int(clamping: thousandths), 0), 1000)
            return value % 10 == 0 ? "\(value / 10)%" : "\(value / 10).\(value % 10)%"
        }
        return .text("\(percent(image.focalX)) \(percent(image.focalY))")
    }

    func links(_ links: [SectionLink]) -> TemplateValue {
        .list(links.map { .object(["name": .text($0.name), "path": .text($0.path)]) })
    }

    func direction(_ language: String) -> TemplateValue {
        language == publication.language ? ownDirection : .text(Publication.isRightToLeft(language) ? "rtl" : "ltr")
    }

    /// An article's own language, or the publication's.
    func language(_ own: String) -> String { own.isEmpty ? publication.language : own }

    /// An article that a page leads to.
    func link(_ article: ArticleLink) -> TemplateValue {
        .object([
            "headline": .markup(article.headline.markup), "path": .text(article.path),
            "language": .text(language(article.language)),
        ])
    }

    func optional(_ text: String) -> TemplateValue { text.isEmpty ? .null : .text(text) }

    func optional(_ html: HTML) -> TemplateValue { html.markup.isEmpty ? .null : .markup(html.markup) }

    /// The card of one article in a listing.
    func card(_ card: Card, isWide: Bool = false, in place: PictureForms.Place = .card) -> TemplateValue {
        self.card(card, isWide: isWide, in: place, words, around: publication.language)
    }

    /// - Parameter language: what surrounds the card; it says its own only where that is another one.
    func card(
        _ card: Card, isWide: Bool = false, in place: PictureForms.Place = .card, _ words: Words, around language: String
    ) -> TemplateValue {
        let own = self.language(card.language)
        return .object([
            "path": .text(card.path), "headline": .markup(card.headline.markup), "teaser": .text(card.teaser),
            "kind": .text(card.kind.rawValue), "isTalk": .bool(card.kind == .talk), "isEvent": .bool(card.kind == .event),
            "date": day(card.dated, at: card.publishedAt, in: words),
            "section": card.section.map { .object(["name": .text($0.name), "path": .text($0.path)]) } ?? .null,
            "byline": .text(words.list(card.byline)), "picture": picture(card.picture, in: place),
            "duration": optional(card.duration),
            "isLong": .bool(Frame.isLong(card.headline)), "isWide": .bool(isWide),
            "language": own == language ? .null : optional(own), "direction": direction(own),
            "event": card.event.map { .object(["starts": dayAndTime($0.starts, in: words), "place": .text($0.place)]) } ?? .null,
        ])
    }

    /// Whether a headline is set smaller: browsers balance six lines and no more. What is written without spaces counts double.
    static func isLong(_ headline: HTML) -> Bool {
        guard headline.markup.utf8.count > longest else { return false }
        return headline.text.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFEF).contains($1.value) ? 2 : 1) } > longest
    }

    private static let longest = 120

    // MARK: - The frame itself

    private func page(_ head: Head, _ around: Surroundings) -> TemplateValue {
        let language = head.language.isEmpty ? publication.language : head.language
        var value: [String: TemplateValue] = [
            "title": .text(head.title.isEmpty ? publication.name : "\(head.title) – \(publication.name)"),
            "heading": .text(head.heading), "description": .text(Teaser.cut(head.description, words: 40)),
            "canonical": head.canonical.map { .text(publication.url($0)) } ?? .null,
            "language": .text(publication.language), "direction": direction(publication.language),
            "contentLanguage": .text(language), "type": .text(head.isArticle ? "article" : "website"),
            "published": head.published.map { .text($0.rfc3339) } ?? .null,
            "modified": head.modified.map { .text($0.rfc3339) } ?? .null, "noindex": .bool(head.noindex),
            "feeds": .list(feeds(head)),
            "alternates": head.alternates,
            "structuredData": head.things.isEmpty ? .null : .markup(SchemaOrg.block(head.things)),
            "locale": .text(Frame.locale(language)), "section": optional(head.section),
            "authors": .list(head.authors.map { .text(publication.url(PercentEncoding.encoded($0))) }),
            "tags": .list(head.tags.map(TemplateValue.text)), "embed": embed(head),
        ]
        // A page that says there is none is shared by nobody.
        let sharing = head.noindex ? nil : head.sharing ?? around.sharing
        value["image"] = sharing.map { .text(publication.url($0.path)) } ?? .null
        value["imageAlt"] = sharing.map { optional($0.alt) } ?? .null
        value["imageType"] = sharing.map { .text($0.mediaType) } ?? .null
        value["imageWidth"] = sharing.map { .number($0.width) } ?? .null
        value["imageHeight"] = sharing.map { .number($0.height) } ?? .null
        return .object(value)
    }

    /// What another site shows of an article.
    private func embed(_ head: Head) -> TemplateValue {
        guard head.isArticle, let path = head.canonical else { return .null }
        return .text(OEmbed.address(of: path, in: publication))
    }

    /// `en_GB`: a language with its region, as Open Graph writes it. Without a region the language alone.
    static func locale(_ language: String) -> String {
        let parts = language.split { $0 == "-" || $0 == "_" }
        let region = parts.dropFirst().first { $0.utf8.count == 2 || $0.utf8.count == 3 && $0.utf8.allSatisfy { $0 < 0x3A } }
        return [parts.first?.lowercased(), region?.uppercased()].compactMap { $0 }.joined(separator: "_")
    }

    /// A page that is nowhere has no feed.
    private func feeds(_ head: Head) -> [TemplateValue] {
        guard head.canonical != nil || head.feeds != nil else { return [] }
        let (title, path) = head.feeds ?? (publication.name, { $0.path(of: publication.home) })
        return FeedFormat.allCases.map { format in
            .object([
                "title": .text("\(title) (\(format.name))"), "path": .text(path(format)),
                "type": .text(format.mediaType),
            ])
        }
    }

    /// What all pages of a snapshot have around them.
    private struct Surroundings {
        let publication: TemplateValue
        /// For a page to which it does not lead itself.
        let navigation: TemplateValue
        /// Where it leads.
        let leads: Set<String>
        let footer: TemplateValue
        /// The magazine's own card.
        let sharing: SharingPicture
    }

    private func surroundings() throws -> Surroundings {
        let links = try menu()
        return Surroundings(
            publication: try publicationValue(), navigation: navigation(links, isWithin: nil),
            leads: Set(links.flatMap { [$0.link.path] + $0.children.map(\.path) }), footer: try footer(),
            sharing: SharingPicture(DrawnCard(of: publication), home: publication.home))
    }

    private func publicationValue() throws -> TemplateValue {
        let look = publication.look
        let logos = try logos([look.logo, look.logoInTheDark])
        return .object([
            "logo": logos[0], "logoDark": logos[1],
            "imprint": .text(publication.imprint.isEmpty ? "© " + publication.name : publication.imprint),
            "paper": .text(look.paper.isEmpty ? Look.paper : look.paper),
            "paperDark": .text(look.paperInTheDark.isEmpty ? Look.paperInTheDark : look.paperInTheDark),
            "name": .text(publication.name), "tagline": .text(publication.tagline), "language": .text(publication.language),
            "direction": direction(publication.language), "home": .text(publication.home),
            "url": .text(publication.url(publication.home)), "feed": .text(FeedFormat.rss.path(of: publication.home)),
            "search": .text(SearchAddress.path(home: publication.home)),
        ])
    }

    /// The pictures at some paths; nothing where there is none.
    private func logos(_ files: [String]) throws -> [TemplateValue] {
        guard files.contains(where: { !$0.isEmpty }) else { return files.map { _ in .null } }
        let found = try library.embeddedImages(at: files.filter { !$0.isEmpty })
        return files.map { file in
            guard let logo = found[file], logo.mediaType.hasPrefix("image/") else { return .null }
            return .object(
                forms(logo.image, file: file, alt: publication.name, size: (width: nil, height: nil), in: .card))
        }
    }

    /// The menu the publication names, or else its top sections.
    private func menu() throws -> [(link: SectionLink, children: [SectionLink])] {
        let links = publication.menu.isEmpty ? [] : try library.menu(slug: publication.menu)
        guard !links.isEmpty else {
            return try library.topSections(limit: Library.navigationSections).prefix(12).map { ($0, []) }
        }
        let ids = Set(links.map(\.id))
        let top = links.filter { link in link.parentID.map { !ids.contains($0) } ?? true }
        return top.prefix(12).map { link in
            let children = links.filter { $0.parentID == link.id }.prefix(40)
            return (SectionLink(name: link.label, path: link.path), children.map { SectionLink(name: $0.label, path: $0.path) })
        }
    }

    private func navigation(_ links: [(link: SectionLink, children: [SectionLink])], isWithin path: String?) -> TemplateValue {
        func entry(_ link: SectionLink, children: [TemplateValue]) -> TemplateValue {
            .object([
                "label": .text(link.name), "path": .text(link.path), "current": .bool(link.path == path),
                "children": .list(children), "more": .text(words.text("moreOf", ["label": link.name])),
            ])
        }
        return .list(links.map { entry($0.link, children: $0.children.map { entry($0, children: []) }) })
    }

    private func footer() throws -> TemplateValue {
        .object([
            "authors": .text(AuthorsPage.path(home: publication.home)),
            "sections": links(try library.topSections(limit: Library.navigationSections)),
            "pages": .list(
                try library.topPages(limit: Library.navigationPages).map {
                    .object(["title": .text($0.name), "path": .text($0.path)])
                }),
        ])
    }
}
