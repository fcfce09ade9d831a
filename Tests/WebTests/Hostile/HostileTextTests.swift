import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

/// Rows of the attack checklist (docs/threat-model.md, "By number") that a browser decides.
@Suite(
    "Hostile text, judged in Chromium", .enabled(if: InstalledProgram.chromium.isInstalled, "chromium is not installed"),
    .serialized)
struct HostileTextTests {
    /// Everything that a magazine says, as a browser or a reader of feeds would show it: pages, feeds, the report of a proof.
    private func documents(of magazine: TemporaryMagazine, _ name: String, besides addresses: [String] = []) async throws
        -> [BrowserJudge.Document]
    {
        let crawl = try await Crawl(magazine, besides: addresses)
        var documents: [BrowserJudge.Document] = []
        for (address, page) in crawl.answers.sorted(by: { $0.key < $1.key }) where page.status != 301 {
            let isHTML = page.mediaType.hasPrefix("text/html")
            guard isHTML || page.mediaType.contains("xml") else { continue }
            documents.append(.init(name: "\(name) \(address)", text: page.body, isXML: !isHTML))
        }
        let run = try await VerifyRun(magazine)
        // Without its own policy: what it lets through is asked.
        let report = run.html.replacing("http-equiv=\"Content-Security-Policy\"", with: "name=\"policy\"")
        documents.append(.init(name: "\(name) report", text: report))
        return documents
    }

    private func judge(_ documents: [BrowserJudge.Document]) async throws -> [String] {
        try await onThread { try BrowserJudge.faults(in: documents) }
    }

    @Test("the browser finds what runs and what could: without the sanitiser most payloads are caught")
    func theJudgeCanFail() async throws {
        let payloads = [
            "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<svg onload=alert(1)>",
            "<a href=' java&#10;script:alert(1)'>x</a>",
            "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", "<base href=//x.example/>", "<object data=x></object>",
        ]
        let faults = try await judge(payloads.enumerated().map { .init(name: "\($0.offset)", text: $0.element) })
        for number in payloads.indices { #expect(faults.contains { $0.hasPrefix("\(number): ") }, "\(payloads[number])") }
        #expect(try await judge([.init(name: "feed", text: "<a>&bogus;</a>", isXML: true)]) == ["feed: it is not XML"])
        #expect(
            try await judge([.init(name: "page", text: "<!DOCTYPE html><html><head></head><body><p>fine</p></body></html>")])
                == [])
    }

    @Test(
        "Row 1: of everything that was ever tried on other sanitisers nothing runs, on pages, in feeds, in comments and in the report",
        .enabled(if: SanitizerCorpus.isPresent, "\(SharedMaterial.absence)"))
    func corpora() async throws {
        let payloads = try SanitizerCorpus.dompurify.inputs() + SanitizerCorpus.bleach.inputs()
        #expect(payloads.count >= 130)
        let items = payloads.enumerated().map { index, payload in
            WXRText.Item.post(index + 1, payload, body: payload) { item in
                item.excerpt = payload
                item.comments = [.init(1, payload, author: payload, url: payload)]
                item.date = "2020-01-15 10:\(index / 60 < 10 ? "0" : "")\(index / 60):\(index % 60 < 10 ? "0" : "")\(index % 60)"
            }
        }
        let magazine = try TemporaryMagazine()
        try await magazine.importing(WXRText(items).text)
        #expect(try await judge(documents(of: magazine, "corpus")) == [])
    }

    @Test(
        "Row 6: what comes out of the sanitiser has in Chromium's own tree nothing that could run",
        .enabled(if: SanitizerCorpus.isPresent, "\(SharedMaterial.absence)"),
        arguments: [SanitizerCorpus.treeConstruction, .dompurify, .bleach])
    func trees(_ corpus: SanitizerCorpus) async throws {
        let sanitizer = HTMLSanitizer(policy: .body)
        var documents: [BrowserJudge.Document] = []
        var waiting = ""
        for (index, input) in try corpus.inputs().enumerated() {
            guard let clean = try? sanitizer.sanitize(input).html.markup else { continue }
            waiting += "<div>\(clean)</div>"
            if index % 40 == 39 {
                documents.append(.init(name: "\(corpus) \(index)", text: waiting))
                waiting = ""
            }
        }
        documents.append(.init(name: "\(corpus)", text: waiting))
        #expect(try await judge(documents) == [])
    }

