import Synchronization

/// What the reading of a body came across that its old system would have run, for the ledger.
struct BodyFindings: Sendable {
    /// Shortcodes of plugins that are not here: shown as nothing, what they enclose stays.
    private(set) var shortcodes: [String: Int] = [:]
    /// Blocks that looked something up whenever a page was asked for: shown as what they stood for, or a link.
    private(set) var dynamicBlocks: [String: Int] = [:]
    /// Blocks of which nothing is shown.
    private(set) var goneBlocks: [String: Int] = [:]
    /// Providers whose things stand in the body, by name.
    private(set) var embeds: [String: Int] = [:]
    /// Reusable blocks that are not in the files, or stand within themselves.
    private(set) var missingBlocks: [String: Int] = [:]
    private(set) var codeSamples = 0

    enum Kind { case shortcode, dynamicBlock, goneBlock, embed, missingBlock }

    /// A hostile body has as many names as it likes.
    private static let most = 100

    mutating func note(_ kind: Kind, _ name: String) {
        let name = String(name.prefix(60))
        switch kind {
        case .shortcode: Self.count(name, in: &shortcodes)
        case .dynamicBlock: Self.count(name, in: &dynamicBlocks)
        case .goneBlock: Self.count(name, in: &goneBlocks)
        case .embed: Self.count(name, in: &embeds)
        case .missingBlock: Self.count(name, in: &missingBlocks)
        }
    }

    mutating func note(codeSamples count: Int) { codeSamples += count }

    mutating func add(_ other: BodyFindings) {
        for (name, count) in other.shortcodes { shortcodes[name, default: 0] += count }
        for (name, count) in other.dynamicBlocks { dynamicBlocks[name, default: 0] += count }
        for (name, count) in other.goneBlocks { goneBlocks[name, default: 0] += count }
        for (name, count) in other.embeds { embeds[name, default: 0] += count }
        for (name, count) in other.missingBlocks { missingBlocks[name, default: 0] += count }
        codeSamples += other.codeSamples
    }

    /// What is said of the item itself.
    var changes: [String] {
        var changes: [String] = []
        if !shortcodes.isEmpty {
            changes.append(
                "shortcodes of plugins show nothing: \(shortcodes.keys.sorted().map { "[\($0)]" }.joined(separator: ", "))")
        }
        if !dynamicBlocks.isEmpty {
            changes.append(
                "blocks show what they stood for at the export: \(dynamicBlocks.keys.sorted().joined(separator: ", "))")
        }
        if !goneBlocks.isEmpty { changes.append("blocks show nothing: \(goneBlocks.keys.sorted().joined(separator: ", "))") }
        if !missingBlocks.isEmpty {
            changes.append("reusable blocks are missing: \(missingBlocks.keys.sorted().joined(separator: ", "))")
        }
        return changes
    }

    /// What is said of all items together.
    var notes: [String] {
        [
            ("Shortcodes of plugins that Stet does not know are kept in the source and show nothing", shortcodes),
            ("Blocks that looked something up show what they stood for when the site was exported", dynamicBlocks),
            ("Blocks of which nothing is shown, because a page has it elsewhere or it was the old site's own", goneBlocks),
            ("Films, sounds and posts of other sites are cards that load nothing before a reader opens them", embeds),
            ("Reusable blocks that the files do not hold, or that stand within themselves", missingBlocks),
        ].compactMap { sentence, counts in
            guard !counts.isEmpty else { return nil }
            let listed = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(40).map { "\($0.key) (\($0.value))" }
            return "\(sentence): \(listed.joined(separator: ", "))\(counts.count > 40 ? " …" : "")."
        }
    }

    private static func count(_ name: String, in counts: inout [String: Int]) {
        guard counts[name] != nil || counts.count < most else { return }
        counts[name, default: 0] += 1
    }
}

/// The findings of one body while it is read: the handlers of shortcodes note what they meet.
final class BodyNotes: Sendable {
    private let found = Mutex(BodyFindings())

    func note(_ kind: BodyFindings.Kind, _ name: String) { found.withLock { $0.note(kind, name) } }

    func note(codeSamples count: Int) { found.withLock { $0.note(codeSamples: count) } }

    var findings: BodyFindings { found.withLock { $0 } }
}
