/// What became of all addresses of the old site, with the sums.
package struct VerifiedSite: Sendable {
    /// What was replayed, for a sentence: "that the export names".
    package let scope: String
    package let magazine: String
    /// What an address is put behind to be opened.
    package let origin: String
    package private(set) var addresses: [VerifiedAddress] = []
    package private(set) var notes: [String] = []
    package private(set) var counts: [VerifiedAddress.Kind: [VerifiedAddress.Verdict: Int]] = [:]
    package private(set) var titles = Share()
    package private(set) var words = Share()
    package private(set) var pictures = Share()
    /// Of the articles whose words were compared, how many have all of them.
    package private(set) var texts = Share()
    /// How many redirects take more than one step.
    package private(set) var chains = 0
    private var asked: Set<String> = []

    /// So many of so many.
    package struct Share: Codable, Sendable, Equatable {
        package var count = 0
        package var total = 0

        package init() {}

        mutating func add(_ count: Int, of total: Int) {
            self.count += count
            self.total += total
        }

        package var isWhole: Bool { count == total }

        /// In tenths of a per cent, rounded down: 99.9 is never called 100.
        package var text: String {
            guard total > 0 else { return "–" }
            let thousandths = Int(Double(count) / Double(total) * 1000)
            return count == total ? "100 %" : "\(min(thousandths, 999) / 10).\(min(thousandths, 999) % 10) %"
        }
    }

    init(scope: String, magazine: String, origin: String) {
        (self.scope, self.magazine, self.origin) = (scope, magazine, origin)
    }

    /// Whether an address is to be asked for: each once.
    mutating func isNew(_ address: String) -> Bool { asked.insert(address).inserted }

    mutating func add(_ address: VerifiedAddress) {
        addresses.append(address)
        counts[address.kind, default: [:]][address.verdict, default: 0] += 1
        if address.steps > 1 { chains += 1 }
        if let title = address.title { titles.add(title.isEqual ? 1 : 0, of: 1) }
        if let words = address.words {
            self.words.add(words.kept, of: words.expected)
            texts.add(words.kept == words.expected ? 1 : 0, of: 1)
        }
        if let pictures = address.pictures { self.pictures.add(pictures.present, of: pictures.expected) }
    }

    mutating func note(_ sentence: String) {
        if notes.count < 100 { notes.append(sentence) }
    }

    package func count(_ verdict: VerifiedAddress.Verdict) -> Int { counts.values.reduce(0) { $0 + ($1[verdict] ?? 0) } }

    package var lost: Int { count(.lost) }

    /// In one sentence.
    package var sentence: String {
        let count = addresses.count
        guard count > 0 else { return "No address was asked for." }
        let all = "\(VerifiedSite.number(count)) \(count == 1 ? "address" : "addresses") \(scope)"
        guard lost > 0 else { return count == 1 ? "The one address \(scope) is alive." : "All \(all) are alive." }
        return "\(VerifiedSite.number(lost)) of \(all) \(lost == 1 ? "is" : "are") lost."
    }

    /// `1,204`
    static func number(_ number: Int) -> String {
        var text = String(number)
        var place = text.count - 3
        while place > 0 {
            text.insert(",", at: text.index(text.startIndex, offsetBy: place))
            place -= 3
        }
        return text
    }
}
