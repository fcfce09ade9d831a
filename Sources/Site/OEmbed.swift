import Content
import Storage

/// What another site shows where somebody puts an article's address into it (https://oembed.com).
///
/// The type is `link`. WordPress makes a link with the headline of it, and would throw a `rich` answer away: of a site that it
/// does not know it shows a frame or nothing (`wp_filter_oembed_result` in wp-includes/embed.php), and no page of ours may stand
/// in a frame.
struct OEmbed {
    private let frame: Frame
    private var library: Library { frame.library }
    private var publication: Publication { frame.publication }

    init(frame: Frame) { self.frame = frame }

    /// The address that says this about an article, for the head of its page.
    static func address(of path: String, in publication: Publication) -> String {
        let article = publication.url(PercentEncoding.encoded(path))
        return publication.url(publication.home) + "oembed?url=" + PercentEncoding.formValue(article) + "&format=json"
    }

    func page(_ parameters: [(name: String, value: String)]) throws -> RenderedPage {
        func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
        let format = value("format") ?? "json"
        guard format == "json" || format == "xml" else { return refusal(501, "There is JSON and XML here.") }
        guard let article = try value("url").flatMap(article) else {
            return refusal(404, frame.words.text("nothingHere"))
        }
        let members = try members(
            of: article, width: min(value("maxwidth").flatMap { Int($0) } ?? .max, OEmbed.usualWidth),
            height: value("maxheight").flatMap { Int($0) } ?? .max)
        if format == "json" {
            return page(200, "application/json; charset=utf-8", JSONValue.object(members).bytes)
        }
        var xml = XMLText()
        xml.raw("<oembed>\n")
        for (name, value) in members {
            switch value {
            case .text(let text): xml.element(name, text)
            case .number(let number): xml.element(name, String(number))
            default: continue
            }
        }
        xml.raw("</oembed>\n")
        return page(200, "text/xml; charset=utf-8", xml.bytes)
    }

    /// What a thumbnail is where nobody says: more is for nothing.
    private static let usualWidth = 1280

    private func members(of article: ArticleView, width: Int, height: Int) throws -> [(name: String, value: JSONValue)] {
        let byline = try library.bylines(of: [article.id])[article.id] ?? []
        let picture = article.thumbnail(within: width, height, of: publication)
        let value: JSONValue = [
            "version": "1.0", "type": "link", "title": .text(article.headline.text),
            "author_name": .filled(frame.words.list(byline.map(\.name))),
            "author_url": byline.first.map { .text(publication.url(PercentEncoding.encoded($0.path))) },
            "provider_name": .text(publication.name), "provider_url": .text(publication.url(publication.home)),
            "thumbnail_url": picture.map { .text(publication.url(PercentEncoding.encoded($0.path))) },
            "thumbnail_width": picture.map { .number(Int64($0.width)) },
            "thumbnail_height": picture.map { .number(Int64($0.height)) },
        ]
        guard case .object(let members) = value else { return [] }
        return members
    }

    // MARK: - Which article is meant

    /// The published article at an address of this magazine's, by any of its addresses.
    private func article(at address: String) throws -> ArticleView? {
        guard isOwn(address), let permalink = Permalink(url: address) else { return nil }
        let path = permalink.path
        // The second page of an article is that article.
        let spellings =
            [permalink.text, path, path.hasSuffix("/") ? String(path.dropLast()) : path + "/"]
            + [BodyPages.number(in: path)?.base].compactMap { $0 }
        for spelling in spellings where !spelling.isEmpty {
            var destination = try library.destination(at: Permalink.key(of: spelling))
            // No chain of redirects is ever stored.
            if case .redirect(let location) = destination {
                destination = try library.destination(at: Permalink.key(of: location))
            }
            if case .article(let id) = destination { return try library.article(id) }
        }
        return nil
    }

    /// Whether scheme and host are the magazine's; `http:` is what old links have.
    private func isOwn(_ address: String) -> Bool {
        func host(_ text: String) -> String? {
            let parts = text.lowercased().split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count >= 3, parts[0] == "https:" || parts[0] == "http:", parts[1].isEmpty else { return nil }
            return String(parts[2].prefix { $0 != "?" && $0 != "#" })
        }
        return host(address) != nil && host(address) == host(publication.origin)
    }

    private func refusal(_ status: Int, _ sentence: String) -> RenderedPage {
        page(status, "text/plain; charset=utf-8", Array((sentence + "\n").utf8))
    }

    private func page(_ status: Int, _ mediaType: String, _ bytes: [UInt8]) -> RenderedPage {
        var page = RenderedPage(status: status, mediaType: mediaType, bytes: bytes, dependencies: library.dependencies)
        // As many as there are addresses that somebody types.
        page.mayBeKept = false
        return page
    }
}

extension ArticleView {
    /// The largest form of its picture that fits, else the card that is drawn for it.
    fileprivate func thumbnail(within width: Int, _ height: Int, of publication: Publication) -> (
        path: String, width: Int, height: Int
    )? {
        if let image = picture?.image {
            return PictureForms(image, in: .lead, home: publication.home).largest(within: width, height)
        }
        guard width >= RenditionKey.cardWidth, height >= RenditionKey.cardHeight else { return nil }
        return DrawnCard(of: self, in: publication).map {
            let card = SharingPicture($0, home: publication.home)
            return (card.path, card.width, card.height)
        }
    }
}
