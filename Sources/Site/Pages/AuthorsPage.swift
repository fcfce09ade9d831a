import Content
import Storage

/// Everybody who has written something here, by the letters of their names.
struct AuthorsPage {
    let frame: Frame

    func page() throws -> RenderedPage {
        let contributors = try frame.library.contributors()
        let heading = frame.words.text("authors")
        var head = Frame.Head(heading: heading, title: heading)
        head.canonical = AuthorsPage.path(home: frame.publication.home)
        let letters = NameIndex.letters(of: contributors, in: frame.publication.language, name: \.name)
        return try frame.render(
            "authors", head,
            [
                "authors": .object([
                    "heading": .text(heading), "count": .text(frame.words.text("authorCount", count: contributors.count)),
                    "letters": .list(letters.enumerated().map(letter)),
                ])
            ])
    }

    static func path(home: String) -> String { home + "authors/" }

    private func letter(_ index: Int, _ letter: NameIndex.Letter<Contributor>) -> TemplateValue {
        .object([
            "letter": .text(letter.letter), "anchor": .text("letter-\(index + 1)"),
            "names": .list(
                letter.entries.map { author in
                    .object([
                        "name": .text(author.name), "path": .text(author.path),
                        "count": .text(frame.words.text("articles", count: Int(clamping: author.articles))),
                    ])
                }),
        ])
    }
}
