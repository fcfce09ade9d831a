import Content
import Testing

@testable import Editorial

@Suite("How an old site made its addresses")
struct PermalinkSolverTests {
    /// Twelve posts with addresses of a structure, and the structure that is found.
    private func solved(_ structure: String, base: String = "", change: (inout WXRItem, Int) -> Void = { _, _ in })
        -> PermalinkSolver.Result?
    {
        var solver = PermalinkSolver(basePath: base)
        solver.add(category: "news", parent: "")
        solver.add(category: "harbour", parent: "news")
        for number in 1...12 {
            var item = WXRItem(line: number, endLine: number)
            (item.type, item.status, item.name) = ("post", "publish", "the-\(number)th-headline")
            (item.postID, item.creator) = (Int64(2000 + number * 7), "Anna Lund")
            let year = String(2008 + number)
            let month = "0" + String(number % 9 + 1)
            let day = "1" + String(number % 10)
            let hour = "1" + String(number % 10)
            let minute = "2" + String(number % 6)
            let second = "3" + String(number % 5)
            item.postDate = "\(year)-\(month)-\(day) \(hour):\(minute):\(second)"
            let isBelow = number % 2 == 0
            item.terms = [WXRItemTerm(domain: "category", nicename: isBelow ? "harbour" : "news", name: "")]
            let values: [(String, String)] = [
                ("%year%", year), ("%monthnum%", month), ("%day%", day), ("%hour%", hour), ("%minute%", minute),
                ("%second%", second),
                ("%postname%", item.name), ("%post_id%", String(2000 + number * 7)), ("%author%", "anna-lund"),
                ("%category%", isBelow ? "news/harbour" : "news"),
            ]
            var path = structure
            for (token, value) in values { path = path.replacing(token, with: value) }
            item.link = "https://old.example" + base + path
            change(&item, number)
            solver.add(item)
        }
        return solver.result
    }

    @Test(
        "A68: the structure is solved from the addresses of the articles alone",
        arguments: [
            "/%year%/%monthnum%/%postname%/", "/%year%/%monthnum%/%day%/%postname%/", "/%postname%/", "/%postname%",
            "/archives/%post_id%",
            "/archives/%post_id%/", "/%category%/%postname%/", "/blog/%postname%/", "/blog/%year%/%postname%/",
            "/%postname%.html",
            "/index.php/%year%/%monthnum%/%postname%/", "/%year%/%postname%.html", "/%post_id%/%postname%/",
            "/%post_id%-%postname%/",
            "/%postname%-%post_id%/", "/%author%/%postname%/", "/%year%-%monthnum%-%day%/%postname%/",
            "/%year%%monthnum%/%postname%/",
            "/news/%category%/%post_id%", "/%year%/%monthnum%/%day%/%hour%%minute%%second%/%postname%/", "/a/b/c/%postname%/",
        ])
    func structures(_ structure: String) {
        let result = solved(structure)
        #expect(result?.structure?.text == structure)
        #expect(result?.fitting == 12 && result?.articles == 12 && result?.exception == nil)
        #expect(solved(structure, base: "/magazine")?.structure?.text == structure)
    }

    @Test("A68: what a plugin or a person made otherwise is counted and named; where nothing fits most of them, nothing is taken")
    func exceptions() {
        let some = solved("/%year%/%monthnum%/%postname%/") { item, number in
            if number % 4 == 0 { item.link = "https://old.example/en/story-\(number)/" }
        }
        #expect(
            some?.structure?.text == "/%year%/%monthnum%/%postname%/" && some?.fitting == 9 && some?.exception == "/en/story-4/")
        let none = solved("/%postname%/") { item, number in item.link = "https://old.example/\(number)/x/" }
        #expect(none?.structure == nil && none?.exception == "/1/x/")
        let plain = solved("/%postname%/") { item, _ in item.link = "https://old.example/?p=\(item.postID ?? 0)" }
        #expect(plain?.isPlain == true && plain?.structure == nil && plain?.fitting == 12)
        #expect(PermalinkSolver(basePath: "").result == nil)
    }

    @Test("drafts, pages and attachments say nothing of it")
    func others() {
        let result = solved("/%year%/%postname%/") { item, number in
            switch number {
            case 1: (item.status, item.link) = ("draft", "https://old.example/?p=1")
            case 2: (item.type, item.link) = ("page", "https://old.example/about/")
            case 3: (item.type, item.attachmentURL) = ("attachment", "https://old.example/x.jpg")
            default: break
            }
        }
        #expect(result == PermalinkSolver.Result(structure: PermalinkStructure("/%year%/%postname%/"), fitting: 9, articles: 9))
    }

    @Test(
        "what stands before the first token is the front, and years move out of the way of numbers",
        arguments: [
            ("/%year%/%postname%/", "/", "/"), ("/blog/%postname%/", "/blog/", "/blog/"),
            ("/archives/%post_id%", "/archives/", "/archives/date/"),
            ("/index.php/%postname%/", "/", "/"), ("/index.php/blog/%postname%/", "/blog/", "/blog/"),
            ("/%year%/%monthnum%/%day%/%post_id%", "/", "/"),
        ])
    func fronts(_ text: String, _ front: String, _ dates: String) {
        #expect(PermalinkStructure(text)?.front == front && PermalinkStructure(text)?.datesBase == dates)
    }

    @Test(
        "what is no structure is refused",
        arguments: [
            "", "x", "/", "/blog/", "/%year%/", "/%unknown%/%postname%", "/%postname", "//evil/%postname%/", "/../%postname%/",
            "/%postname%/?x", "/%postname%#a", "/\u{1}%postname%/",
        ])
    func refused(_ text: String) {
        #expect(PermalinkStructure(text) == nil)
    }
}
