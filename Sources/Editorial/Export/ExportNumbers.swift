import Storage

/// The numbers of things in an export: those that an old site gave them, and unused ones for the rest. WordPress numbers all posts,
/// attachments and entries of menus together, and so all terms, and all people.
struct ExportNumbers {
    private var articles: [Int64: Int64] = [:]
    private var pictures: [Int64: Int64] = [:]
    private var entries: [Int64: Int64] = [:]
    private var sections: [Int64: Int64] = [:]
    private var tags: [Int64: Int64] = [:]
    private var menus: [Int64: Int64] = [:]
    private var authors: [Int64: Int64] = [:]
    private var logins: [Int64: String] = [:]
    private var pictureOfNumber: [Int64: Int64] = [:]
    private var articleOfNumber: [Int64: Int64] = [:]
    private var lastPost: Int64 = 0
    private var lastTerm: Int64 = 0
    private var lastAuthor: Int64 = 0

    /// Beyond this a number is nobody's, and there must be room behind it.
    private static let largest: Int64 = 1 << 50

    init(_ library: Library) throws {
        var posts: Set<Int64> = []
        var terms: Set<Int64> = []
        var people: Set<Int64> = []
        func keep(_ number: Int64?, of target: Int64, _ known: inout [Int64: Int64], _ taken: inout Set<Int64>) {
            // Of two old sites the one that came first keeps its numbers: `?p=7` leads to its article.
            guard let number, known[target] == nil, taken.insert(number).inserted else { return }
            known[target] = number
        }
        try library.eachOrigin { origin in
            let number = ExportNumbers.number(origin.oldID)
            switch origin.kind {
            case .item: keep(number, of: origin.target, &articles, &posts)
            case .attachment: keep(number, of: origin.target, &pictures, &posts)
            case .menuEntry:
                let own = origin.oldID.split(separator: "@").first.map(String.init) ?? ""
                keep(ExportNumbers.number(own), of: origin.target, &entries, &posts)
            case .category: keep(number, of: origin.target, &sections, &terms)
            case .tag: keep(number, of: origin.target, &tags, &terms)
            case .author:
                keep(number, of: origin.target, &authors, &people)
                if origin.oldID.hasPrefix("login:"), logins[origin.target] == nil {
                    logins[origin.target] = String(origin.oldID.dropFirst("login:".count))
                }
            case .term:
                let own = origin.oldID.split(separator: "#").last.map(String.init) ?? ""
                keep(ExportNumbers.number(own), of: origin.target, &tags, &terms)
            case .menu where origin.oldID.hasPrefix("#"):
                keep(ExportNumbers.number(String(origin.oldID.dropFirst())), of: origin.target, &menus, &terms)
            case .menu: break
            }
        }
        (lastPost, lastTerm, lastAuthor) = (posts.max() ?? 0, terms.max() ?? 0, people.max() ?? 0)
        for (picture, number) in pictures { pictureOfNumber[number] = picture }
        for (article, number) in articles { articleOfNumber[number] = article }
    }

    func article(_ id: Int64) -> Int64 { articles[id] ?? lastPost &+ id &* 3 }
    func picture(_ id: Int64) -> Int64 { pictures[id] ?? lastPost &+ id &* 3 &+ 1 }
    func entry(_ id: Int64) -> Int64 { entries[id] ?? lastPost &+ id &* 3 &+ 2 }
    func section(_ id: Int64) -> Int64 { sections[id] ?? lastTerm &+ id &* 3 }
    func tag(_ id: Int64) -> Int64 { tags[id] ?? lastTerm &+ id &* 3 &+ 1 }
    func menu(_ id: Int64) -> Int64 { menus[id] ?? lastTerm &+ id &* 3 &+ 2 }
    func author(_ id: Int64) -> Int64 { authors[id] ?? lastAuthor &+ id }

    /// What the old site called an author; nil where there was none.
    func login(ofAuthor id: Int64) -> String? { logins[id] }

    /// The picture that has a number in the export.
    func picture(numbered number: Int64) -> Int64? {
        if let known = pictureOfNumber[number] { return known }
        let (row, rest) = (number &- lastPost &- 1).quotientAndRemainder(dividingBy: 3)
        return rest == 0 && row > 0 && pictures[row] == nil ? row : nil
    }

    /// The article that has a number in the export.
    func article(numbered number: Int64) -> Int64? {
        if let known = articleOfNumber[number] { return known }
        let (row, rest) = (number &- lastPost).quotientAndRemainder(dividingBy: 3)
        return rest == 0 && row > 0 && articles[row] == nil ? row : nil
    }

    private static func number(_ text: String) -> Int64? {
        guard let number = Int64(text), (1...largest).contains(number) else { return nil }
        return number
    }
}
