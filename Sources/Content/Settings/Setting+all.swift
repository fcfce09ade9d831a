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
            "logo", \.look.logo, .picture, "The path of a picture in the place of the name, or empty.",
            details: """
                It must be in the magazine already: in the folder that was imported, or among the uploads of the old site. A drawing \
                (SVG) is sharp at every size. The name is its alt text. It is shown at most 48 pixels high.
                """, example: "/pictures/logo.svg"),
        Setting(
            "logo_dark", \.look.logoInTheDark, .picture, "The same for dark screens; empty: the same.",
            example: "/pictures/logo-dark.svg"),
        Setting(
            "accent_color", \.look.accent, .color, "The colour of links and marks; empty: the theme's.",
            details: "Dark screens get a lighter form of it, unless `accent_color_dark` says which.", example: "#0b5c4a"),
        Setting(
            "accent_color_dark", \.look.accentInTheDark, .color, "The same on dark screens.", example: "#7fd1b9"),
        Setting(
            "paper_color", \.look.paper, .color, "The colour that the text stands on; empty: the theme's.",
            details: "A colour on which text could not be read is refused.", example: "#ffffff"),
        Setting("paper_color_dark", \.look.paperInTheDark, .color, "The same on dark screens.", example: "#101418"),
        Setting(
            "text_face", \.look.textFace,
            "The face of type of the text.", details: "All come with the readers' systems; none is loaded.", example: .oldStyle),
        Setting("headline_face", \.look.headlineFace, "The face of type of headlines and of the name.", example: .sans),
        Setting(
            "imprint", \.imprint, .text(longest: 300, isRequired: false),
            "What stands at the foot of every page; empty: © and the name.",
            example: "© 2026 The Harbour Post. All rights reserved."),
        Setting(
            "security_contact", \.securityContact, .contact,
            "Where whoever found a weakness writes to: `/.well-known/security.txt` says it; empty: there is none.",
            example: "mailto:security@harbourpost.example"),
        Setting(
            "permalinks", \.permalinks, .permalinks,
            "How the addresses of articles were made on the old site, in WordPress's words.",
            details: """
                An import finds it out from the articles and its ledger says so. Every address stays to the letter whatever it is; \
                what stands before the first token (`/blog/`) is put before the addresses of years, authors, sections and tags, \
                because WordPress did so. Sections, tags and authors get their addresses when they come in.
                """, example: "/blog/%year%/%postname%/"),
        Setting(
            "section_base", \.sectionBase, .base, "The word before the sections in the old site's addresses.",
            details: "WordPress calls it the category base. An export does not say it: set it before the import.",
            example: "topics"),
        Setting(
            "tag_base", \.tagBase, .base, "The word before the tags in the old site's addresses.",
            details: "An export does not say it: set it before the import.", example: "about"),
        Setting(
            "old_cards_per_page", \.oldCardsPerPage, 1...100, "Articles on a page of a listing on the old site.",
            details: """
                With more cards on a page a listing has fewer pages: those that the old site had lead to the last one, and only \
                beyond them nothing answers.
                """, example: 5),
        Setting(
            "listing_page", \.listingPage, .path,
            "The page at which the old site listed its articles, if that was not the front page.",
            details: """
                WordPress calls it the posts page. It leads to the front page, and so do its further pages and its feed. An import finds \
                it where one page has the site's own address and one other has no words.
                """, example: "/blog/"),
        Setting(
            "attachment_pages", \.attachmentPages,
            "What answers where WordPress had a page about one file: a page with its words, the file, or the article it belongs to.",
            details: "The file stands in where there is no such article, and the page where there is no such file.",
            example: .file),
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
