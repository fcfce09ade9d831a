import Content
import TestSupport
import Testing

@testable import Site

@Suite("The words of a theme")
struct VocabularyTests {
    private let folder = Result { try TemporaryFolder() }

    private func theme(_ files: [String: String]) throws -> Theme {
        let folder = try folder.get()
        for (name, text) in files { try folder.write(text, to: name) }
        return try Theme(overriding: folder.path)
    }

    @Test(
        "are looked up by language tag: region, then language, then English",
        arguments: [
            ("en", "Address"), ("es", "Dirección"), ("es-AR", "Dirección"), ("de_AT", "Adresse"), ("FR-ca", "Adresse"),
            ("ar-EG", "العنوان"), ("zh-Hant-TW", "Address"), ("", "Address"), ("not a language", "Address"), ("e", "Address"),
        ])
    func lookup(_ language: String, _ word: String) throws {
        #expect(try Theme().vocabulary.words(in: language).text("address") == word)
    }

    @Test("a word of the magazine's own stands in for the default's, and no other is lost")
    func override() throws {
        let vocabulary = try theme(["words/es.json": #"{"by": "De"}"#]).vocabulary
        #expect(vocabulary.words(in: "es").text("by") == "De" && vocabulary.words(in: "es-CL").text("newer") == "Más reciente")
        #expect(vocabulary.words(in: "en").text("by") == "By")
    }

    @Test("a word changed in a language is changed in its regions, whose own dates stay")
    func overrideAboveRegion() throws {
        let words = try theme(["words/de.json": #"{"by": "Text:"}"#]).vocabulary.words(in: "de-AT")
        #expect(words.text("by") == "Text:")
        #expect(words.dates.month(try #require(CivilTime(year: 2024, month: 1, day: 5))) == "Jänner 2024")
    }

    @Test("one file makes a magazine in another language; what it lacks is English, each word by its own language's plural")
    func newLanguage() throws {
        let vocabulary = try theme([
            "words/ru.json": """
            {"newer": "Новее", "readingTime": {"one": "{count} минута", "few": "{count} минуты", "many": "{count} минут", "other": "{count} минуты"},
             "lists": {"last": " и ", "two": " и "}, "numbers": {"group": "\\u00a0"}}
            """
        ]).vocabulary
        let words = vocabulary.words(in: "ru-RU")
        #expect(words.text("newer") == "Новее" && words.text("older") == "Older")
        #expect(
            [1, 2, 5, 21, 112].map { words.text("readingTime", count: $0) } == [
                "1 минута", "2 минуты", "5 минут", "21 минута", "112 минут",
            ])
        // 21 is `one` in Russian; this sentence is English.
        #expect(words.text("comments", count: 21) == "21 comments" && words.text("comments", count: 1) == "1 comment")
        #expect(words.list(["А", "Б", "В"]) == "А, Б и В" && words.number(12345) == "12\u{A0}345")
        // Months of another language would be worse than numbers.
        #expect(words.dates.day(try #require(CivilTime(year: 2024, month: 1, day: 5))) == "2024-01-05")
        #expect(words.dates.month(try #require(CivilTime(year: 2024, month: 1, day: 5))) == "2024-01")
    }

    @Test("months may stand otherwise alone than in a date, and a pattern may put its parts in any order")
    func dates() throws {
        let names = (1...12).map { "\"m\($0)\"" }.joined(separator: ", ")
        let alone = (1...12).map { "\"M\($0)\"" }.joined(separator: ", ")
        let days = (1...7).map { "\"d\($0)\"" }.joined(separator: ", ")
        let dates = try theme([
            "words/ja.json": """
            {"dates": {"months": [\(names)], "monthsAlone": [\(alone)], "weekdays": [\(days)], "periods": ["am", "pm"],
             "day": "{year}/{month}/{day}", "weekdayAndDay": "{day}.{month}.{year} ({weekday})", "month": "{month} of {year}",
             "time": "{period} {hour12}:{minute} {hourShort} {hour}", "dayAndTime": "{time} on {date}"}}
            """
        ]).vocabulary.words(in: "ja").dates
        // A Sunday.
        let time = try #require(CivilTime(year: 2024, month: 3, day: 31, hour: 0, minute: 7))
        #expect(dates.day(time) == "2024/m3/31" && dates.month(time) == "M3 of 2024")
        #expect(dates.weekdayAndTime(time) == "am 12:07 0 00 on 31.m3.2024 (d7)")
        #expect(dates.time(try #require(CivilTime(year: 2024, month: 4, day: 1, hour: 12))) == "pm 12:00 12 12")
        #expect(dates.time(try #require(CivilTime(year: 2024, month: 4, day: 1, hour: 23))) == "pm 11:00 23 23")
    }

    @Test("dates that are not whole are printed in numbers")
    func halfDates() throws {
        let dates = try theme(["words/nl.json": #"{"dates": {"day": "{day} {month} {year}"}}"#]).vocabulary.words(in: "nl").dates
        #expect(dates.day(try #require(CivilTime(year: 2024, month: 1, day: 5))) == "2024-01-05")
    }

    @Test("a file may be for several regions")
    func regions() throws {
        let vocabulary = try Theme().vocabulary
        let november = try #require(CivilTime(year: 2023, month: 11, day: 1))
        for language in ["ar-SY", "ar-LB", "ar-iq"] {
            #expect(vocabulary.words(in: language).dates.day(november) == "1 تشرين الثاني 2023")
        }
        #expect(vocabulary.words(in: "ar").dates.day(november) == "1 نوفمبر 2023")
        #expect(vocabulary.words(in: "ar-LB").text("by") == "بقلم")
    }

    @Test(
        "what is wrong in a file of words is refused with file and word",
        arguments: [
            (
                "nl", #"{"comments": {"one": "{cont} reactie", "other": "{count} reacties"}}"#,
                "words/nl.json: ‘comments’ has the place {cont}; it may have {count}."
            ),
            ("nl", #"{"newer": "Nieuwer {count}"}"#, "words/nl.json: ‘newer’ has the place {count}; it has no places."),
            ("nl", #"{"mine": "{count}"}"#, "words/nl.json: ‘mine’ has the place {count}; it has no places."),
            (
                "nl", #"{"pageOf": "Pagina {number van {count}"}"#,
                "words/nl.json: ‘pageOf’ has a brace that belongs to no place such as {count}."
            ),
            ("nl", #"{"newer": "}"}"#, "words/nl.json: ‘newer’ has a brace that belongs to no place such as {count}."),
            (
                "nl", #"{"comments": {"one": "1", "several": "2", "other": "3"}}"#,
                "words/nl.json: ‘comments’ has the form ‘several’; there are ‘zero’, ‘one’, ‘two’, ‘few’, ‘many’, ‘other’."
            ),
            ("nl", #"{"comments": {"one": "1"}}"#, "words/nl.json: ‘comments’ lacks the form ‘other’."),
            (
                "nl", #"{"comments": "{count} reacties"}"#,
                "words/nl.json: ‘comments’ has plural forms: {\"one\": \"…\", \"other\": \"…\"}."
            ),
            ("nl", #"{"newer": {"other": "Nieuwer"}}"#, "words/nl.json: ‘newer’ is one text, without plural forms."),
            ("nl", #"{"newer": 7}"#, "words/nl.json: ‘newer’ is not a text."),
            (
                "nl", #"{"language": "nl"}"#,
                "words/nl.json: ‘language’ is no word: templates get the words' language by this name."
            ),
            (
                "nl", #"{"dates": {"months": ["januari"]}}"#,
                "words/nl.json: ‘dates’ is wrong: ‘months’ has 1 names instead of 12."
            ),
            (
                "nl", #"{"dates": {"day": "{day} {hour}"}}"#,
                "words/nl.json: ‘dates’ is wrong: ‘day’ has the place {hour}; it may have {day}, {month}, {year}."
            ),
            ("nl", #"{"dates": {"dya": "{day}"}}"#, "words/nl.json: ‘dates’ is wrong: ‘dya’ means nothing here."),
            ("nl", #"{"lists": {"three": "+"}}"#, "words/nl.json: ‘lists’ is wrong: ‘three’ means nothing here."),
            (
                "nl", #"{"numbers": {"groupFrom": 0}}"#,
                "words/nl.json: ‘numbers’ is wrong: ‘groupFrom’ is a number of digits, 4 or more."
            ),
            ("nl", #"{"alsoFor": ["?"]}"#, "words/nl.json: ‘alsoFor’ is no language tag."),
            ("nl", "[1]", "words/nl.json: It is not a JSON object of words: {\"newer\": \"Newer\", …}."),
            (
                "nl", "{\"a\": {\"b\": {\"c\": {\"d\": {\"e\": \"f\"}}}}}",
                "words/nl.json: It is not a JSON object of words: {\"newer\": \"Newer\", …}."
            ),
            ("nl", "", "words/nl.json: It is not a JSON object of words: {\"newer\": \"Newer\", …}."),
            (
                "dutch words", "{}",
                "words/dutch words.json: The file is not named for a language, as in ‘de.json’ or ‘de-AT.json’."
            ),
        ])
    func refused(_ language: String, _ text: String, _ message: String) throws {
        let error = #expect(throws: ThemeError.self) { try theme(["words/\(language).json": text]) }
        #expect(error?.description == message)
    }

    @Test("the one file of words that older themes have is refused with what to do")
    func oldFile() throws {
        let error = #expect(throws: ThemeError.self) { try theme(["words.json": #"{"by": "By"}"#]) }
        let message = error?.description ?? ""
        #expect(message.contains("words.json: it is not read any more") && message.contains("words/de.json"))
    }

    @Test("a theme can say which words of a language it lacks")
    func missing() throws {
        #expect(try Theme().missingWords(in: "de-AT") == [] && Theme().missingWords(in: "ar") == [])
        let missing = try theme(["words/nl.json": #"{"newer": "Nieuwer"}"#]).missingWords(in: "nl-BE")
        #expect(missing.contains("older") && missing.contains("comments") && missing.contains("dates.months"))
        #expect(!missing.contains("newer"))
    }
}