    /// One for each context a text may come to stand in.
    private static let payloads = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)' x='",
        "</title><script>alert(1)</script>",
        "</script><script>alert(1)</script>", "javascript:alert(1)", "--><script>alert(1)</script><!--",
        "]]><script>alert(1)</script>",
        "</textarea></style><svg onload=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;", "\u{202E}\u{0}\r\nX-Header: y\u{2028}",
        "`${alert(1)}`//\\\";alert(1);//",
    ]

    @Test("Row 2: in no small field, on no page, in no feed and in no report does text become markup", arguments: payloads)
    func smallFields(_ payload: String) async throws {
        var export = WXRText(
            [
                .attachment(5, "quay.gif", alt: payload) { item in
                    (item.title, item.excerpt, item.body, item.name) = (payload, payload, payload, payload)
                    item.parent = 7
                },
                .post(
                    7, payload,
                    body:
                        "<p title='\(payload)'>Text</p>[caption width='9' caption='\(payload)']<img src='/a.gif' alt='\(payload)'>[/caption]"
                ) { item in
                    (item.excerpt, item.name) = (payload, payload)
                    item.terms = [("category", "sea", payload), ("post_tag", "boats", payload)]
                    item.meta = [
                        ("_thumbnail_id", "5"), ("_wp_old_slug", payload), ("_yoast_wpseo_title", payload), (payload, payload),
                    ]
                    item.comments = [.init(1, payload, author: payload, url: payload)]
                    item.link = "https://old.example/2020/01/item-7/"
                },
                .page(8, payload) { $0.raw = "" }, .post(9, "") { $0.creator = payload },
                .menuEntry(10, payload, menu: "main", kind: "custom", object: "custom", url: payload),
            ],
            terms: [
                WXRText.author("anna", payload), WXRText.category(2, "sea", payload), WXRText.tag(3, "boats", payload),
                WXRText.term(4, taxonomy: "nav_menu", "main", payload),
            ])
        export.title = WXRText.section(payload)
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/quay.gif")
        let imported = try await magazine.importing(export.text, uploads: magazine.folder["uploads"])
        #expect(imported.file.reconciles)
        // What a terminal is shown moves no cursor and turns no writing round.
        let shown = LedgerReport(imported.ledger).text.unicodeScalars
        #expect(!shown.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        let documents = try await documents(
            of: magazine, "fields",
            besides: ["/?s=\(PercentEncoding.formValue(payload))", "/nowhere/\(PercentEncoding.formValue(payload))/"])
        #expect(documents.count > 12)
        let faults = try await judge(documents)
        #expect(faults == [], "\(faults.prefix(5))")
    }

    @Test("Row 37: tags of the template language in content are text, and name nothing of the page")
    func templates() async throws {
        let tags = [
            "{{publication.name}}", "{{{body}}}", "{{=<% %>=}}<% publication.name %>", "{{> header}}", "{{>*name}}",
            "{{#article}}{{/article}}",
        ]
        let text = tags.joined(separator: " and ")
        let magazine = try TemporaryMagazine()
        try await magazine.importing(
            WXRText([
                .post(7, text, body: text) { item in
                    item.excerpt = text
                    item.comments = [.init(1, text, author: text)]
                }
            ]).text)
        let page = try await magazine.page("/2020/01/item-7/")
        #expect(page.status == 200)
        for tag in ["{{publication.name}}", "{{{body}}}", "{{&gt; header}}", "{{&gt;*name}}", "{{#article}}"] {
            #expect(page.body.contains(tag), "\(tag)")
        }
        #expect(page.body.components(separatedBy: "<header class=\"masthead\"").count == 2)
        #expect(try await judge(documents(of: magazine, "templates")) == [])
    }

    @Test(
        "Row 54: no frame of another site comes with an article, whatever it shows",
        arguments: [
            "<iframe src=\"https://evil.example/x\"></iframe>", "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
            "<iframe src=\"javascript:parent.alert(1)\"></iframe>",
            "<iframe src=\"data:text/html,<script>alert(1)</script>\"></iframe>",
            "<iframe src=\"https://www.youtube.com.evil.example/embed/x\"></iframe>",
            "<iframe src=\"https://www.youtube.com/redirect?q=javascript:1\"></iframe>",
            "<iframe src=\"//user@www.youtube.com:99/embed/x\"></iframe>", "<embed src=\"https://evil.example/x.swf\">",
            "<object data=\"data:text/html,x\"><param name=x></object>", "[embed]javascript:alert(1)[/embed]",
            "[video src=\"javascript:alert(1)\"]",
            "https://evil.example/oembed?html=<script>alert(1)</script>",
            "<!-- wp:embed {\"url\":\"javascript:alert(1)\",\"html\":\"<script>alert(1)</script>\"} --><figure>javascript:alert(1)</figure><!-- /wp:embed -->",
            "<blockquote class=\"twitter-tweet\"><script src=\"https://platform.twitter.com/widgets.js\"></script></blockquote>",
        ])
    func embeds(_ body: String) async throws {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(WXRText([.post(7, body: "<p>Before</p>\n\n\(body)\n\n<p>After</p>")]).text)
        let page = try await magazine.page("/2020/01/item-7/").body
        #expect(page.contains("Before") && page.contains("After"))
        for word in ["<iframe", "<object", "<embed", "srcdoc", "data:text", "widgets.js"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(try await judge(documents(of: magazine, "embeds")) == [])
    }

    @Test(
        "Row 14: the odd and hostile exports that WordPress tests its own importer with are read, or refused with a sentence; nothing in them runs",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func importerFiles() async throws {
        let folder = SharedMaterial.path("wxr/wordpress-importer")
        var (documents, refused) = ([BrowserJudge.Document](), [String]())
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".xml") {
            let file = folder + "/" + name
            guard let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int, size < 100_000 else {
                continue
            }
            let magazine = try TemporaryMagazine()
            do {
                let imported = try await magazine.importing(files: [file])
                #expect(imported.file.reconciles, "\(name)")
                #expect(try magazine.problems() == [], "\(name)")
                documents += try await self.documents(of: magazine, name)
            } catch let error as ImportError {
                refused.append(name)
                #expect("\(error)".contains(file))
            }
        }
        #expect(refused.contains("invalid-version-tag.xml"), "\(refused)")
        #expect(documents.count > 100)
        #expect(try await judge(documents) == [])
    }
}
