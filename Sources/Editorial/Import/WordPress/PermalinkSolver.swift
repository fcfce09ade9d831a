import Content

/// Finds out how an old site made the addresses of its articles: an export does not say it, the articles do. Each address is read as
/// every structure that could have made it; the one that made most of them is it.
struct PermalinkSolver {
    /// What fits, and how many of how many it fits.
    struct Result: Equatable {
        /// nil where no structure fits more than half of them.
        var structure: PermalinkStructure?
        /// `/?p=7`: the site had no structure.
        var isPlain = false
        var fitting: Int
        var articles: Int
        /// The first that was made otherwise: by a plugin, by hand, in another language's folder.
        var exception: String?
    }

    /// The path below which the site lives: empty, or `/blog`.
    let basePath: String
    private var counts: [String: Int] = [:]
    private var plain = 0
    private var articles = 0
    /// The first addresses of each set of structures, to name one that does not fit.
    private var examples: [(path: String, structures: Set<String>)] = []
    /// Parents of the categories that the export defines.
    private var parents: [String: String] = [:]

    /// An article fits a few; a hostile export has as many as it likes.
    private static let mostStructures = 5000
    private static let mostExamples = 200
    private static let mostReadings = 48

    init(basePath: String) { self.basePath = basePath }

    mutating func add(category: String, parent: String) { parents[category] = parent }

    /// Reads a published article's address.
    mutating func add(_ item: WXRItem) {
        guard item.status == "publish", item.type == "post" || item.type == nil, item.attachmentURL == nil,
            let permalink = Permalink(url: item.link)
        else { return }
        articles += 1
        if permalink.text != permalink.path {
            if permalink.text.contains("?p=") { plain += 1 }
            return
        }
        let structures = structures(of: permalink.path, Facts(item, parents))
        if examples.count < PermalinkSolver.mostExamples || structures.isEmpty, examples.count < 2 * PermalinkSolver.mostExamples
        {
            examples.append((permalink.text, structures))
        }
        for structure in structures where counts[structure] != nil || counts.count < PermalinkSolver.mostStructures {
            counts[structure, default: 0] += 1
        }
    }

    var result: Result? {
        guard articles > 0 else { return nil }
        if plain * 2 > articles { return Result(isPlain: true, fitting: plain, articles: articles) }
        // Of two that fit as many, the one with more of it said by tokens; then the shorter one, then by letter.
        let best = counts.max { left, right in
            let (one, other) = (PermalinkSolver.rank(left.key), PermalinkSolver.rank(right.key))
            return (left.value, one, right.key.count, right.key) < (right.value, other, left.key.count, left.key)
        }
        guard let best, best.value * 2 > articles, let structure = PermalinkStructure(best.key) else {
            return Result(fitting: best?.value ?? 0, articles: articles, exception: examples.first?.path)
        }
        let exception = best.value == articles ? nil : examples.first { !$0.structures.contains(best.key) }?.path
        return Result(structure: structure, fitting: best.value, articles: articles, exception: exception)
    }

    /// More tokens, and of those the usual ones, explain more.
    private static func rank(_ text: String) -> Int {
        let structure = PermalinkStructure(text)
        return (structure?.parts ?? []).reduce(0) { sum, part in
            guard case .token(let token) = part else { return sum }
            return switch token {
            case .postname: sum + 12
            case .year, .monthnum, .day, .postID: sum + 10
            case .category, .author: sum + 6
            case .hour, .minute, .second: sum + 2
            }
        }
    }

    // MARK: - One address

    /// What the tokens stand for in one article.
    private struct Facts {
        var values: [(token: PermalinkStructure.Token, text: String)] = []
        /// Paths of its categories: `news`, `news/harbour`.
        var categories: Set<String>

