/// The links to the other pages of something: the first, the last, this one and its neighbours, with gaps between.
struct Pagination {
    let words: Words
    /// This page, from 1.
    let number: Int64
    let count: Int64
    let path: (Int64) -> String

    /// Nothing where there is one page only.
    var value: TemplateValue {
        guard count > 1 else { return .null }
        var shown: [TemplateValue] = []
        var last: Int64 = 0
        for page in Set([1, number - 1, number, number + 1, count]).sorted() where (1...count).contains(page) {
            if page > last + 1 { shown.append(entry(page - 1, isGap: true)) }
            shown.append(entry(page, isGap: false))
            last = page
        }
        return .object([
            "number": .number(Int(number)), "count": .number(Int(count)),
            "label": .text(
                words.text("pageOf", ["number": words.number(Int(number)), "count": words.number(Int(count))])),
            "newer": number > 1 ? .text(path(number - 1)) : .null,
            "older": number < count ? .text(path(number + 1)) : .null, "pages": .list(shown),
        ])
    }

    private func entry(_ page: Int64, isGap: Bool) -> TemplateValue {
        .object([
            "number": .number(Int(page)),
            "label": .text(isGap ? "" : words.text("pageNumber", ["number": words.number(Int(page))])),
            "path": isGap ? .null : .text(path(page)), "current": .bool(!isGap && page == number), "gap": .bool(isGap),
        ])
    }
}
