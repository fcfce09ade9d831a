extension ThemeContext {
    /// Listings: the front page, a section, a tag, an author, a stretch of time.
    static let listing: [Object] = [
        Object(
            "listing", "in `front.mustache` and `listing.mustache`",
            [
                .text("heading", "Town", "the publication's name on the front page; `November 2023` for a month"),
                .markupOrNothing("description", "<p>News from the quay.</p>", "of a section or a tag"),
                .text("kind", "section", "or `front`, `tag`, `author`, `date`"),
                .textOrNothing("count", "14 articles", "all that stand in it, in words; nothing on the front page"),
                .list("parents", "the sections above a section, the year above a month; the topmost first"),
                .objectOrNothing("author", "whose articles these are"),
                .objectOrNothing(
                    "lead",
                    "the newest article, on the first page of a front page that has one (setting `front_page`); it has the names of a card",
                    as: "listing.cards[]"),
                .list(
                    "cards",
                    "newest first, twelve unless the setting `cards_per_page` says otherwise; the lead counts as one and is not among them"
                ),
                .yesOrNo("empty", "whether there are no cards"),
                .objectOrNothing("pagination", "nothing where there is one page only"),
            ]),
        Object(
            "listing.parents[]", "one above",
            [
                .text("name", "Town"),
                .text("path", "/category/town/"),
            ]),
        Object(
            "listing.author", "an author",
            [
                .text("name", "Marit Lodgaard"),
                .markupOrNothing("bio", "<p>Writes about boats.</p>"),
                .objectOrNothing("picture"),
                .textOrNothing("url", "https://marit.example/"),
            ]),
        Object(
            "listing.author.picture", "a portrait",
            remark: "A square around the picture's focal point; a drawing (SVG) as it is.",
            [
                .text("src", "/images/3fa9c1/square-96-500-333.jpg"),
                .text("alt", "", "empty: the name stands beside it"),
                .numberOrNothing("width", "96"),
                .numberOrNothing("height", "96"),
                .textOrNothing(
                    "srcset", "/images/3fa9c1/square-96-500-333.jpg 96w, /images/3fa9c1/square-192-500-333.jpg 192w",
                    "say `sizes` beside it"),
                .list("sources", "the same in better formats, as in a card", as: "listing.cards[].picture.sources[]"),
                .textOrNothing("color", "#4a6b7c", "as in a card"),
            ]),
        Object(
            "listing.cards[]", "one article in a listing",
            [
                .text("path", "/walks/round-the-harbour/"),
                .markup(
                    "headline", "Once round the <em>harbour</em>", "one line; without a headline the first words of the teaser"),
                .text(
                    "teaser", "Five thousand two hundred steps, eleven stops […]",
                    "the standfirst or the body's beginning, cut by the teaser rule"),
                .text("kind", "article", "or `talk`, `event`"),
                .yesOrNo("isTalk"),
                .yesOrNo("isEvent"),
                .object("date"),
                .objectOrNothing("section", "the main one"),
                .text("byline", "Marit Lodgaard and Yara Saffan", "may be empty"),
                .objectOrNothing("picture", "nothing where there is no file for it"),
                .textOrNothing("duration", "45:10", "of a talk"),
                .objectOrNothing("event"),
                .textOrNothing("language", "ar", "where it is not the publication's"),
                .text("direction", "rtl", "or `ltr`, of the article's language"),
                .yesOrNo(
                    "isLong", "whether the headline has more than 120 characters; Chinese, Japanese and Korean ones count double"),
                .yesOrNo(
                    "isWide", "yes for the first card behind a lead, which takes two columns: eleven cards fill twelve cells"),
            ]),
        Object(
            "listing.cards[].date", "when it was published",
            [
                .text("iso", "2025-10-03T07:00:00Z", "for `datetime`; the day alone where the instant is not known"),
                .text("text", "3 October 2025", "in the publication's language"),
            ]),
        Object(
            "listing.cards[].section", "its main section",
            [
                .text("name", "Town"),
                .text("path", "/category/town/"),
            ]),
        Object(
            "listing.cards[].picture", "its picture",
            [
                .text("src", "/pictures/town-along-the-quay.jpg"),
                .text("alt", "A row of painted wooden houses", "may be empty"),
                .numberOrNothing("width", "1600"),
                .numberOrNothing("height", "1067"),
                .textOrNothing(
                    "srcset", "/images/3fa9c1/320.jpg 320w, /images/3fa9c1/640.jpg 640w",
                    "smaller copies in the format of `src`; say `sizes` beside it"),
                .list("sources", "the same in better formats, the best first"),
                .textOrNothing("color", "#4a6b7c", "the colour there is most of, to stand there until the picture is loaded"),
                .yesOrNo("isTall", "whether it is higher than four fifths of its width"),
                .textOrNothing("focus", "50% 20%", "what a crop keeps in sight, for `object-position`; nothing for the middle"),
            ]),
        Object(
            "listing.cards[].picture.sources[]", "smaller copies in a better format",
            [
                .text("type", "image/avif"),
                .text(
                    "srcset", "/images/3fa9c1/320.avif 320w, /images/3fa9c1/640.avif 640w", "for a `<source>` in a `<picture>`"),
            ]),
        Object(
            "listing.cards[].event", "when and where it takes place",
            [
                .object("starts"),
                .text("place", "The music hall", "may be empty"),
            ]),
        Object(
            "listing.cards[].event.starts", "its beginning",
            [
                .text("iso", "2025-06-14T19:30", "local time"),
                .text("text", "Saturday, 14 June 2025, 19:30"),
            ]),
        Object(
            "listing.pagination", "the other pages",
            [
                .number("number", "2", "this page, from 1"),
                .number("count", "9", "all pages"),
                .text("label", "Page 2 of 9"),
                .textOrNothing("newer", "/category/town/", "path of the page before"),
                .textOrNothing("older", "/category/town/page/3/", "path of the page after"),
                .list("pages", "the first, the last, this one and its neighbours, with gaps"),
            ]),
        Object(
            "listing.pagination.pages[]", "a page number, or a gap",
            [
                .number("number", "3"),
                .text("label", "Page 3", "empty for a gap"),
                .textOrNothing("path", "/category/town/page/3/", "nothing for a gap"),
                .yesOrNo("current"),
                .yesOrNo("gap", "whether it stands for pages that are not listed"),
            ]),
    ]
}
