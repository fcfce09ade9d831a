import Content

/// What the search knows of an article, in words as `SearchText` has them: a row of `search_document`.
///
/// The words of the body are not kept here a third time. They are those of a revision, which never changes, so whoever takes an
/// entry out of an index can tell to the word what was put in.
struct SearchEntry: Hashable, Sendable {
    let article: Int64
    /// Its place in the index: of two the newer has the higher one.
    var number: Int64
    let revision: Int64
    let headline: String
    /// Standfirst, byline, tags; speakers and place of a talk or an event.
    let summary: String
    /// Alt texts and the caption of the picture above it. They count as its body.
    let pictures: String

    /// How many bytes of words there may be.
    enum Limit {
        static let headline = 20_000
        static let summary = 40_000
        static let pictures = 40_000
        static let body = 300_000
    }

    /// The words of a body, as they always were and will be for one revision.
    static func words(of body: HTML) -> String { SearchText.words(of: body.text, atMost: Limit.body) }

    /// All the words that count as its body.
    static func body(_ words: String, pictures: String) -> String {
        pictures.isEmpty ? words : words.isEmpty ? pictures : words + " " + pictures
    }

    /// Numbers go by days and within a day by the article's own number, so that they lie close together: an index is the smaller for it.
    /// Where another article has the same one, and where a date makes no sense, `lastNumber` is taken.
    static func number(of article: Int64, dated: WallClock) -> Int64 {
        let (day, _) = dated.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        // From the year 1000 BC on.
        return (min(max(day, -1_000_000), 10_000_000) + 2_100_000) * 256 + (article & 255)
    }

    /// Behind all that have a date: more than 256 articles of one day.
    static func lastNumber(of article: Int64) -> Int64 { article & 0xFFF_FFFF }
}

/// An article that a query finds.
struct SearchFind: Sendable {
    let article: Int64
    let number: Int64
    /// 2 where all words stand in its headline, 1 where they do in headline, standfirst, byline and tags.
    let tier: Int64
    /// The engine's own measure, the higher the better.
    let rank: Int64

    init(_ row: SQLRow) {
        (article, number, tier, rank) = (row.int(0), row.int(1), row.int(2), row.int(3))
    }

    /// The best first; of equals the newer.
    static func isBetter(_ one: SearchFind, _ other: SearchFind) -> Bool {
        (one.tier, one.rank, one.number) > (other.tier, other.rank, other.number)
    }
}
