/// The `rel` of a link.
struct HTMLRelations {
    var isLink: Bool
    /// The link had a `target`, which is not kept.
    var opensElsewhere = false
    private let policy: HTMLSanitizer.Policy
    private var kept: [String] = []

    init(policy: HTMLSanitizer.Policy, isLink: Bool) {
        self.policy = policy
        self.isLink = isLink
    }

    mutating func add(_ value: UnsafeBufferPointer<UInt8>) {
        for token in value.split(whereSeparator: \.isHTMLSpace) {
            let name = Self.known.first { token.elementsEqual($0.utf8, by: { $0 | 0x20 == $1 }) }
            if let name, !kept.contains(name) { kept.append(name) }
        }
    }

    /// The value to write, or nil for none.
    var tokens: String? {
        if policy == .comment { return isLink ? "nofollow ugc" : nil }
        let all = opensElsewhere && !kept.contains("noopener") ? kept + ["noopener"] : kept
        return all.isEmpty ? nil : all.joined(separator: " ")
    }

    private static let known = ["nofollow", "noopener", "noreferrer", "sponsored", "ugc"]
}
