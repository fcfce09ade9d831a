import Content
import Testing

@Suite("The teaser rule")
struct TeaserTests {
    private func words(_ count: Int) -> String { (1...count).map { "w\($0)" }.joined(separator: " ") }

    @Test("a text of 34 or of exactly 35 words stands whole", arguments: [1, 34, 35])
    func whole(_ count: Int) {
        #expect(Teaser.cut(words(count), words: 35) == words(count))
    }

    @Test("a text of 36 words or more is cut after the 35th, with a space and […]", arguments: [36, 37, 400])
    func cut(_ count: Int) {
        #expect(Teaser.cut(words(count), words: 35) == words(35) + " […]")
    }

    @Test("white space of any kind is folded, and none is left at the ends")
    func whiteSpace() {
        #expect(Teaser.cut("\n  one\t two\u{A0}\u{2003}three \r\n", words: 35) == "one two three")
        #expect(Teaser.cut(" \(words(35)) \n", words: 35) == words(35))
        #expect(Teaser.cut("", words: 35) == "")
        #expect(Teaser.cut(" \n ", words: 35) == "")
    }

    @Test("words are parted by white space alone, not by punctuation")
    func punctuation() {
        #expect(Teaser.cut("well-known, isn’t it? – yes/no", words: 4) == "well-known, isn’t it? – […]")
    }

    @Test(
        "in Chinese, Japanese and Thai two characters stand for a word",
        arguments: ["汉", "字", "か", "カ", "ก", "ม", "ກ", "ក", "\u{20000}"])
    func unspaced(_ character: String) {
        let (seventy, more) = (String(repeating: character, count: 70), String(repeating: character, count: 71))
        #expect(Teaser.cut(seventy, words: 35) == seventy)
        #expect(Teaser.cut(more, words: 35) == seventy + " […]")
    }

    @Test("a mark above a Thai character is no character of its own")
    func thaiMarks() {
        let text = String(repeating: "กี่", count: 10)
        #expect(Teaser.cut(text, words: 5) == text)
        #expect(Teaser.cut(text + "ก", words: 5) == text + " […]")
    }

    @Test("Korean is counted by its spaces, not by its characters")
    func korean() {
        let word = "안녕하세요여러분"
        let text = Array(repeating: word, count: 35).joined(separator: " ")
        #expect(Teaser.cut(text, words: 35) == text)
        #expect(Teaser.cut(text + " 끝", words: 35) == text + " […]")
    }

    @Test("scripts may be mixed: a spaced word is two characters' worth")
    func mixed() {
        #expect(Teaser.cut("Swift 漢字 is 楽しい", words: 5) == "Swift 漢字 is 楽しい")
        #expect(Teaser.cut("Swift 漢字 is 楽しい", words: 4) == "Swift 漢字 is 楽し […]")
    }

    @Test("the number of words is a setting")
    func setting() {
        #expect(Teaser.cut("one two three", words: 2) == "one two […]")
        #expect(Teaser.cut("one two three", words: 3) == "one two three")
    }
}
