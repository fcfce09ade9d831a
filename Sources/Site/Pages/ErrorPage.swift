import Content
import Storage

/// The page that says that there is none, and offers the latest ones.
struct ErrorPage {
    let frame: Frame

    func notFound() throws -> RenderedPage {
        let latest = try frame.library.listing(.front, page: 1, size: 6).cards
        let heading = frame.words.text("notFound")
        var head = Frame.Head(heading: heading, title: heading)
        head.noindex = true
        return try frame.render(
            "error", head,
            [
                "error": .object([
                    "status": .number(404), "heading": .text(heading),
                    "message": .text(frame.words.text("notFoundText")),
                    "latest": .list(
                        latest.map { .object(["headline": .markup($0.headline.markup), "path": .text($0.path)]) }),
                ])
            ], status: 404)
    }
}
