import Content
import Testing

@Suite("What a page says")
struct PageReadingTests {
    @Test("the text is that of the element that holds the article; what is on every page is left out")
    func content() throws {
        let page = try PageReading(
            """
            <!DOCTYPE html><html><head><title>Quay &amp; sea – The Post</title><style>p{}</style></head><body><h1 id="site-title">The Post</h1>
            <nav><a href="/">Home</a></nav><article><h1 class="entry-title">Quay &amp; sea</h1><div class="entry-content"><p>One<br>two,
            th<b>ree</b>.</p><script>four()</script><ul><li>five</li><li>six</li></ul><div class="sharedaddy">Share this</div>
            <img src="/a.jpg"><img class="emoji" alt="🙂" src="/smile.svg"><img src="data:," data-src="/late.jpg"><img src="/a.jpg"></div></article>
            <aside>Recent</aside><footer>Proudly powered</footer></body></html>
            """)
        #expect(page.title == "Quay & sea – The Post" && page.headline == "Quay & sea")
        #expect(page.text == "One two, three. five six 🙂")
        #expect(page.pictures == ["/a.jpg", "/late.jpg"])
    }

    @Test("without a name for it, the text is that of the one article, or of what is main, or all of it")
    func fallback() throws {
        #expect(try PageReading("<header>A</header><article><p>B</article>C").text == "B")
        #expect(try PageReading("A<main>B<article>C</article><article>D</article></main>").text == "B C D")
        #expect(try PageReading("A <p>B").text == "A B")
        #expect(try PageReading("").text == "")
    }

    @Test(
        "a hostile page is refused or read, and harms nothing",
        arguments: ["<div>", "<b>", "<table><td>", "<p class=entry-content>"])
    func hostile(_ tag: String) {
        _ = try? PageReading(String(repeating: tag, count: 100_000))
    }

    @Test("two texts that differ only in how WordPress sets them have the same words")
    func words() {
        let typed = ComparedWords("\"Isn't it -- so...\" she said 3 x 4 ''twice''")
        #expect(typed == ComparedWords("“Isn’t it&nbsp;— so…” she  said\u{A0}3 × 4 “twice”".replacing("&nbsp;", with: "\u{A0}")))
        #expect(typed != ComparedWords("Isn't it"))
        let (count, missing) = ComparedWords("a b b c d").kept(in: ComparedWords("d b a"), namingMissing: 1)
        #expect(count == 3 && missing == ["b"])
    }
}
