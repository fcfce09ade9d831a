extension ThemeContext {
    /// The page about a file, and the answer 404.
    static let others: [Object] = [
        Object(
            "picture", "in `picture.mustache`",
            [
                .text("heading", "Town along the quay"),
                .textOrNothing(
                    "src", "/images/3fa9c1/1280.jpg", "for sound, film and documents the file itself; nothing where it is missing"
                ),
                .text("alt", "A row of painted wooden houses", "may be empty"),
                .numberOrNothing("width", "1600"),
                .numberOrNothing("height", "1067"),
                .textOrNothing("srcset", "", "as in a card"),
                .list("sources", "as in a card", as: "listing.cards[].picture.sources[]"),
                .textOrNothing("color", "#4a6b7c", "as in a card"),
                .markupOrNothing("caption", "The houses of Strandgata."),
                .textOrNothing("credit", "Mara Lindqvist", "who made it"),
                .markupOrNothing("description", "Taken from the wall."),
                .yesOrNo("isImage"),
                .yesOrNo("isAudio"),
                .yesOrNo("isVideo"),
                .object("file"),
                .objectOrNothing("parent", "the published article it was uploaded to"),
            ]),
        Object(
            "picture.file", "the file",
            [
                .text("path", "/wp-content/uploads/2025/10/timetable.pdf"),
                .text("name", "timetable.pdf"),
                .text("type", "application/pdf", "empty where the file is missing"),
                .textOrNothing("size", "2.3 MB", "nothing for a picture, which readers get made anew in another size"),
                .textOrNothing("facts", "PDF, 2.3 MB", "what people call its type, and its size"),
            ]),
        Object(
            "picture.parent", "the article it was uploaded to",
            [
                .markup("headline", "Once round the harbour"),
                .text("path", "/walks/round-the-harbour/"),
                .text("language", "en", "its own, or the publication's"),
            ]),
        Object(
            "search", "in `search.mustache`",
            [
                .text("heading", "Search: harbour", "`Search` where nothing was asked for"),
                .text("query", "harbour", "what was typed, white space tidied, at most 200 characters; may be empty"),
                .text("path", "/search/", "where the form sends its field `q`"),
                .textOrNothing("label", "3 results for “harbour”", "how many there are; nothing where nothing was asked for"),
                .yesOrNo("isNone", "whether something was asked for and nothing found"),
                .yesOrNo("isCut", "whether more was typed than is looked for: 200 characters, 32 words"),
                .list("results", "the best first, as many as a listing has cards"),
                .objectOrNothing("pagination", "as in a listing"),
            ]),
        Object(
            "search.results[]", "an article or a page that was found", remark: "What a card of a listing has, and the snippet.",
            [
                .text("path", "/walks/round-the-harbour/"),
                .markup("headline", "Once round the <em>harbour</em>", "as in a card"),
                .text("teaser", "Five thousand two hundred steps, eleven stops […]", "as in a card"),
                .markup(
                    "snippet", "… nobody leaves the <mark>harbour</mark> before …",
                    "about thirty words around what was found; the teaser where only a name or a tag was"),
                .text("kind", "article", "or `talk`, `event`, `page`"),
                .yesOrNo("isTalk"),
                .yesOrNo("isEvent"),
                .object("date"),
                .objectOrNothing("section", "the main one"),
                .text("byline", "Marit Lodgaard and Yara Saffan", "may be empty"),
                .objectOrNothing("picture", "as in a card, with its `srcset` and `sources`", as: "listing.cards[].picture"),
                .textOrNothing("duration", "45:10", "of a talk"),
                .objectOrNothing("event", "as in a card", as: "listing.cards[].event"),
                .textOrNothing("language", "ar", "where it is not the publication's"),
                .text("direction", "rtl", "or `ltr`, of the article's language"),
                .yesOrNo("isLong", "as in a card"),
                .yesOrNo("isWide", "always no"),
            ]),
        Object(
            "search.results[].date", "when it was published",
            [
                .text("iso", "2025-10-03T07:00:00Z"),
                .text("text", "3 October 2025"),
            ]),
        Object(
            "search.results[].section", "its main section",
            [
                .text("name", "Town"),
                .text("path", "/category/town/"),
            ]),
        Object(
            "search.pagination", "the other pages",
            [
                .number("number", "2"),
                .number("count", "9"),
                .text("label", "Page 2 of 9"),
                .textOrNothing("newer", "/search/?q=harbour", "path of the page before"),
                .textOrNothing("older", "/search/?q=harbour&page=3", "path of the page after"),
                .list("pages", "as in a listing", as: "listing.pagination.pages[]"),
            ]),
        Object(
            "authors", "in `authors.mustache`",
            [
                .text("heading", "Authors"),
                .text("count", "5 authors"),
                .list(
                    "letters",
                    "in the order of the magazine's language, its own script first; empty where nobody has written anything yet"),
            ]),
        Object(
            "authors.letters[]", "a letter",
            [
                .text("letter", "M", "`ㄱ` of Hangul, a row of Kana, `#` for what begins with no letter"),
                .text("anchor", "letter-3"),
                .list("names"),
            ]),
        Object(
            "authors.letters[].names[]", "an author",
            [
                .text("name", "Marit Lodgaard"),
                .text("path", "/author/marit-lodgaard/"),
                .text("count", "14 articles"),
            ]),
        Object(
            "error", "in `error.mustache`",
            [
                .number("status", "404"),
                .text("heading", "Page not found"),
                .text("message", "There is nothing at this address."),
                .list("nearest", "up to four addresses that are written much like the one asked for, the nearest first"),
                .list("latest", "the six newest articles"),
            ]),
        Object(
            "error.nearest[]", "what answers there",
            [
                .markup("headline", "Fog has a smell", "or the name of a section, a tag, an author"),
                .text("path", "/2025/03/fog-has-a-smell/"),
                .text("language", "en", "its own, or the publication's"),
            ]),
        Object(
            "error.latest[]", "an article",
            [
                .markup("headline", "Fog has a smell"),
                .text("path", "/2025/09/fog-has-a-smell/"),
                .text("language", "en", "its own, or the publication's"),
            ]),
    ]
}
