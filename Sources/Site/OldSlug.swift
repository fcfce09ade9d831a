import Content
import Storage

/// The last part of an address, as a slug.
struct OldSlug {
    /// Decoded.
    let text: String
    /// As WordPress keeps what is not ASCII: triplets in small letters.
    let encoded: String

    /// Shorter ones are the beginning of too much.
    static let shortestBeginning = 4

    init?(path: String) {
        guard let last = path.split(separator: "/").last else { return nil }
        let decoded = PercentEncoding.decoded(String(last)).lowercased()
        var slug = Substring(decoded)
        for ending in [".html", ".htm", ".php"] where slug.hasSuffix(ending) { slug = slug.dropLast(ending.count) }
        guard Slug(String(slug)) != nil else { return nil }
        text = String(slug)
        encoded = Permalink.key(of: text).lowercased()
    }

    /// A number alone may be a year, a page, a part.
    var isName: Bool { !text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

    /// The year, the month and the day that stand in a path one after the other, as far as they do.
    static func date(in path: String) -> [Int] {
        var numbers: [Int] = []
        for part in path.split(separator: "/").dropLast() {
            guard let number = PathText.number(part), part.utf8.count == (numbers.isEmpty ? 4 : 2) else {
                if numbers.isEmpty { continue } else { break }
            }
            numbers.append(Int(number))
            if numbers.count == 3 { break }
        }
        return numbers
    }

    /// The one that is meant: of several the one of that date, of these the one that is no page.
    static func only(_ articles: [SluggedArticle], on date: [Int]) -> SluggedArticle? {
        if articles.count < 2 { return articles.first }
        let dated = articles.filter { isDated($0, date) }
        return single(dated.isEmpty ? articles : dated)
    }

    /// The only one, where it is of that date.
    static func only(_ articles: [SluggedArticle], strictlyOn date: [Int]) -> SluggedArticle? {
        articles.count == 1 ? articles.first { isDated($0, date) } : nil
    }

    private static func single(_ articles: [SluggedArticle]) -> SluggedArticle? {
        if articles.count < 2 { return articles.first }
        let others = articles.filter { !$0.isPage }
        return others.count == 1 ? others.first : nil
    }

    private static func isDated(_ article: SluggedArticle, _ date: [Int]) -> Bool {
        guard !date.isEmpty else { return true }
        guard let civil = article.dated.civil else { return false }
        return zip(date, [civil.year, civil.month, civil.day]).allSatisfy { $0 == $1 }
    }
}
