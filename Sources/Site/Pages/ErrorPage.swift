import Content
import Storage

/// The page that says that there is none, and offers what may have been meant and what is new.
struct ErrorPage {
    let frame: Frame

    /// - Parameters:
    ///   - path: what was asked for.
    ///   - status: 410 where something was once, and was taken away for good.
    func notFound(_ path: String, status: Int = 404) throws -> RenderedPage {
        let latest = try frame.library.listing(.front, page: 1, size: 6).cards
        let nearest = try NearestAddresses.of(path, in: frame.library)
        let heading = frame.words.text("notFound")
        var head = Frame.Head(heading: heading, title: heading)
        head.noindex = true
        return try frame.render(
            "error", head,
            [
                "error": .object([
                    "status": .number(status), "heading": .text(heading),
                    "message": .text(frame.words.text("notFoundText")),
                    "nearest": .list(
                        nearest.map { frame.link(ArticleLink(headline: $0.headline, path: $0.path, language: $0.language)) }),
                    "latest": .list(
                        latest.map { frame.link(ArticleLink(headline: $0.headline, path: $0.path, language: $0.language)) }),
                ])
            ], status: status)
    }
}
