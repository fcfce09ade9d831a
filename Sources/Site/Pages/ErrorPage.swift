import Content
import Storage

/// The page that says that there is none, and offers the latest ones.
struct ErrorPage {
    let frame: Frame

    func notFound() throws -> RenderedPage {
        let latest = try frame.library.listing(.front, page: 1, size: 6).cards
        var head = Frame.Head(heading: "Page not found", title: "Page not found")
        head.noindex = true
        return try frame.render(
            "error", head,
            [
                "error": .object([
                    "status": .number(404), "heading": .text("Page not found"),
                    "message": .text("There is nothing at this address. Perhaps one of the latest articles is what you want."),
                    "latest": .list(
                        latest.map { .object(["headline": .markup($0.headline.markup), "path": .text($0.path)]) }),
                ])
            ], status: 404)
    }
}
