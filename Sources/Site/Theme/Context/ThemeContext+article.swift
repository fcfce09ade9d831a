extension ThemeContext {
    /// Articles and pages.
    static let article: [Object] = [
        Object(
            "article", "in `article.mustache` and `page.mustache`",
            remark: """
                What is done to a stored body when it is shown:

                - each picture of the magazine's own gets its forms, its size and its alt text;
                - a table stands in `<div class="scroll" role="region" aria-label="Table 1: …" tabindex="0">`, and a `<pre>` with a
                  long line has those attributes itself: what is too wide scrolls there, also by the keyboard, and not the page;
                - a film, a sound or a post of another site is a card, `<figure class="wp-block-embed is-provider-youtube">`, with
                  `<p class="embed">`, a link and, in a closed `<details>`, the player: nothing is asked of the provider before a
                  reader opens it;
                - in a talk, what stands below a heading that says *Transcript* (or the word `transcript` in the magazine's
                  language) is folded up in `<details class="transcript">`, up to the next heading that is no lower.
                """,
            [
                .markup("headline", "Once round the harbour"),
                .yesOrNo("isLong", "as in a card"),
                .text("standfirst", "Allow an hour, or with children two.", "may be empty"),
                .markup(
                    "body", "<p>Begin at the library steps…</p>",
                    "pictures with their forms and sizes (`<span class=\"picture-missing\">` for a file that is missing), `<span class=\"file-facts\">(PDF, 2.3 MB)</span>` after a link to a file of the magazine, tables and long code in frames that scroll, a transcript folded up: see below"
                ),
                .text("language", "ar", "its own, or the publication's"),
                .text("direction", "rtl", "or `ltr`, of that language"),
                .object(
                    "words",
                    "the same words as everywhere, in the article's language where the theme has them in it. Within `{{#article}}` they are what `words` means",
                    as: "words"),
                .list("translations", "the article in other languages; empty where there are none"),
                .yesOrNo("isTalk"),
                .yesOrNo("isEvent"),
                .objectOrNothing("date", "nothing for a page"),
                .objectOrNothing("modified", "only where it was changed more than a day after it was published"),
                .number("minutes", "4", "minutes to read, at 220 words a minute, at least 1"),
                .text("readingTime", "4 min read", "the same in words"),
                .objectOrNothing("picture"),
                .objectOrNothing("talk"),
                .objectOrNothing("event"),
                .list("byline", "the authors in their order"),
                .list("sections", "the main one first"),
                .list("tags"),
                .list(
                    "related",
                    "up to four articles of its main section and its tags: those that share most, of these the nearest in time. Empty for a page. They have the names of a card; teaser and byline are empty",
                    as: "listing.cards[]"),
                .objectOrNothing("newer", "the next newer article; nothing for a page"),
                .objectOrNothing("older", "the next older article"),
                .objectOrNothing("series", "the run of articles it belongs to; nothing where it is alone"),
                .list("corrections", "what was wrong, the oldest first"),
                .objectOrNothing(
                    "pagination", "the other pages of an article that its author parted; nothing where it has one",
                    as: "listing.pagination"),
                .object("comments"),
                .list("parents", "the main section's line, or the pages above a page; the topmost first"),
                .objectOrNothing("kicker", "the last of `parents`"),
            ]),
        Object(
            "article.translations[]", "the article in another language",
            [
                .text("joint", " and ", "what stands before the name in a sentence"),
                .text("name", "Español", "the language as its own readers call it"),
                .text("language", "es", "for `lang` and `hreflang`"),
                .text("direction", "ltr", "or `rtl`"),
                .markup("headline", "Una mañana en la lonja"),
                .text("path", "/2025/02/una-manana-en-la-lonja/"),
            ]),
        Object(
            "article.date", "when it was published",
            [
                .text("iso", "2025-10-03T07:00:00Z"),
                .text("text", "3 October 2025"),
            ]),
        Object(
            "article.modified", "when it was changed",
            [
                .text("iso", "2025-10-05T09:30:00Z"),
                .text("text", "5 October 2025"),
            ]),
        Object(
            "article.picture", "the picture above it",
            [
                .text("src", "/pictures/town-along-the-quay.jpg"),
                .text("alt", "A row of painted wooden houses", "may be empty"),
                .numberOrNothing("width", "1600"),
                .numberOrNothing("height", "1067"),
                .textOrNothing("srcset", "", "as in a card"),
                .list("sources", "as in a card", as: "listing.cards[].picture.sources[]"),
                .textOrNothing("color", "#4a6b7c", "as in a card"),
                .yesOrNo("isTall", "as in a card"),
                .textOrNothing("focus", "", "as in a card"),
                .markupOrNothing(
                    "caption", "The houses of <em>Strandgata</em>.", "the article's words for it, or the picture's own"),
                .text("credit", "Photograph: Tomas Brekkhus", "may be empty"),
            ]),
        Object(
            "article.talk", "sound or film",
            [
                .objectOrNothing("media", "nothing where there is no recording"),
                .text("duration", "45:10", "may be empty"),
                .text("speakers", "Marit Lodgaard, Yara Saffan", "may be empty"),
            ]),
        Object(
            "article.talk.media", "the recording",
            [
                .text("src", "/audio/concertina.mp3", "may be an address elsewhere"),
                .text("type", "MP3", "the file's ending, in capitals"),
                .yesOrNo("isVideo"),
            ]),
        Object(
            "article.event", "when and where it takes place",
            [
                .object("starts"),
                .objectOrNothing("ends"),
                .text("place", "The music hall", "may be empty"),
                .text("address", "Tollbodgata 4, Lodvær", "may be empty"),
                .textOrNothing(
                    "calendar", "/2025/06/concert/calendar.ics",
                    "path of the event as iCalendar; nothing where the event's address has a query"),
            ]),
        Object(
            "article.event.starts", "its beginning",
            [
                .text("iso", "2025-06-14T19:30", "local time"),
                .text("text", "Saturday, 14 June 2025, 19:30"),
            ]),
        Object(
            "article.event.ends", "its end",
            [
                .text("iso", "2025-06-14T22:00", "local time"),
                .text("text", "22:00", "with the day, where that is another one"),
            ]),
        Object(
            "article.byline[]", "an author",
            [
                .text(
                    "joint", " and ",
                    "what stands before the name in a sentence: nothing, `, ` or the word for “and” with its space"),
                .text("name", "Marit Lodgaard"),
                .text("path", "/author/marit-lodgaard/"),
                .objectOrNothing("picture"),
            ]),
        Object(
            "article.byline[].picture", "a portrait", remark: "As that of an author's page, smaller.",
            [
                .text("src", "/images/3fa9c1/square-48-500-333.jpg"),
                .text("alt", "", "empty: the name stands beside it"),
                .numberOrNothing("width", "48"),
                .numberOrNothing("height", "48"),
                .textOrNothing(
                    "srcset", "/images/3fa9c1/square-48-500-333.jpg 48w, /images/3fa9c1/square-96-500-333.jpg 96w",
                    "say `sizes` beside it"),
                .list("sources", "the same in better formats, as in a card", as: "listing.cards[].picture.sources[]"),
                .textOrNothing("color", "#4a6b7c", "as in a card"),
            ]),
        Object(
            "article.sections[]", "a section",
            [
                .text("name", "Town"),
                .text("path", "/category/town/"),
            ]),
        Object(
            "article.tags[]", "a tag",
            [
                .text("name", "walking"),
                .text("path", "/tag/walking/"),
            ]),
        Object(
            "article.newer", "the next newer article",
            [
                .markup("headline", "The bells and the horns"),
                .text("path", "/2025/10/the-bells-and-the-horns/"),
                .text("language", "en", "its own, or the publication's"),
            ]),
        Object(
            "article.older", "the next older article",
            [
                .markup("headline", "Fog has a smell"),
                .text("path", "/2025/09/fog-has-a-smell/"),
                .text("language", "en", "its own, or the publication's"),
            ]),
        Object(
            "article.series", "a run of articles that belong together",
            [
                .text("name", "A year on the quay"),
                .text("label", "Part 2 of 4"),
                .objectOrNothing("previous", "the part before"),
                .objectOrNothing("next", "the part behind", as: "article.series.previous"),
                .list("parts", "all of them, in their order"),
            ]),
        Object(
            "article.series.previous", "the part before",
            [
                .markup("headline", "The ice goes out"),
                .text("path", "/2025/03/the-ice-goes-out/"),
                .text("language", "en", "its own, or the publication's"),
            ]),
        Object(
            "article.series.parts[]", "a part",
            [
                .markup("headline", "The ice goes out"),
                .text("path", "/2025/03/the-ice-goes-out/"),
                .text("language", "en", "its own, or the publication's"),
                .yesOrNo("current", "whether it is this article"),
            ]),
        Object(
            "article.corrections[]", "what was wrong",
            [
                .object("date"),
                .markup("text", "The ferry is from 1961, not from 1916."),
            ]),
        Object(
            "article.corrections[].date", "when it was told",
            [
                .text("iso", "2025-10-04"),
                .text("text", "4 October 2025"),
            ]),
        Object(
            "article.parents[]", "one above",
            [
                .text("name", "Town"),
                .text("path", "/category/town/"),
            ]),
        Object(
            "article.kicker", "the nearest above",
            [
                .text("name", "Town"),
                .text("path", "/category/town/"),
            ]),
        Object(
            "article.comments", "what readers wrote",
            [
                .number("count", "2", "approved ones only, answers included"),
                .yesOrNo("open", "as on the old site; there is no way to write one here yet"),
                .text("label", "2 comments"),
                .list("list", "those that answer no other"),
            ]),
        Object(
            "article.comments.list[]", "a comment",
            [
                .text("anchor", "comment-17"),
                .text("author", "Arne", "the word `anonymous` where there is no name"),
                .textOrNothing("url", "https://arne.example/", "`http` or `https`, nothing else"),
                .object("date"),
                .markup("body", "<p>It is the cat.</p>"),
                .list(
                    "replies", "comments as this one, six levels deep; deeper ones stand one after the other",
                    as: "article.comments.list[]"),
            ]),
        Object(
            "article.comments.list[].date", "when it was written",
            [
                .text("iso", "2025-10-04T10:12:00Z"),
                .text("text", "4 October 2025"),
            ]),
    ]
}
