import Content
import Foundation
import Testing

@testable import Site

/// What the words of a language make of dates, lists and numbers, judged by ICU's own data, which Foundation has.
@Suite("Dates, lists and numbers as ICU writes them")
struct WrittenByLanguageTests {
    static let languages = [
        ("en", "en_GB"), ("en-US", "en_US"), ("en-CA", "en_CA"), ("es", "es_ES"), ("de", "de_DE"),
        ("de-AT", "de_AT"), ("de-CH", "de_CH"), ("fr", "fr_FR"), ("fr-CA", "fr_CA"), ("ar", "ar_001"), ("ar-SY", "ar_SY"),
        ("ar-IQ", "ar_IQ"), ("ar-DZ", "ar_DZ"), ("ar-TN", "ar_TN"), ("ar-MA", "ar_MA"), ("ar-EG", "ar_EG"),
    ]

    @Test("every month and weekday, in a date and in the title of a month", arguments: languages)
    func dates(_ language: String, _ locale: String) throws {
        let dates = try Theme().vocabulary.words(in: language).dates
        let format = DateFormatter()
        format.locale = Locale(identifier: locale + "@calendar=gregorian;numbers=latn")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        for month in 1...12 {
            for day in [1, 9, 22] {
                let time = try #require(CivilTime(year: 2023, month: month, day: day, hour: 19, minute: 5))
                let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
                (format.dateStyle, format.timeStyle) = (.long, .none)
                #expect(plain(dates.day(time)) == plain(format.string(from: date)))
                format.dateStyle = .full
                #expect(plain(dates.weekdayAndDay(time)) == plain(format.string(from: date)))
                format.setLocalizedDateFormatFromTemplate("yMMMM")
                #expect(plain(dates.month(time)) == plain(format.string(from: date)))
            }
        }
    }

    @Test(
        "the time of day",
        arguments: [
            ("en", "9:05", "09:05"), ("en-US", "19:30", "7:30\u{202F}PM"), ("en-US", "0:00", "12:00\u{202F}AM"),
            ("es", "9:05", "9:05"), ("de", "9:05", "09:05"), ("fr", "19:30", "19:30"), ("fr-CA", "19:30", "19\u{A0}h\u{A0}30"),
            ("ar", "19:30", "7:30\u{A0}م"), ("ar", "12:00", "12:00\u{A0}م"), ("ar-MA", "19:30", "19:30"),
        ])
    func times(_ language: String, _ clock: String, _ expected: String) throws {
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        let time = try #require(CivilTime(year: 2023, month: 1, day: 1, hour: parts[0], minute: parts[1]))
        #expect(try Theme().vocabulary.words(in: language).dates.time(time) == expected)
    }

    @Test("lists of one to five names", arguments: languages)
    func lists(_ language: String, _ locale: String) throws {
        let words = try Theme().vocabulary.words(in: language)
        let lists = [
            ["Ana"], ["Ana", "Bo"], ["Ana", "Bo", "Cy"], ["Ana", "Bo", "Cy", "Di", "Ed"], ["Ana", "Inés"], ["Ana", "Hilario"],
            ["Ana", "Bo", "Ignacio"], ["Ana", "Hiedra"], ["Ana", "Hugo"], ["Ana", "isla"], ["Ana", "Yara"],
        ]
        for names in lists {
            let judged = names.formatted(.list(type: .and).locale(Locale(identifier: locale)))
            // Some releases set names of another script apart with marks that nobody sees.
            #expect(words.list(names) == judged.filter { $0 != "\u{2068}" && $0 != "\u{2069}" }, "\(names)")
        }
        #expect(words.list([]) == "")
    }

    @Test(
        "the Spanish y is e before the sound of i, also where ICU does not look",
        arguments: [("Íñigo", "e"), ("Hípías", "e"), ("Yves", "e"), ("Yolanda", "y"), ("Hiato", "y"), ("«Isla»", "e"), ("", "y")])
    func spanish(_ name: String, _ joint: String) throws {
        #expect(try Theme().vocabulary.words(in: "es").list(["Ana", name]) == "Ana \(joint) \(name)")
    }

    @Test("numbers, thousands parted", arguments: languages)
    func numbers(_ language: String, _ locale: String) throws {
        let words = try Theme().vocabulary.words(in: language)
        for number in [0, 7, 999, 1000, 9999, 10000, 123_456, 1_234_567, -1234] {
            let judged = number.formatted(.number.locale(Locale(identifier: locale + "@numbers=latn")))
            let own = words.number(number)
            #expect(own.filter { $0 != "\u{200E}" } == judged.filter { $0 != "\u{200E}" })
        }
        #expect(words.number(.min).hasPrefix("-9"))
    }

    @Test(
        "the size of a file",
        arguments: [
            ("en", 0, "1\u{A0}kB"), ("en", 1499, "1\u{A0}kB"), ("en", 512_300, "512\u{A0}kB"), ("en", 2_345_678, "2.3\u{A0}MB"),
            ("de", 2_345_678, "2,3\u{A0}MB"), ("fr", 2_000_400, "2\u{A0}Mo"), ("es", 1_500_000_000, "1,5\u{A0}GB"),
            ("ar", 950, "1\u{A0}كيلوبايت"), ("en", Int64.max, "9,223,372,036.8\u{A0}GB"),
        ])
    func sizes(_ language: String, _ bytes: Int64, _ expected: String) throws {
        #expect(try Theme().vocabulary.words(in: language).size(bytes) == expected)
    }

    /// ICU's releases differ in which space and whether a comma stands before an Arabic year.
    private func plain(_ text: String) -> String {
        text.replacing("،", with: "").replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
    }
}
