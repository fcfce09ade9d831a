import Content
import Storage

/// What every magazine says to machines, besides its feeds.
extension Router {
    /// - Parameter rest: the path below the front page's.
    func machines(_ rest: Substring, _ path: String) throws -> Answer? {
        let home = publication.home
        switch rest {
        case "robots.txt": return .page(robots())
        case "humans.txt": return .page(try humans())
        case "sitemap.xml": return .page(try SiteMap(library, publication).page())
        case "sitemap-news.xml": return .page(try NewsSiteMap(library, publication, now: now).page())
        case "events.ics": return .page(try EventCalendar(library, publication).page())
        case "oembed": return .page(try OEmbed(frame: frame(path: nil)).page(parameters))
        // Where WordPress has them, and the plugins that most sites had.
        case "wp-json/oembed/1.0/embed": return .redirect(home + "oembed" + (query.map { "?" + $0 } ?? ""))
        case "news-sitemap.xml": return .redirect(home + "sitemap-news.xml")
        case "feed.json": return .redirect(FeedFormat.json.path(of: home))
        default: break
        }
        if let feed = Router.oldFeed(rest, home) { return .redirect(feed) }
        if rest.hasPrefix("sitemap-"), rest.hasSuffix(".xml") {
            let part = try SiteMap(library, publication).part(String(rest.dropFirst(8).dropLast(4)))
            if let part { return .page(part) }
        }
        if OldSiteMap.contains(rest) { return .redirect(home + "sitemap.xml") }
        if rest.hasSuffix("/calendar.ics") {
            return try EventCalendar(library, publication).page(ofEventAt: String(path.dropLast("calendar.ics".count)))
                .map(Answer.page)
        }
        return nil
    }

    /// `/wp-rss2.php`, at any depth: what a feed was called before WordPress 2.0.
    private static func oldFeed(_ rest: Substring, _ home: String) -> String? {
        switch rest.split(separator: "/").last {
        case "wp-atom.php": FeedFormat.atom.path(of: home)
        case "wp-feed.php", "wp-rdf.php", "wp-rss.php", "wp-rss2.php": FeedFormat.rss.path(of: home)
        case "wp-commentsrss2.php": CommentFeedAddress(.rss, home: home).path
        default: nil
        }
    }

    /// Everything may be read but the results of searches, of which there are as many as there are words.
    private func robots() -> RenderedPage {
        text(
            """
            User-agent: *
            Disallow: \(publication.home)search/

            Sitemap: \(publication.url(publication.home))sitemap.xml
            Sitemap: \(publication.url(publication.home))sitemap-news.xml

            """)
    }

    /// Who makes the magazine (https://humanstxt.org).
    private func humans() throws -> RenderedPage {
        var lines = ["/* TEAM */"]
        for author in try library.authorNames(limit: 500) {
            lines += ["Author: \(author.name)", "Site: \(publication.url(PercentEncoding.encoded(author.path)))", ""]
        }
        lines += ["/* SITE */", "Name: \(publication.name)", "Language: \(publication.language)", "Software: Stet"]
        // A name is one line, whatever is in it.
        let clean = lines.map { line in String(line.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }) }
        return text(clean.joined(separator: "\n") + "\n")
    }

    private func text(_ text: String) -> RenderedPage {
        RenderedPage(
            status: 200, mediaType: "text/plain; charset=utf-8", bytes: Array(text.utf8), dependencies: library.dependencies)
    }
}
