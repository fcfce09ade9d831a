import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("What an import says, and headlines that are none", .everyEngine)
struct ImportWordingTests {
    @Test("a decision about a type, a status or a taxonomy that the export does not have is told, with those that it has")
    func unknownChoices() async throws {
        let magazine = try TemporaryMagazine()
        let choices = try WordPressChoices(
            types: ["recipes=article", "recipe=page"], statuses: ["archive=draft"], taxonomies: ["cuisine=tags"])
        let imported = try await magazine.importing(
            WXRText([
                .post(1), .post(2) { ($0.type, $0.terms) = ("recipe", [("course", "soup", "Soup")]) },
                .post(3) { $0.status = "archived" },
            ]).text, choices: choices)
        let notes = imported.ledger.notes.filter { $0.hasPrefix("--map") }
        #expect(
            notes == [
                "--map-type recipes=… changes nothing: no item of the export has this type (did you mean “recipe”?); it has post, recipe.",
                "--map-status archive=… changes nothing: no item of the export has this status (did you mean “archived”?); it has archived, publish.",
                "--map-taxonomy cuisine=… changes nothing: no item of the export has this taxonomy; it has course.",
            ])
    }

    @Test("an attachment whose address is none of the web is told as that")
    func foreignAddress() async throws {
        let magazine = try TemporaryMagazine()
        func attachment(_ id: Int, _ address: String?) -> WXRText.Item {
            .attachment(id, "a.gif") { ($0.attachmentURL, $0.meta) = (address, []) }
        }
        let imported = try await magazine.importing(
            WXRText([
                .post(1), attachment(2, "ftp://files.example/a.gif"), attachment(3, nil),
                attachment(4, "ftp://files.example/wp-content/uploads/2020/01/a.gif"),
            ]).text)
        let reasons = (2...4).map { imported.entries(.attachment, id: String($0)).first?.reason ?? "" }
        #expect(reasons[0].contains("no address at which a magazine could have the file: “ftp://files.example/a.gif”"))
        #expect(reasons[1].contains("<wp:attachment_url> is missing"))
        #expect(reasons[2].hasPrefix("its file was not given"))
    }

    @Test(
        "an article whose title shows nothing is called by its first words wherever a link leads to it",
        arguments: [
            "", "   ", "\u{A0}", "<br>", "<em></em>", "\u{AD}\u{200B}", "\u{3164}", "&nbsp;&#8203;", "<a href=\"/x/\"></a>",
        ])
    func emptyTitle(_ title: String) async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(
            WXRText([.post(1, title, body: "Words that a person can read."), .post(2, title, body: "")]).text)
        let front = try await magazine.page("/").body
        #expect(front.contains("Words that a person can read.</a>") && front.contains("Untitled</a>"), "\(front)")
        #expect(try await magazine.page("/2020/01/item-1/").body.contains("<h1>Words that a person can read.</h1>"))
        let feed = try await magazine.page("/feed/").body
        #expect(feed.contains("<title>Words that a person can read.</title>") && feed.contains("<title>Untitled</title>"))
    }

    @Test("a link in a title is its words: a card's headline is one link, to the article")
    func linkInTitle() async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(WXRText([.post(1, "One <a href=\"https://x.example/\">and <em>two</em></a>")]).text)
        for address in ["/", "/2020/01/item-1/"] {
            let page = try await magazine.page(address).body
            #expect(page.contains("One and <em>two</em>") && !page.contains("x.example"), "\(address)")
        }
    }

    @Test("a comparison or an export that is stopped does not speak of an import")
    func stopped() async throws {
        let magazine = try await TemporaryMagazine(WXRText((1...30).map { .post($0) }))
        let (store, directory) = (magazine.store, magazine.directory)
        for work in [Work.verify(VerifyRequest()), .exportWordPress(file: magazine.folder["stopped.xml"], uploads: nil)] {
            let error = await #expect(throws: ImportError.self) {
                try await onThread {
                    try work.perform(
                        with: TemporaryMagazine.tools(of: directory), monitor: ImportMonitor(isCancelled: { true })
                    ) { store }
                }
            }
            let sentence = error?.description ?? ""
            #expect(sentence.contains("was stopped") && !sentence.contains("mport"), "\(sentence)")
        }
    }
}
