import Content
import Testing

@testable import Site

/// The samples are CLDR's own, of `common/supplemental/plurals.xml` (releases 38 to 47 agree in these).
@Suite("Plural categories")
struct PluralCategoryTests {
    @Test(
        "a count has the category that CLDR's samples give it",
        arguments: [
            ("ja ko zh th vi id ms", ["other: 0~15, 100, 1000, 10000, 100000, 1000000"]),
            ("en de nl sv da nb fi et el hu tr bg", ["one: 1", "other: 0, 2~16, 100, 1000, 10000, 100000, 1000000"]),
            ("am bn fa hi gu zu hy pa", ["one: 0, 1", "other: 2~17, 100, 1000, 10000, 100000, 1000000"]),
            ("fr pt", ["one: 0, 1", "many: 1000000, 2000000", "other: 2~17, 100, 1000, 10000, 100000"]),
            ("es it ca pt-PT", ["one: 1", "many: 1000000, 2000000", "other: 0, 2~16, 100, 1000, 10000, 100000"]),
            (
                "ar",
                [
                    "zero: 0", "one: 1", "two: 2", "few: 3~10, 103~110, 1003", "many: 11~26, 111, 1011",
                    "other: 100~102, 200~202, 300~302, 400~402, 500~502, 600, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "ru uk be",
                [
                    "one: 1, 21, 31, 41, 51, 61, 71, 81, 101, 1001", "few: 2~4, 22~24, 32~34, 42~44, 52~54, 62, 102, 1002",
                    "many: 0, 5~19, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "pl",
                [
                    "one: 1", "few: 2~4, 22~24, 32~34, 42~44, 52~54, 62, 102, 1002",
                    "many: 0, 5~19, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            ("cs sk", ["one: 1", "few: 2~4", "other: 0, 5~19, 100, 1000, 10000, 100000, 1000000"]),
            (
                "sr hr bs",
                [
                    "one: 1, 21, 31, 41, 51, 61, 71, 81, 101, 1001", "few: 2~4, 22~24, 32~34, 42~44, 52~54, 62, 102, 1002",
                    "other: 0, 5~19, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "sl dsb hsb",
                [
                    "one: 1, 101, 201, 301, 401, 501, 601, 701, 1001", "two: 2, 102, 202, 302, 402, 502, 602, 702, 1002",
                    "few: 3, 4, 103, 104, 203, 204, 303, 304, 1003", "other: 0, 5~19, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "lt",
                [
                    "one: 1, 21, 31, 41, 51, 61, 71, 81, 101, 1001", "few: 2~9, 22~29, 102, 1002",
                    "other: 0, 10~20, 30, 40, 50, 60, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "lv",
                [
                    "zero: 0, 10~20, 30, 40, 50, 60, 100, 1000, 10000, 100000, 1000000",
                    "one: 1, 21, 31, 41, 51, 61, 71, 81, 101, 1001", "other: 2~9, 22~29, 102, 1002",
                ]
            ),
            ("ro", ["one: 1", "few: 0, 2~16, 102, 1002", "other: 20~35, 100, 1000, 10000, 100000, 1000000"]),
            (
                "is mk",
                [
                    "one: 1, 21, 31, 41, 51, 61, 71, 81, 101, 1001", "other: 0, 2~16, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            ("he", ["one: 1", "two: 2", "other: 0, 3~17, 100, 1000, 10000, 100000, 1000000"]),
            (
                "mt",
                [
                    "one: 1", "two: 2", "few: 0, 3~10, 103~109, 1003", "many: 11~19, 111~117, 1011",
                    "other: 20~35, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "ga",
                [
                    "one: 1", "two: 2", "few: 3~6", "many: 7~10", "other: 0, 11~25, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "gd",
                [
                    "one: 1, 11", "two: 2, 12", "few: 3~10, 13~19", "other: 0, 20~34, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "cy",
                [
                    "zero: 0", "one: 1", "two: 2", "few: 3", "many: 6",
                    "other: 4, 5, 7~20, 100, 1000, 10000, 100000, 1000000",
                ]
            ),
            (
                "br",
                [
                    "one: 1, 21, 31, 41, 51, 61, 81, 101, 1001", "two: 2, 22, 32, 42, 52, 62, 82, 102, 1002",
                    "few: 3, 4, 9, 23, 24, 29, 33, 34, 39, 43, 44, 49, 103, 1003", "many: 1000000",
                    "other: 0, 5~8, 10~20, 100, 1000, 10000, 100000",
                ]
            ),
            (
                "gv",
                [
                    "one: 1, 11, 21, 31, 41, 51, 61, 71, 101, 1001", "two: 2, 12, 22, 32, 42, 52, 62, 72, 102, 1002",
                    "few: 0, 20, 40, 60, 80, 100, 120, 140, 1000, 10000, 100000, 1000000", "other: 3~10, 13~19, 23, 103, 1003",
                ]
            ),
            (
                "kw",
                [
                    "zero: 0", "one: 1", "two: 2, 22, 42, 62, 82, 102, 122, 142, 1000, 10000, 100000",
                    "few: 3, 23, 43, 63, 83, 103, 123, 143, 1003", "many: 21, 41, 61, 81, 101, 121, 141, 161, 1001",
                    "other: 4~19, 100, 1004, 1000000",
                ]
            ),
            (
                "fil",
                [
                    "one: 0~3, 5, 7, 8, 10~13, 15, 17, 18, 20, 21, 100, 1000, 10000, 100000, 1000000",
                    "other: 4, 6, 9, 14, 16, 19, 24, 26, 104, 1004",
                ]
            ),
            ("tzm", ["one: 0, 1, 11~24", "other: 2~10, 100~106, 1000, 10000, 100000, 1000000"]),
            ("shi", ["one: 0, 1", "few: 2~10", "other: 11~26, 100, 1000, 10000, 100000, 1000000"]),
            ("lag ksh", ["zero: 0", "one: 1", "other: 2~17, 100, 1000, 10000, 100000, 1000000"]),
        ])
    func samples(_ languages: String, _ samples: [String]) throws {
        for language in languages.split(separator: " ") {
            let tag = try #require(LanguageTag(String(language)))
            var categories: Set<PluralCategory> = []
            for line in samples {
                let parts = line.split(separator: ": ")
                let category = try #require(PluralCategory(rawValue: String(parts[0])))
                categories.insert(category)
                for count in PluralCategoryTests.numbers(parts[1]) {
                    #expect(PluralCategory(of: count, in: tag) == category, "\(count) in \(language)")
                }
            }
            #expect(PluralCategory.needed(in: tag) == categories.union([.other]))
        }
    }

    @Test("a region, an old code and a language nobody has heard of have a rule too")
    func others() throws {
        func category(_ count: Int, _ language: String) throws -> PluralCategory {
            PluralCategory(of: count, in: try #require(LanguageTag(language)))
        }
        #expect(try category(0, "fr-CA") == .one && category(0, "pt-BR") == .one && category(0, "pt_PT") == .other)
        #expect(try category(2, "iw") == .two && category(1, "in") == .other && category(2, "sh") == .few)
        #expect(try category(1, "tlh") == .one && category(0, "tlh") == .other && category(-1, "en") == .other)
        #expect(try category(.max, "ar") == .few && category(.min, "ar") == .zero)
    }

    /// `2~4, 22` as CLDR writes it.
    private static func numbers(_ samples: Substring) -> [Int] {
        samples.split(separator: ", ").flatMap { part -> [Int] in
            let ends = part.split(separator: "~").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last else { return [] }
            return Array(first...last)
        }
    }
}
