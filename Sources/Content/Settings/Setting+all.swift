extension Setting {
    /// Every setting, in the order in which a person meets them.
    package static let all: [Setting] = [
        Setting(
            "name", \.name, .text(longest: 200, isRequired: true), "The magazine's name: in the header, in titles, in the feed.",
            example: "The Harbour Post"),
        Setting(
            "tagline", \.tagline, .text(longest: 500, isRequired: false), "A line below the name.",
            example: "Tides, boats, bread and news from Lodvær"),
        Setting(
            "language", \.language, .language, "Language tag (BCP 47) of the magazine.",
            details: """
                It decides the direction of writing, the words around the content, and the form of dates and numbers: in English, \
                Spanish, German, French, Arabic, and in each language that the theme's folder has words for \
                ([themes.md](themes.md#languages)). Another language gets English words and dates in numbers (`2025-10-03`). An \
                article may have its own.
                """, example: "ko-KR"),
        Setting(
            "base_url", \.baseURL, .webAddress, "Where the magazine lives, without the last slash.",
            details: """
                Absolute addresses (canonical ones, the feed, the site map) are made from it and never from what a request says. A \
                path in it (`https://magazine.example/blog`) is the path below which everything answers; once there are addresses \
                in the magazine it stays.
                """, example: "https://magazine.example"),
        Setting(
            "time_zone", \.timeZone, .timeZone, "The magazine's time zone, by its IANA name.",
            details:
                "Dates without an offset in a folder of Markdown are read in it. What was imported keeps the time it was printed with.",
            example: "Europe/Oslo"),
        Setting(
            "cards_per_page", \.cardsPerPage, 1...100, "Articles on a page of a listing.", example: 24),
        Setting(
            "teaser_words", \.teaserWords, 1...1000, "Words of a teaser at most.",
            details: "Teasers are stored; when this changes, all of them are cut anew.", example: 50),
        Setting(
            "menu", \.menu, .menu, "The menu in the header, by its slug; empty: the sections that have articles and no parent.",
            example: "main"),
        Setting(
            "front_page", \.frontPage,
            "What the front page begins with: the newest article, larger than the cards; or the cards alone.",
            example: .grid),
        Setting(
            "alt_text_required", \.altTextRequired,
            "Whether nothing is published while one of its pictures has no alt text and is not decorative by decision.",
            details: """
                An import keeps such an article as a draft and its ledger names the pictures; describe them with `stet pictures \
                describe` and run the import again. What is published already stays.
                """),
        Setting(
            "image_megapixels", \.imageMegapixels, 1...1000, "Millions of pixels that a picture may have which comes in.",
            details: "A server that runs takes a change of this and the next two at its next start.", example: 200),
        Setting(
            "image_megabytes", \.imageMegabytes, 1...1000, "Millions of bytes that the file of a picture may have.",
            example: 50),
        Setting(
            "image_frames", \.imageFrames, 1...4096, "Frames that an animation may have.", example: 300),
    ]
}
