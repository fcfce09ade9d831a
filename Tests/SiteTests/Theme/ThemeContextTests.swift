import Site
import Storage
import TestSupport
import Testing

/// What docs/themes.md promises is made from `ThemeContext`; here it is held against what pages really give.
@Suite("What templates are given")
struct ThemeContextTests {
    @Test("every page of the sample gives its template exactly the names of ThemeContext, each of its type")
    func sample() async throws {
        let record = ContextRecord()
        let magazine = try TemporaryMagazine(theme: try Theme().observed(by: record.record))
        try await magazine.importing(folder: SampleTests.folder)
        let crawl = try await Crawl(magazine, base: "https://harbourpost.example", besides: ["/nothing/"])
        #expect(crawl.answers.count > 120)
        #expect(record.faults == [])
        #expect(record.templates == ["front", "listing", "article", "page", "authors", "search", "error"])
    }

    @Test("every page is rendered with every name that is described, and each has something to say on one of them")
    func everyName() async throws {
        let record = ContextRecord()
        let magazine = try TemporaryMagazine(theme: try Theme().observed(by: record.record))
        try magazine.store.writeWaiting { try SmallMagazine.fill($0) }
        for address in SmallMagazine.addresses {
            let page = try await magazine.page(address)
            let status = ["/nothing/", "/category/toun/"].contains(address) ? 404 : 200
            #expect(page.status == status && page.mediaType.hasPrefix("text/html"), "\(address)")
        }
        #expect(record.faults == [])
        // The name stands beside a portrait, and a menu has two levels: these are always empty.
        #expect(
            record.untold == [
                "navigation[].children[].children", "listing.author.picture.alt", "article.byline[].picture.alt",
            ])
        #expect(record.templates == Set(ThemeContext.pages.map(\.template)))
    }

    @Test("each object that a name leads to is described, and each described object is led to")
    func whole() {
        var reached: Set<String> = []
        for (path, names) in [("", ThemeContext.everywhere + ThemeContext.pages.flatMap(\.names))]
            + ThemeContext.objects.map({ ($0.path, $0.names) })
        {
            for name in names where name.type == .object || name.type == .list {
                let below = ThemeContext.path(of: name, in: path)
                reached.insert(below)
                #expect(ThemeContext.objectsByPath[below] != nil || below == "words", "\(below)")
            }
            #expect(Set(names.map(\.name)).count == names.count || path.isEmpty, "\(path) has a name twice")
        }
        for object in ThemeContext.objects { #expect(reached.contains(object.path), "\(object.path)") }
    }
}
