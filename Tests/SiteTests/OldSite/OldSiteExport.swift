import TestSupport

/// A magazine that was a WordPress site: posts at `/2020/01/NAME/`, two sections below one another, pages below one another, comments, an
/// attachment, drafts.
enum OldSiteExport {
    static let text: WXRText = {
        // Old enough to stand behind all others.
        var items = (1...20).map { id in WXRText.Item.post(id) { $0.date = "2020-01-\(id < 10 ? "0" : "")\(id) 10:00:00" } }
        items += [
            .post(40, "Ferries in winter") { item in
                item.name = "ferries-in-winter"
                item.date = "2020-01-30 10:00:00"
                item.terms = [("category", "harbour", "Harbour"), ("post_tag", "tides", "Tides")]
                item.meta = [("_wp_old_slug", "boats-in-winter"), ("_wp_old_date", "2019-12-24")]
                item.comments = [
                    .init(101, "The first.", author: "Berta"), .init(102, "An <em>answer</em>.", author: "Carl", parent: 101),
                    .init(103, "Never shown.", approved: "0"), .init(104, "An editor's note.", type: "note"),
                ]
            },
            .post(41, "A secret") { item in
                item.name = "secret-plan"
                item.status = "draft"
                item.link = "https://old.example/?p=41"
                item.terms = [("post_tag", "hidden", "Hidden")]
                item.comments = [.init(105, "Below a draft.")]
            },
            .post(42, "안녕") { item in
                item.name = "%ec%95%88%eb%85%95"
                item.link = "https://old.example/2020/01/%ec%95%88%eb%85%95/"
            },
            .page(50, "About") { item in
                item.name = "about"
                item.comments = [.init(106, "Below a page.")]
            },
            .page(51, "Team") { item in
                (item.name, item.parent, item.link) = ("team", 50, "https://old.example/about/team/")
            },
            .page(52, "Secret page") { item in
                (item.name, item.status) = ("secret-page", "private")
            },
            .attachment(60, "quay.gif", alt: "A quay") { item in
                (item.name, item.parent, item.link) = ("quay", 40, "https://old.example/2020/01/ferries-in-winter/quay/")
            },
        ]
        return WXRText(
            items,
            terms: [
                WXRText.author("anna", "Anna Lund"), WXRText.category(5, "news", "News"),
                WXRText.category(6, "harbour", "Harbour", parent: "news"), WXRText.tag(7, "tides", "Tides"),
                WXRText.tag(8, "hidden", "Hidden"),
            ])
    }()

    static func magazine(writing settings: [(String, String)] = []) async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/quay.gif")
        try magazine.set(settings)
        try await magazine.importing(text.text, uploads: magazine.folder["uploads"])
        return magazine
    }
}
