import TestSupport

/// An export of so many items, the same each time: posts of all statuses, pages below pages, attachments, menus, comments, nested
/// sections, an address that two posts have, an id that two items have.
struct GeneratedExport {
    let text: String

    init(items count: Int) {
        var items = (1...count).map(GeneratedExport.item)
        items.append(.post(1, "The id of another", body: "It fails."))
        var terms = [WXRText.author("anna", "Anna Lund", id: 1), WXRText.author("berta", "Berta Lund", id: 2)]
        for number in 0..<20 {
            let parent = number % 4 == 0 ? "" : "section-\(number - 1)"
            terms.append(WXRText.category(100 + number, "section-\(number)", "Section \(number)", parent: parent))
        }
        terms += (0..<10).map { WXRText.tag(200 + $0, "tag-\($0)", "Tag \($0)") }
        terms.append(WXRText.term(300, taxonomy: "nav_menu", "main", "Main"))
        text = WXRText(items, terms: terms).text
    }

    private static func item(_ id: Int) -> WXRText.Item {
        switch id % 10 {
        case 7: return .attachment(id, "picture-\(id).gif", alt: "Picture \(id)") { $0.parent = id - 1 }
        case 8: return .page(id, "Page \(id)", body: "<p>A page.</p>") { $0.parent = id > 10 && id % 20 == 8 ? id + 10 : 0 }
        case 9 where id % 50 == 9:
            return .menuEntry(id, "Entry \(id)", menu: "main", kind: "post_type", object: "post", objectID: id - 8, order: id)
        default: return post(id)
        }
    }

    private static func post(_ id: Int) -> WXRText.Item {
        let body =
            "<p>Text \(id), with <a href=\"https://old.example/?p=\(id / 2)\">a link</a>.</p>\n\n"
            + String(repeating: "More words. ", count: 40)
        return .post(id, "Article \(id)", body: body) { item in
            item.date = "20\(10 + id % 12)-\(10 + id % 3)-\(10 + id % 18) 10:\(10 + id % 50):00"
            item.status = id % 31 == 0 ? "draft" : id % 37 == 0 ? "private" : "publish"
            item.name = id % 41 == 0 ? "the-same" : "article-\(id)"
            item.creator = id % 3 == 0 ? "anna" : "berta"
            item.terms = [
                ("category", "section-\(id % 20)", "Section \(id % 20)"), ("post_tag", "tag-\(id % 13)", "Tag \(id % 13)"),
            ]
            if id % 6 == 0 { item.meta = [("_thumbnail_id", "\(id / 10 * 10 + 7)")] }
            if id % 5 == 0 {
                item.comments = [WXRText.Comment(id * 10, "First."), WXRText.Comment(id * 10 + 1, "Second.", parent: id * 10)]
            }
        }
    }
}
