import Content

/// The addresses of the search: its own, `/search/?q=harbour&page=2` and `/search/feed/?q=harbour`, and those that WordPress
/// answers, which lead there: `/?s=harbour`, `/search/harbour/page/2/`, `/search/harbour/feed/rss2/`.
enum SearchAddress: Equatable {
    case page(words: String, number: Int64)
    case feed(words: String)
    /// To its own address.
    case redirect(String)

    static func path(home: String) -> String { home + "search/" }

    static func page(_ words: String, number: Int64 = 1, home: String) -> String {
        let query = words.isEmpty ? "" : "?q=" + PercentEncoding.formValue(words)
        return path(home: home) + query + (number > 1 && !words.isEmpty ? "&page=\(number)" : "")
    }

    static func feed(_ words: String, home: String) -> String {
        path(home: home) + "feed/?q=" + PercentEncoding.formValue(words)
    }

    /// Reads an address whose parameters say that something is looked for. They say so at any time, also where an article of the old
    /// site has the address `/search/`.
    init?(asking path: String, _ parameters: [(name: String, value: String)], home: String) {
        func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
        guard path.hasPrefix(home) else { return nil }
        let rest = path.dropFirst(home.count)
        switch rest {
        case "search/":
            if let words = value("q") {
                self = .page(words: words, number: SearchAddress.number(value("page")))
            } else if let words = value("s") {
                self.init(redirectingTo: words, home: home)
            } else {
                return nil
            }
        case "search/feed/":
            guard let words = value("q") else { return nil }
            self = .feed(words: words)
        case "", "index.php",
            _ where rest.hasPrefix("page/"):
            guard let words = value("s") else { return nil }
            let number = PathText.pageNumber(path).map(\.number) ?? SearchAddress.number(value("paged"))
            self.init(redirectingTo: words, number: number, isFeed: value("feed")?.isEmpty == false, home: home)
        default: return nil
        }
    }

    /// Reads a path that nothing else answers.
    init?(path: String, home: String) {
        guard path.hasPrefix(home + "search/") else { return nil }
        var parts = path.dropFirst(home.count + "search/".count).split(separator: "/")[...]
        guard !parts.isEmpty else {
            self = .page(words: "", number: 1)
            return
        }
        var number: Int64 = 1
        var isFeed = false
        if parts.count > 2, parts[parts.endIndex - 2] == "page", let last = parts.last, SearchAddress.isNumber(last) {
            number = SearchAddress.number(String(last))
            parts.removeLast(2)
        } else if parts.count > 1, let last = parts.last, SearchAddress.feeds.contains(last) {
            isFeed = true
            parts.removeLast()
            if parts.count > 1, parts.last == "feed" { parts.removeLast() }
        }
        let words = PercentEncoding.decoded(parts.joined(separator: "/").replacing("+", with: " "))
        self.init(redirectingTo: words, number: number, isFeed: isFeed, home: home)
    }

    private static let feeds: Set<Substring> = ["feed", "rss", "rss2", "rdf", "atom"]

    private init(redirectingTo words: String, number: Int64 = 1, isFeed: Bool = false, home: String) {
        // No longer than it may be: a location is a line of a header.
        let words = SearchQuery(words).text
        self = .redirect(
            isFeed
                ? SearchAddress.feed(words, home: home) : SearchAddress.page(words, number: number, home: home))
    }

    /// Whatever is no number is the first page; whatever is too large is the last one.
    private static func number(_ text: String?) -> Int64 {
        guard let text, isNumber(text[...]) else { return 1 }
        return max(1, Int64(text) ?? .max)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
