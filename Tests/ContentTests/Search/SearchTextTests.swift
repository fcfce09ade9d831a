import Content
import Testing

/// These rules make the index: who changes one adds a migration that makes it anew.
@Suite("Words as the search knows them")
struct SearchTextTests {
    @Test(
        "a word is found however it is spelt",
        arguments: [
            ("Café CAFÉ cafe\u{301}", "cafe"), ("ÉCOLE école Ecole", "ecole"), ("Straße STRASSE STRAẞE", "strasse"),
            ("Żółć zolc ŻÓŁĆ", "zolc"), ("İstanbul ISTANBUL ıstanbul", "istanbul"), ("Ærø aeroe", "aeroe aeroe"),
            ("ﬁnal final", "final"), ("Ἁλιεύς ΑΛΙΕΥΣ αλιευς", "αλιευσ"), ("ёлка Ёлка елка", "елка"),
            ("за\u{301}мок замок", "замок"),
            ("м\u{43E}и\u{306} мой", "мой"), ("ї і\u{308}", "ї"), ("שָׁלוֹם שלום", "שלום"), ("ＦＵＬＬ full", "full"),
            ("so\u{AD}ft soft", "soft"),
        ])
    func spellings(_ text: String, _ word: String) {
        let words = Set(SearchText.words(of: text, atMost: 1000).split(separator: " "))
        #expect(words.isSubset(of: Set((word + " aero").split(separator: " "))) && !words.isEmpty, "\(words)")
    }

    @Test("an umlaut is found by its letter and written out, also where it comes in pieces")
    func umlauts() {
        #expect(words("Müller") == "muller mueller")
        #expect(words("Mu\u{308}ller") == "muller mueller")
        #expect(words("ÜBERGRÖSSE") == "ubergrosse uebergroesse")
        #expect(words("Ålesund A\u{30A}lesund") == "alesund aalesund alesund aalesund")
        #expect(words("Tromsø") == "tromso tromsoe")
        // Nobody asks for a blue toe and means something else.
        #expect(words("blue toe") == "blue toe")
    }

    @Test("Arabic is found with and without its points, the stroke that makes a word longer, and the forms of a hamza")
    func arabic() {
        #expect(words("مُحَمَّد محمد مـحـمـد") == "محمد محمد محمد")
        #expect(words("أحمد إحمد آحمد احمد ٱحمد") == Array(repeating: "احمد", count: 5).joined(separator: " "))
        #expect(words("مدرسة مدرسه") == "مدرسه مدرسه")
        #expect(words("على علي") == "علي علي")
        #expect(words("مسؤول مسئول") == "مسوول مسيول")
        #expect(words("١٩٤٨ ۱۹۴۸ 1948") == "1948 1948 1948")
    }

    @Test("punctuation parts words; an apostrophe does, whatever it looks like")
    func punctuation() {
        #expect(words("l’homme l'homme lʼhomme") == "l homme l homme l homme")
        #expect(words("Once—round, “the” (harbour)! 3.14/2020-01-02 a_b") == "once round the harbour 3 14 2020 01 02 a b")
        #expect(words("  …—!?🎉 ") == "")
    }

    @Test("vowel signs of Indic scripts stay in their words")
    func indic() {
        #expect(words("पत्रिका पाठकों") == "पत्रिका पाठकों")
        #expect(words("क़लम कलम") == "कलम कलम")
        #expect(words("தமிழ் নাম") == "தமிழ் নাম")
    }

    @Test("a stretch without spaces becomes its pairs and its last character")
    func stretches() {
        #expect(words("東京都") == "東京 京都 都")
        #expect(words("本") == "本")
        #expect(words("iPhone手機 2台") == "iphone 手機 機 2 台")
        #expect(words("カ\u{3099}ス") == "ガス ス" && words("ｶﾞｽ") == "ガス ス")
        #expect(words("서울에서") == "서울 울에 에서 서")
        #expect(words("\u{1109}\u{1165}\u{110B}\u{116E}\u{11AF}") == "서울 울")
        // A Thai character has its vowel and its tone on it.
        #expect(words("ที่นี่") == "ที่นี่ นี่")
        #expect(words("ภาษา\u{200B}ไทย") == words("ภาษาไทย"))
    }

    @Test("what is too long is cut: a word, and a text")
    func limits() {
        #expect(words(String(repeating: "a", count: 500)) == String(repeating: "a", count: 60))
        let long = SearchText.words(of: String(repeating: "word ", count: 100_000), atMost: 1000)
        #expect(long.utf8.count < 1010 && long.hasPrefix("word word"))
        #expect(SearchText.words(of: String(repeating: "語", count: 100_000), atMost: 1000).utf8.count < 1100)
    }

    @Test("words are of small letters, digits and what is beyond ASCII, of any text there is")
    func alphabet() {
        for start in stride(from: UInt32(1), to: 0x2F000, by: 61) {
            let scalars = (start..<start + 61).compactMap(Unicode.Scalar.init)
            for word in words(String(String.UnicodeScalarView(scalars))).utf8 {
                #expect(word >= 0x80 || word == 0x20 || (0x30...0x39).contains(word) || (0x61...0x7A).contains(word))
            }
        }
    }

    @Test("folding what is folded changes nothing")
    func twice() {
        for start in stride(from: UInt32(1), to: 0x2F000, by: 1) {
            guard let scalar = Unicode.Scalar(start) else { continue }
            let once = words(String(scalar))
            // The other spelling of an umlaut is a word of its own.
            let first = once.split(separator: " ").first.map(String.init) ?? ""
            #expect(words(first).split(separator: " ").first.map(String.init) ?? "" == first, "\(String(start, radix: 16))")
        }
    }

    private func words(_ text: String) -> String { SearchText.words(of: text, atMost: 100_000) }
}
