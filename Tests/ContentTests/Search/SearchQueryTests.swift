import Content
import Testing

@Suite("What is asked of the search")
struct SearchQueryTests {
    @Test("all words count, each once; the last one, from four letters on, is also a beginning")
    func words() {
        #expect(
            SearchQuery("Harbour  lights ").terms
                == [.word(["harbour"], isBeginning: false), .word(["lights"], isBeginning: true)])
        #expect(SearchQuery("the art").terms == [.word(["the"], isBeginning: false), .word(["art"], isBeginning: false)])
        #expect(SearchQuery("boat BOAT").terms == [.word(["boat"], isBeginning: true)])
        #expect(SearchQuery("Müller").terms == [.word(["muller", "mueller"], isBeginning: true)])
    }

    @Test("a word that is followed by anything but space is whole")
    func ended() {
        #expect(SearchQuery("boat.").terms == [.word(["boat"], isBeginning: false)])
    }

    @Test("a stretch of an unspaced script is looked for as it stands; a single character as the beginning of a pair")
    func stretches() {
        #expect(SearchQuery("東京都").terms == [.stretch(["東京", "京都"])])
        #expect(SearchQuery("東").terms == [.word(["東"], isBeginning: true)])
    }

    @Test("the text is tidied and repeated as it was typed")
    func text() {
        #expect(SearchQuery("  Once\n round\u{0}\tthe <b>harbour</b> ").text == "Once round the <b>harbour</b>")
        #expect(SearchQuery(" \n ").isEmpty && SearchQuery("").terms.isEmpty)
        #expect(!SearchQuery("***").isEmpty && SearchQuery("***").terms.isEmpty)
    }

    @Test("no more than 200 characters and 32 words are taken")
    func limits() {
        let long = SearchQuery(String(repeating: "a", count: 10_000))
        #expect(long.text.count == 200 && long.isCut)
        let many = SearchQuery((0..<1000).map { "w\($0)" }.joined(separator: " "))
        #expect(many.terms.count == 32 && many.isCut && many.text.unicodeScalars.count <= 200)
        let exact = SearchQuery((0..<32).map { "w\($0)" }.joined(separator: " "))
        #expect(exact.terms.count == 32 && !exact.isCut)
        #expect(SearchQuery(String(repeating: "語", count: 10_000)).terms.count == 1)
    }
}
