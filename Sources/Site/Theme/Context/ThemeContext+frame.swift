extension ThemeContext {
    /// What stands around the content, on every page.
    static let frame: [Object] = [
        Object(
            "page", "the page itself, on every page",
            [
                .text("title", "Once round the harbour – The Harbour Post", "for `<title>`; on the front page the name alone"),
                .text("heading", "Once round the harbour", "without the publication's name"),
                .text("description", "Five thousand two hundred steps, eleven stops…", "at most 40 words; may be empty"),
                .textOrNothing(
                    "canonical", "https://harbourpost.example/walks/round-the-harbour/",
                    "address of the page; nothing on a 404 and on a search"),
                .text("language", "en", "the publication's language"),
                .text("direction", "ltr", "or `rtl`, of that language"),
                .text("contentLanguage", "ar", "the article's own language, or the publication's"),
                .text("type", "article", "or `website`"),
                .textOrNothing(
                    "image", "https://harbourpost.example/images/3fa9c1/card-500-333.jpg",
                    "address of what is shown where the page is shared: the picture above the article, cut to 1200 × 630, or a card with the headline; nothing on a 404"
                ),
                .textOrNothing("imageAlt", "A white ferry at a quay", "its alt text"),
                .textOrNothing("imageType", "image/jpeg"),
                .numberOrNothing("imageWidth", "1200"),
                .numberOrNothing("imageHeight", "630"),
                .textOrNothing("published", "2025-10-03T07:00:00Z", "RFC 3339"),
                .textOrNothing("modified", "2025-10-05T09:30:00Z", "RFC 3339"),
                .yesOrNo("noindex", "yes on a 404, and on what a search has found"),
                .list("feeds", "of the listing, of the search, or of the magazine; empty on a 404"),
                .list("alternates", "an article with translations: its address in each language, this one's too"),
                .texts(
                    "authors", "https://harbourpost.example/author/ines/", "addresses of an article's authors; empty elsewhere"),
                .textOrNothing("section", "Town", "an article's main section"),
                .texts("tags", "walking", "the names of an article's tags"),
                .text("locale", "en_GB", "the content's language as Open Graph writes it"),
                .textOrNothing(
                    "embed", "https://harbourpost.example/oembed?url=…", "address of what other sites show of an article (oEmbed)"
                ),
                .markupOrNothing(
                    "structuredData", "<script type=\"application/ld+json\">…</script>",
                    "what the page is about, in the words of schema.org"),
            ]),
        Object(
            "page.alternates[]", "the page in one language",
            [
                .text(
                    "language", "es",
                    "for `hreflang`; `x-default` for the one in the publication's language, which is listed twice"),
                .text("address", "https://harbourpost.example/2025/02/una-manana-en-la-lonja/"),
            ]),
        Object(
            "page.feeds[]", "a feed, in each of its formats",
            [
                .text("title", "Town (Atom)"),
                .text("path", "/category/town/feed/atom/"),
                .text("type", "application/atom+xml"),
            ]),
        Object(
            "publication", "the magazine, on every page",
            [
                .text("name", "The Harbour Post"),
                .text("tagline", "Tides, boats, bread and news from Lodvær", "may be empty"),
                .text("language", "en"),
                .text("direction", "ltr", "or `rtl`"),
                .text("home", "/", "path of the front page"),
                .text("url", "https://harbourpost.example/", "address of the front page"),
                .text("feed", "/feed/", "path of the feed"),
                .text("search", "/search/", "path of the search: where a form sends its field `q`"),
                .objectOrNothing("logo", "what stands in the place of the name (setting `logo`)"),
                .objectOrNothing("logoDark", "the same for dark screens, where it is another", as: "publication.logo"),
                .text("imprint", "© The Harbour Post", "what stands at the foot (setting `imprint`)"),
                .text("paper", "#fdfcf9", "the colour of the ground, the default theme's or the publication's"),
                .text("paperDark", "#151412", "the same on dark screens"),
            ]),
        Object(
            "publication.logo", "the logo",
            [
                .text("src", "/pictures/logo.svg"),
                .text("alt", "The Harbour Post", "the name"),
                .numberOrNothing("width", "320"),
                .numberOrNothing("height", "48"),
                .textOrNothing("srcset", "", "as in a card"),
                .list("sources", "as in a card", as: "listing.cards[].picture.sources[]"),
                .textOrNothing("color", "#4a6b7c", "as in a card"),
            ]),
        Object(
            "navigation[]", "the menu in the header, on every page",
            remark:
                "The menu that the setting `menu` names, else the sections that have articles and no parent, by name. At most 12.",
            [
                .text("label", "Town"),
                .text("path", "/category/town/", "an entry of a menu may lead to an address elsewhere"),
                .yesOrNo("current", "whether it leads to this page"),
                .text("more", "More: Town", "for what opens the entries below it"),
                .list("children", "at most 40; empty for sections"),
            ]),
        Object(
            "navigation[].children[]", "the entries below one",
            [
                .text("label", "Quay"),
                .text("path", "/category/town/quay/"),
                .yesOrNo("current"),
                .text("more", "More: Quay"),
                .list("children", "always empty: a menu has two levels", as: "navigation[].children[]"),
            ]),
        Object(
            "footer", "what the footer lists, on every page",
            [
                .text("authors", "/authors/", "path of the page with all authors"),
                .list("sections", "the sections that have articles and no parent, by name, at most 24"),
                .list("pages", "the pages without a parent, at most 12"),
            ]),
        Object(
            "footer.sections[]", "a section",
            [
                .text("name", "Town"),
                .text("path", "/category/town/"),
            ]),
        Object(
            "footer.pages[]", "a page",
            [
                .text("title", "How we work"),
                .text("path", "/how-we-work/"),
            ]),
    ]
}
