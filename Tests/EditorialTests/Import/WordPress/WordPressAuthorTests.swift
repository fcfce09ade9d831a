import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("Authors and bylines", .everyEngine)
struct WordPressAuthorTests {
    @Test("A42: authors are known by their logins: one name is two people, one login is one")
    func logins() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [.post(1, "Of the first") { $0.creator = "anna1" }, .post(2, "Of the second") { $0.creator = "anna2" }],
                terms: [WXRText.author("anna1", "Anna Lund", id: 1), WXRText.author("anna2", "Anna Lund", id: 2)]))
        let (one, two) = (try await magazine.page("/author/anna1/").body, try await magazine.page("/author/anna2/").body)
        #expect(one.contains("Of the first") && !one.contains("Of the second"))
        #expect(two.contains("Of the second") && !two.contains("Of the first"))
        #expect(try await magazine.page("/?author=2").location == "/author/anna2/")
    }

    @Test("A42: two logins that make one address stay two authors, and the second's has a number")
    func oneAddress() async throws {
        let magazine = try TemporaryMagazine()
        let text = WXRText(
            [.post(1, "Of the first") { $0.creator = "anna-b" }, .post(2, "Of the second") { $0.creator = "Anna B" }],
            terms: [WXRText.author("anna-b", "Anna One", id: 1), WXRText.author("Anna B", "Anna Two", id: 2)]
        ).text
        let imported = try await magazine.importing(text)
        #expect(imported.entries(.author, id: "2").map(\.path) == ["/author/anna-b-2/"])
        #expect(try await magazine.page("/author/anna-b/").body.contains("Anna One"))
        #expect(try await magazine.page("/author/anna-b-2/").body.contains("Of the second"))
        let before = try DatabaseDump(magazine.store)
        try await magazine.importing(text)
        #expect(try DatabaseDump(magazine.store) == before)
    }

    @Test("A42: an author of another site with the same slug is the same one only where no e-mail address says otherwise")
    func emailsOfTwoSites() async throws {
        for (email, isSame) in [("ANNA@old.example", true), ("", true), ("anna@other.example", false)] {
            let magazine = try await TemporaryMagazine(
                WXRText([.post(1, "Here") { $0.creator = "anna" }], terms: [WXRText.author("anna", "Anna")]))
            let other = WXRText(
                [.post(1, "There") { ($0.creator, $0.name) = ("anna", "there") }],
                terms: [WXRText.author("anna", "Anna", email: email)], link: "https://other.example")
            try await magazine.importing(other.text)
            #expect(try await magazine.page("/author/anna/").body.contains("There") == isSame, "\(email)")
            #expect(try await magazine.page("/author/anna-2/").status == (isSame ? 404 : 200), "\(email)")
        }
    }

    @Test("A42: two logins with one e-mail address stay two authors, and the ledger says so without the address")
    func oneEmail() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(
            WXRText(
                [.post(1) { $0.creator = "anna" }, .post(2) { $0.creator = "editor" }],
                terms: [
                    WXRText.author("anna", "Anna Lund", id: 1, email: "anna@old.example"),
                    WXRText.author("editor", "The editor", id: 2, email: "Anna@old.example"),
                ]
            ).text)
        #expect(imported.file.notes.contains("The authors Anna Lund and The editor have one e-mail address; they stay two."))
        #expect(try await magazine.page("/author/editor/").status == 200)
    }

    @Test("A42: a login that is an e-mail address is shown to nobody as a name")
    func emailAsLogin() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1) { $0.creator = "mara.lund@private.example" }]))
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("mara.lund") && !page.contains("@private.example"))
    }

    @Test("A43: an address made of the login is told; the old site is asked where it may be")
    func nicenames() async throws {
        let text = WXRText(
            [.post(1, "Hers") { $0.creator = "anna@old.example" }],
            terms: [WXRText.author("anna@old.example", "Anna Lund", id: 7)]
        ).text
        let guessed = try TemporaryMagazine()
        let imported = try await guessed.importing(text)
        #expect(imported.file.notes.contains { $0.hasPrefix("The address of 1 author is made of the login") })

        let users = """
            [{"id":7,"slug":"anna-lund","name":"Anna Lund","description":"Sails. <script>evil()</script>","url":"https://anna.example/"}]
            """
        let asked = try TemporaryMagazine()
        let site = AnsweringSite(["https://old.example/wp-json/wp/v2/users?per_page=100&page=1": users])
        let told = try await asked.importing(files: [asked.folder.write(text, to: "export.xml")], fetch: site)
        #expect(!told.file.notes.contains { $0.contains("made of the login") })
        #expect(told.entries(.author, id: "7").map(\.path) == ["/author/anna-lund/"])
        let page = try await asked.page("/author/anna-lund/").body
        #expect(page.contains("Hers") && page.contains("Sails.") && page.contains("https://anna.example/"))
        #expect(!page.contains("evil()"))
    }

    @Test("A43: where its list of users is closed, the site map of authors tells which address is right")
    func nicenamesOfTheSiteMap() async throws {
        let text = WXRText(
            [.post(1, "Hers") { $0.creator = "al1979" }], terms: [WXRText.author("al1979", "Anna Lund", id: 7)]
        ).text
        let magazine = try TemporaryMagazine()
        let site = AnsweringSite([
            "https://old.example/wp-sitemap-users-1.xml":
                "<urlset><url><loc>https://old.example/author/anna-lund/</loc></url></urlset>"
        ])
        try await magazine.importing(files: [magazine.folder.write(text, to: "export.xml")], fetch: site)
        #expect(try await magazine.page("/author/anna-lund/").body.contains("Hers"))
    }

    @Test(
        "A43: an answer that is no list of users changes nothing",
        arguments: ["", "[]", "{\"code\":\"rest_forbidden\"}", "[[", "<html>"])
    func uselessAnswers(_ answer: String) async throws {
        let text = WXRText([.post(1) { $0.creator = "anna" }], terms: [WXRText.author("anna", "Anna")]).text
        let magazine = try TemporaryMagazine()
        let site = AnsweringSite([
            "https://old.example/wp-json/wp/v2/users?per_page=100&page=1": answer,
            "https://old.example/wp-sitemap-users-1.xml": answer,
        ])
        try await magazine.importing(files: [magazine.folder.write(text, to: "export.xml")], fetch: site)
        #expect(try await magazine.page("/author/anna/").status == 200)
    }

    @Test("A44: co-authors stand in the byline in their order, those without an account too, at the addresses they had")
    func coAuthors() async throws {
        let magazine = try TemporaryMagazine()
        let text = WXRText(
            [
                .post(1, "Together") { item in
                    item.creator = "anna"
                    item.terms = [("author", "cap-zoe-guest", "zoe-guest"), ("author", "cap-anna-lund", "anna")]
                },
                .post(2, "Alone") { $0.creator = "anna" },
                .post(30, "Zoe Guest") { item in
                    (item.type, item.name, item.body) = ("guest-author", "cap-zoe-guest", "")
                    item.meta = [
                        ("cap-display_name", "Zoe Guest"), ("cap-user_login", "zoe-guest"), ("cap-user_email", "zoe@old.example"),
                        ("cap-website", "https://zoe.example/"),
                        ("cap-description", "Writes <b>plays</b>.<script>evil()</script>"),
                    ]
                },
            ], terms: [WXRText.author("anna", "Anna Lund", id: 1)]
        ).text
        let imported = try await magazine.importing(text)
        #expect(imported.ledger.isComplete && imported.entries(.author, id: "30").map(\.path) == ["/author/zoe-guest/"])
        #expect(!imported.file.notes.contains { $0.contains("made of the login") })
        let page = try await magazine.page("/2020/01/item-1/").body
        let (zoe, anna) = (
            try #require(page.firstRange(of: "/author/zoe-guest/")), try #require(page.firstRange(of: "/author/anna-lund/"))
        )
        #expect(zoe.lowerBound < anna.lowerBound)
        let guest = try await magazine.page("/author/zoe-guest/").body
        #expect(guest.contains("Together") && !guest.contains("Alone") && guest.contains("Writes <b>plays</b>."))
        #expect(guest.contains("https://zoe.example/") && !guest.contains("evil()") && !guest.contains("zoe@old.example"))
        #expect(try await magazine.page("/author/anna-lund/").body.contains("Alone"))
        let before = try DatabaseDump(magazine.store)
        try await magazine.importing(text)
        #expect(try DatabaseDump(magazine.store) == before)
    }

    @Test("A44: a guest author who has an account too is one author with it, and has the portrait of the guest")
    func linkedAccount() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/zoe.gif")
        let text = WXRText(
            [
                .post(1, "Hers") { $0.terms = [("author", "cap-zoe", "zoe")] }, .attachment(5, "zoe.gif", alt: "Zoe"),
                .post(30, "Zoe") { item in
                    (item.type, item.name) = ("guest-author", "cap-zoe")
                    item.meta = [("cap-linked_account", "zoe-account"), ("cap-display_name", "Zoe"), ("_thumbnail_id", "5")]
                },
            ], terms: [WXRText.author("zoe-account", "Zoe G.", id: 1)]
        ).text
        let imported = try await magazine.importing(text, uploads: magazine.folder["uploads"])
        #expect(imported.entries(.author, id: "30").first?.reason.contains("the two are one") == true)
        let page = try await magazine.page("/author/zoe-account/").body
        #expect(page.contains("Hers") && page.contains("Zoe G.") && page.contains("<img"))
    }

    @Test("A45: an article whose author is gone has “Unknown author” in its byline, and the ledger counts such articles")
    func unknownAuthor() async throws {
        let magazine = try TemporaryMagazine()
        let text = WXRText([
            .post(1, "Orphan") { $0.creator = "" }, .post(2, "Another") { $0.creator = "" }, .post(3) { $0.creator = "anna" },
            .page(4) { $0.creator = "" },
        ]).text
        let imported = try await magazine.importing(text)
        #expect(
            imported.file.notes.contains("2 articles name no author: “Unknown author” stands in the byline."),
            "\(imported.file.notes)")
        let listing = try await magazine.page("/author/unknown-author/").body
        #expect(listing.contains("Orphan") && listing.contains("Another") && listing.contains("<h1>Unknown author</h1>"))
        #expect(try await !magazine.page("/item-4/").body.contains("Unknown author"))
        let before = try DatabaseDump(magazine.store)
        try await magazine.importing(text)
        #expect(try DatabaseDump(magazine.store) == before)
    }

    @Test("A45: a login that the export does not define is an author with that name, and is counted")
    func undefinedLogin() async throws {
        let magazine = try TemporaryMagazine()
        let imported = try await magazine.importing(WXRText([.post(1) { $0.creator = "ghost" }]).text)
        #expect(imported.file.notes.contains { $0.hasPrefix("1 author is here because items name them") })
        #expect(try await magazine.page("/author/ghost/").status == 200)
    }
}

/// An old site that answers at some addresses, and nowhere else.
private struct AnsweringSite: FileFetch {
    let answers: [String: String]

    init(_ answers: [String: String]) { self.answers = answers }

    func fetch(
        _ wanted: [WantedFile], isCancelled: () -> Bool, each: (WantedFile, Result<String, FetchFailure>) throws -> Void
    ) throws {
        for file in wanted {
            guard let answer = answers[file.address] else {
                try each(file, .failure(FetchFailure(sentence: "Nothing is there.")))
                continue
            }
            let path = NSTemporaryDirectory() + "/" + UUID().uuidString
            try Data(answer.utf8).write(to: URL(filePath: path))
            try each(file, .success(path))
        }
    }
}
