/// The condition of an `@media`, written anew: screen, print, light, dark.
struct CSSMedia {
    private(set) var text: [UInt8] = []

    init?(_ bytes: [UInt8], in range: Range<Int>) {
        var tokens = CSSTokenizer(bytes, in: range)
        var words: [String] = []
        while let token = tokens.next() {
            switch token {
            case .space: continue
            case .identifier(let word): words.append(tokens.lowercased(word))
            case .mark(let mark) where "(:),".utf8.contains(mark):
                words.append(String(decoding: [mark], as: UTF8.self))
            default: return nil
            }
        }
        var conditions: [String] = []
        for condition in words.split(separator: ",", omittingEmptySubsequences: false) {
            let condition = condition.joined()
            let known = Self.known.first { $0.filter { $0 != " " } == condition }
            guard let known, conditions.count < 8 else { return nil }
            conditions.append(known)
        }
        text = Array(conditions.joined(separator: ",").utf8)
    }

    private static let known: [String] = {
        let features = ["(prefers-color-scheme:dark)", "(prefers-color-scheme:light)"]
        return ["all", "screen", "print"] + features + features.flatMap { ["screen and \($0)", "print and \($0)"] }
    }()
}
