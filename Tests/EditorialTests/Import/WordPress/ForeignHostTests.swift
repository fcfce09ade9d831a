import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("A host that is not written in ASCII", .everyEngine)
struct ForeignHostTests {
    private static let written = "https://zeitung-münchen.example"
    private static let known = "https://xn--zeitung-mnchen-osb.example"

    /// Every spelling of one host that an editor's browser, a plugin or a search engine has left in a text.
    private static let body = """
        <a href="\(written)/2020/01/item-2/">a</a> <a href="\(known)/2020/01/item-2/">b</a>
        <a href="https://ZEITUNG-MÜNCHEN.example/2020/01/item-2/">c</a> <a href="//www.zeitung-mu\u{308}nchen.example/2020/01/item-2/">d</a>
        <a href="http://zeitung-m%C3%BCnchen.example/2020/01/item-2/">e</a> <a href="https://zeitung-münchen。example/2020/01/item-2/">f</a>
        <a href="https://münchen.example/2020/01/item-2/">g</a> <img src="\(written)/wp-content/uploads/2020/01/a.gif" alt="h">
        <img src="https://i0.wp.com/zeitung-münchen.example/wp-content/uploads/2020/01/a.gif?w=300" alt="i">
        """

    @Test(
        "its magazine lives at the name that the network has, and both spellings are its own wherever they stand",
        arguments: [(written, written, known), (known, known, written), (written, known, written)])
    func spellings(_ link: String, _ blog: String, _ items: String) async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        let export = WXRText(
            [
                .post(1, "One", body: Self.body) { $0.link = "\(items)/2020/01/item-1/" },
                .post(2, "Two") { $0.link = "\(items)/2020/01/item-2/" },
                .attachment(3, "a.gif", alt: "A harbour") { item in
                    item.attachmentURL = "\(items)/wp-content/uploads/2020/01/a.gif"
                    (item.meta, item.link) = ([], "\(items)/a/")
                },
                .menuEntry(4, "Two", menu: "main", kind: "custom", url: "\(items)/2020/01/item-2/"),
            ], link: link
        ).text.replacing("<wp:base_blog_url>\(link)", with: "<wp:base_blog_url>\(blog)")
        let imported = try await magazine.importing(export, uploads: magazine.folder["uploads"])
        #expect(imported.ledger.count(.failed) == 0 && imported.ledger.count(.changed) == 0, "\(imported.ledger.reasons)")
        #expect(try magazine.store.readWaiting { try $0.publication().baseURL } == Self.known)
        let page = try await magazine.page("/2020/01/item-1/").body
        for text in ["a", "b", "c", "d", "e", "f"] {
            #expect(page.contains("<a href=\"/2020/01/item-2/\">\(text)</a>"), "\(text)")
        }
        #expect(page.contains("<a href=\"https://münchen.example/2020/01/item-2/\">g</a>"))
        #expect(!page.contains("src=\"http") && page.contains("alt=\"h\"") && page.contains("alt=\"i\""))
        #expect(try await magazine.page("/").body.contains("<a href=\"/2020/01/item-2/\">Two</a>"))
    }

    @Test("a newer export that spells it the other way, or begins with http: or www., is one of the same site")
    func newer() async throws {
        let magazine = try TemporaryMagazine()
        for (number, link) in [Self.written, Self.known, "http://www.zeitung-münchen.example", Self.written].enumerated() {
            let imported = try await magazine.importing(WXRText([.post(1, "Title \(number)")], link: link).text)
            #expect(imported.ledger.isComplete, "\(imported.ledger.reasons)")
            #expect(try await magazine.page("/2020/01/item-1/").body.contains("<h1>Title \(number)</h1>"))
            #expect(try magazine.store.readWaiting { try $0.countOfArticles() } == 1)
        }
        // A port and a folder make another site of it.
        try await magazine.importing(WXRText([.post(1, "Other")], link: "http://zeitung-münchen.example:8080").text)
        #expect(try magazine.store.readWaiting { try $0.countOfArticles() } == 2)
    }

    @Test("redirects and lists of addresses name it either way")
    func redirects() async throws {
        let magazine = try await TemporaryMagazine(WXRText([.post(1)], link: Self.known))
        let rules =
            "source,target\n\(Self.written)/old/,\(Self.known)/2020/01/item-1/\n\(Self.known)/older/,\(Self.written)/2020/01/item-1/\n"
        let file = try magazine.folder.write(rules, to: "redirects.csv")
        let imported = try await magazine.working(.importRedirects(files: [file], isDryRun: false, ledger: nil))
        #expect(imported.exit == .success, "\(imported.report)")
        for address in ["/old/", "/older/"] { #expect(try await magazine.page(address).location == "/2020/01/item-1/") }
        let list = try magazine.folder.write("\(Self.written)/2020/01/item-1/\n\(Self.known)/old/\n", to: "list.txt")
        let verified = try await magazine.working(.verify(VerifyRequest(list: list)))
        #expect(verified.exit == .success, "\(verified.report)")
    }
}
