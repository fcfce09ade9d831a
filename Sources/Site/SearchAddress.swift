import Content

/// The addresses of the search: its own, `/search/?q=harbour&page=2` and `/search/feed/atom/?q=harbour`, and those that WordPress
/// answers, which lead there: `/?s=harbour`, `/search/harbour/page/2/`, `/search/harbour/feed/rss2/`.
enum SearchAddress: Equatable {
    case page(words: String, number: Int64)
    case feed(words: String, FeedFormat)
    /// To its own address.
    case redirect(String)

    static func path(home: String) -> String { home + "search/" }

    static func page(_ words: String, number: Int64 = 1, home: String) -> String {
        let query = words.isEmpty ? "" : "?q=" + PercentEncoding.formValue(words)
        return path(home: home) + query + (number > 1 && !words.isEmpty ? "&page=\(number)" : "")
    }

    static func feed(_ words: String, _ format: FeedFormat, home: String) -> String {
        format.path(of: path(home: home)) + "?q=" + PercentEncoding.formValue(words)
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
        case "", "index.php",
            _ where rest.hasPrefix("page/"):
            guard let words = value("s") else { return nil }
            let number = PathText.pageNumber(path).map(\.number) ?? SearchAddress.number(value("paged"))
            let format = value("feed").flatMap { $0.isEmpty ? nil : FeedFormat(word: $0) ?? .rss }
            self.init(redirectingTo: words, number: number, format, home: home)
        default:
            guard let words = value("q"), let feed = FeedAddress(path: path), feed.listing == SearchAddress.path(home: home)
            else { return nil }
            if feed.format.path(of: feed.listing) == path {
                self = .feed(words: words, feed.format)
            } else {
                self.init(redirectingTo: words, feed.format, home: home)
            }
        }
    }

    /// Reads a path that nothing else answers.
    init?(path: String, home: String) {
        guard path.hasPrefix(home + "search/") else { return nil }
        var words = path.dropFirst(home.count + "search/".count)
        if words.hasSuffix("/") { words.removeLast() }
        guard !words.isEmpty else {
            self = .page(words: "", number: 1)
            return
        }
        var number: Int64 = 1
        var format: FeedFormat?
        let folder = "/" + words + "/"
        if let (base, page) = PathText.pageNumber(folder), base != "/" {
            (words, number) = (base.dropFirst().dropLast(), page)
        } else if let feed = FeedAddress(path: folder), feed.listing != "/" {
            (words, format) = (feed.listing.dropFirst().dropLast(), feed.format)
        }
        // WordPress writes a space as a form does.
        let typed = PercentEncoding.decoded(String(words).replacing("+", with: " "))
        self.init(redirectingTo: typed, number: number, format, home: home)
    }

    private init(redirectingTo words: String, number: Int64 = 1, _ format: FeedFormat? = nil, home: String) {
        // No longer than it may be: a location is a line of a header.
        let words = SearchQuery(words).text
        self = .redirect(
            format.map { SearchAddress.feed(words, $0, home: home) } ?? SearchAddress.page(words, number: number, home: home))
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
