import Content
import Testing

@Suite("Cards for those who share a page")
struct SharingCardTests {
    @Test("two cards that differ have other bytes, wherever one text ends and the next begins")
    func identity() {
        let cards = [
            ("a", "b", "en"), ("ab", "", "en"), ("", "ab", "en"), ("a", "b", "ar"), ("a", "ben", ""), ("a 1 b", "", "en"),
            ("a ", "b", "en"),
            ("A", "b", "en"),
        ].map { SharingCard(headline: $0.0, magazine: $0.1, language: $0.2) }
        #expect(Set(cards.map(\.identity)).count == cards.count)
        #expect(cards[0].identity == SharingCard(headline: "a", magazine: "b", language: "en").identity)
    }

    @Test("texts without end are cut")
    func bounded() {
        let long = String(repeating: "a\u{0301}", count: 1_000_000)
        let card = SharingCard(headline: long, magazine: long, language: long)
        #expect(card.identity.count < 10_000 && card.headline.hasPrefix("a\u{0301}"))
    }
}
