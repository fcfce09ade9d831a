import Content
import Testing

@Suite("An index of names")
struct NameIndexTests {
    /// `A: Ana, Ås | B: Bob`
    private func index(_ names: [String], _ language: String = "en") -> String {
        NameIndex.letters(of: names, in: language) { $0 }
            .map { "\($0.letter): \($0.entries.joined(separator: ", "))" }.joined(separator: " | ")
    }

    @Test("stands below letters, without regard to capitals and accents")
    func latin() {
        #expect(
            index(["Émile Zola", "bob", "Ana", "Åse", "Eva", "Ægir", "Ødegård", "ødis", "Żaneta", "Zoe"])
                == "A: Ægir, Ana, Åse | B: bob | E: Émile Zola, Eva | O: Ødegård, ødis | Z: Żaneta, Zoe")
        #expect(index(["A\u{30A}se", "Åke"]) == "A: Åke, A\u{30A}se")
    }

    @Test(
        "has the letters that readers of the magazine's language know",
        arguments: [
            ("sv", ["Öst", "Zeta", "Ärla", "Åke", "Anna"], "A: Anna | Z: Zeta | Å: Åke | Ä: Ärla | Ö: Öst"),
            ("nb-NO", ["Åse", "Øyvind", "Æsa", "Ola"], "O: Ola | Æ: Æsa | Ø: Øyvind | Å: Åse"),
            ("es", ["Ñusta", "Nora", "Óscar", "Omar"], "N: Nora | Ñ: Ñusta | O: Omar, Óscar"),
            ("de", ["Özil", "Otto", "Ulf"], "O: Otto, Özil | U: Ulf"),
            ("pl", ["Łucja", "Lena", "Maja"], "L: Lena | Ł: Łucja | M: Maja"),
        ])
    func languages(_ language: String, _ names: [String], _ expected: String) {
        #expect(index(names, language) == expected)
    }

    @Test("has each script's own letters, the script of most names first, and what is no letter last")
    func scripts() {
        #expect(index(["Bob", "أحمد", "ابتسام", "ياسمين"], "ar") == "ا: ابتسام, أحمد | ي: ياسمين | B: Bob")
        #expect(index(["김민수", "강하늘", "까치", "이영희", "Lee"], "ko") == "ㄱ: 강하늘, 김민수, 까치 | ㅇ: 이영희 | L: Lee")
        #expect(index(["かおり", "カズ", "たろう", "田中", "山本"], "ja") == "か: かおり, カズ | た: たろう | 漢: 山本, 田中")
        #expect(index(["Йонас", "Ирина", "Анна"], "bg") == "А: Анна | И: Ирина | Й: Йонас")
        #expect(index(["Ελένη", "Άννα", "Όλγα"], "el") == "Α: Άννα | Ε: Ελένη | Ο: Όλγα")
        #expect(index(["เกษม", "กมล", "ขวัญ"], "th") == "ก: กมล, เกษม | ข: ขวัญ")
        #expect(index(["42nd Street", "…", "", "7", "Zoe"]).hasPrefix("Z: Zoe | #: "))
    }

    @Test("is the same whatever the order in which names come")
    func order() {
        let names = ["Bob", "Ana", "bob", "BOB", "Ána", "Ана", "اا", "9"]
        #expect(index(names) == index(names.reversed()))
        #expect(index([]) == "")
    }
}
