import Content
import Testing

@Suite("The piece of a text that a search shows")
struct SearchSnippetTests {
    @Test("whole words are marked, however they are spelt, and the beginning of longer ones for the last word alone")
    func marks() {
        #expect(
            snippet("café boat", "The Café has boats, a boat and a CAFE.")
                == "The <mark>Café</mark> has <mark>boats</mark>, a <mark>boat</mark> and a <mark>CAFE</mark>.")
        #expect(snippet("boat café", "boats and a boat") == "boats and a <mark>boat</mark>")
        #expect(snippet("mueller", "Frau Müller kommt") == "Frau <mark>Müller</mark> kommt")
    }

    @Test("what is markup in a text is text, also within a hit")
    func escaping() {
        #expect(
            snippet("script", "<script>alert(1)</script> & \"more\"")
                == "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; \"more\"")
        #expect(snippet("b", "a<b>c") == "a&lt;<mark>b</mark>&gt;c")
    }

    @Test("of a long text about thirty words are shown, around where most of the words stand together")
    func window() throws {
        let filler = (0..<200).map { "word\($0)" }.joined(separator: " ")
        let text = "harbour \(filler) the harbour light shone \(filler)"
        let shown = try #require(snippet("harbour light", text))
        #expect(shown.hasPrefix("… ") && shown.hasSuffix(" …"))
        #expect(shown.contains("the <mark>harbour</mark> <mark>light</mark> shone"))
        #expect(shown.split(separator: " ").count == 32)
    }

    @Test("the beginning and the end of a text are shown without dots")
    func rims() throws {
        let filler = (0..<100).map { "word\($0)" }.joined(separator: " ")
        let first = try #require(snippet("harbour", "“Harbour \(filler)"))
        #expect(first.hasPrefix("“<mark>Harbour</mark> word0") && first.hasSuffix(" …"))
        let last = try #require(snippet("harbour", "\(filler) harbour!"))
        #expect(last.hasPrefix("… ") && last.hasSuffix("<mark>harbour</mark>!"))
    }

    @Test("a stretch is marked where its characters stand together, and a single character anywhere")
    func stretches() {
        #expect(snippet("東京都", "京都と東京、東京都です") == "京都と東京、<mark>東京都</mark>です")
        #expect(snippet("京", "東京と京都") == "東<mark>京</mark>と<mark>京</mark>都")
        #expect(snippet("แมว", "นี่คือแมวของฉัน") == "นี่คือ<mark>แมว</mark>ของฉัน")
        #expect(snippet("서울", "나는 서울에서 왔다") == "나는 <mark>서울</mark>에서 왔다")
    }

    @Test("the first text that has every word is taken, else the one that has most, and none where none has any")
    func choice() {
        let query = SearchSnippet(SearchQuery("harbour light"))
        #expect(query.html(of: ["a harbour", "a light in the harbour"])?.markup.hasPrefix("a <mark>light</mark>") == true)
        #expect(query.html(of: ["nothing", "a light"])?.markup == "a <mark>light</mark>")
        #expect(query.html(of: ["nothing", ""]) == nil)
    }

    @Test("a text of a million characters has a short snippet")
    func long() throws {
        let shown = try #require(snippet("needle", "needle " + String(repeating: "語", count: 400_000)))
        #expect(shown.utf8.count < 400)
        #expect(try #require(snippet("語", String(repeating: "語", count: 400_000))).unicodeScalars.count < 100)
    }

    private func snippet(_ query: String, _ text: String) -> String? {
        SearchSnippet(SearchQuery(query)).html(of: [text])?.markup
    }
}