        init(_ item: WXRItem, _ parents: [String: String]) {
            let date = item.postDate.split(whereSeparator: { "- :T".contains($0) }).map(String.init)
            let tokens: [PermalinkStructure.Token] = [.year, .monthnum, .day, .hour, .minute, .second]
            if date.count >= 3 { for (token, text) in zip(tokens, date) { values.append((token, text)) } }
            if !item.name.isEmpty { values.insert((.postname, Permalink.key(of: item.name)), at: 0) }
            if let id = item.postID { values.append((.postID, String(id))) }
            let author = WordPressSlug.sanitized(item.creator)
            if !author.isEmpty { values.append((.author, author)) }
            var paths: Set<String> = []
            for term in item.terms.prefix(50) where term.domain == "category" {
                var line = [term.nicename]
                while let parent = parents[line[0]], !parent.isEmpty, line.count < 64, !line.contains(parent) {
                    line.insert(parent, at: 0)
                }
                paths.insert(Permalink.key(of: line.joined(separator: "/")))
                paths.insert(Permalink.key(of: term.nicename))
            }
            categories = paths.isEmpty ? ["uncategorized"] : paths
        }
    }

    private func structures(of path: String, _ facts: Facts) -> Set<String> {
        guard path.hasPrefix(basePath + "/") else { return [] }
        let rest = path.dropFirst(basePath.count)
        let segments = rest.split(separator: "/").map { Permalink.key(of: String($0)) }
        guard (1...12).contains(segments.count) else { return [] }
        var readings: [String] = []
        read(segments[...], "", facts, into: &readings)
        let ending = rest.hasSuffix("/") ? "/" : ""
        return Set(readings.map { $0 + ending }.filter { PermalinkStructure($0) != nil })
    }

    /// Reads segment by segment; each may stand for several things.
    private func read(_ segments: ArraySlice<String>, _ before: String, _ facts: Facts, into readings: inout [String]) {
        guard readings.count < PermalinkSolver.mostReadings else { return }
        guard let segment = segments.first else {
            readings.append(before)
            return
        }
        for length in stride(from: min(segments.count, 8), through: 1, by: -1) {
            guard facts.categories.contains(segments.prefix(length).joined(separator: "/")) else { continue }
            read(segments.dropFirst(length), before + "/%category%", facts, into: &readings)
        }
        for reading in PermalinkSolver.readings(of: segment, facts) {
            // A number that nothing of the article explains was its date once; no site begins all its addresses with one.
            if reading == segment, segment.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { continue }
            read(segments.dropFirst(), before + "/" + reading, facts, into: &readings)
        }
    }

    /// What one segment may be: a token, tokens with something between them, or itself.
    private static func readings(of segment: String, _ facts: Facts) -> [String] {
        let whole = facts.values.filter { $0.text == segment }.map(\.token.text)
        if !whole.isEmpty { return whole }
        // `12-the-slug.html`: first the slug, which may hold anything.
        if let name = facts.values.first(where: { $0.token == .postname })?.text, name.count > 1,
            let range = segment.firstRange(of: name)
        {
            let (left, right) = (segment[..<range.lowerBound], segment[range.upperBound...])
            return [pieces(left, facts) + "%postname%" + pieces(right, facts)]
        }
        return [pieces(segment[...], facts)]
    }

    /// `2020-01-15` as `%year%-%monthnum%-%day%`; what is none of the values stays as it is.
    private static func pieces(_ text: Substring, _ facts: Facts) -> String {
        var read = ""
        var rest = text
        while !rest.isEmpty {
            let word = rest.prefix { !"-_.~".contains($0) }
            if let value = facts.values.first(where: { $0.token != .postname && $0.text == word }), !word.isEmpty {
                read += value.token.text
            } else if let date = together(word, facts) {
                read += date
            } else {
                // A percent sign of an address is no token's.
                read += word
            }
            rest = rest.dropFirst(word.count)
            if let separator = rest.first {
                read.append(separator)
                rest = rest.dropFirst()
            }
        }
        return read
    }

    /// `20200115`, `202001`, `101530`
    private static func together(_ word: Substring, _ facts: Facts) -> String? {
        for tokens in [[PermalinkStructure.Token.year, .monthnum, .day], [.hour, .minute, .second]] {
            let values = tokens.compactMap { token in facts.values.first { $0.token == token } }
            for count in [3, 2] where values.count >= count {
                let parts = values.prefix(count)
                if parts.map(\.text).joined() == word { return parts.map(\.token.text).joined() }
            }
        }
        return nil
    }
}
