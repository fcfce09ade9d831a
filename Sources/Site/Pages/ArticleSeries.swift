import Content
import Storage

/// The series an article belongs to, with the parts before and behind it, and what was corrected.
struct ArticleSeries {
    private let frame: Frame
    private let words: Words
    private let name: String
    private let parts: [(id: Int64, link: ArticleLink)]
    private let place: Int

    /// - Returns: nil where it is the only part that can be read.
    init?(_ article: ArticleView, _ frame: Frame, _ words: Words) throws {
        guard let series = article.series else { return nil }
        parts = try frame.library.parts(ofSeries: series.name, with: article.id)
        guard parts.count > 1, let place = parts.firstIndex(where: { $0.id == article.id }) else { return nil }
        (self.frame, self.words, self.place, name) = (frame, words, place, series.name)
    }

    var value: TemplateValue {
        .object([
            "name": .text(name),
            "label": .text(
                words.text("partOf", ["number": words.number(place + 1), "count": words.number(parts.count)])),
            "previous": place > 0 ? frame.link(parts[place - 1].link) : .null,
            "next": place + 1 < parts.count ? frame.link(parts[place + 1].link) : .null,
            "parts": .list(
                parts.enumerated().map { index, part in
                    guard case .object(var value) = frame.link(part.link) else { return .null }
                    value["current"] = .bool(index == place)
                    return .object(value)
                }),
        ])
    }

    static func corrections(_ corrections: [Article.Correction], _ frame: Frame, _ words: Words) -> TemplateValue {
        .list(
            corrections.map { correction in
                .object([
                    "date": frame.day(correction.dated, at: nil, in: words), "text": .markup(correction.text.markup),
                ])
            })
    }
}
