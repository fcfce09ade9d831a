package import Content
import Synchronization

/// What one transaction has touched, and its place in the order of all.
package struct Commit: Sendable, Equatable {
    /// From 1, without gaps.
    package let number: Int64
    /// `.everything` alone where it was too much to name.
    package let touched: Set<Dependency>

    package init(number: Int64, touched: Set<Dependency>) { (self.number, self.touched) = (number, touched) }

    /// A row of the change log.
    init(number: Int64, text: String) {
        self.init(number: number, touched: Dependency.read(text))
    }
}

/// Those who want to know of each commit before whoever made it is told that it is done.
final class CommitListeners: Sendable {
    private let listeners = Mutex<[@Sendable (Commit) -> Void]>([])

    func add(_ listener: @escaping @Sendable (Commit) -> Void) { listeners.withLock { $0.append(listener) } }

    func tell(_ commit: Commit) {
        for listener in listeners.withLock({ $0 }) { listener(commit) }
    }
}

extension Library {
    /// What the change log says of the commits after a number, in their order; nil where some are no longer there.
    package func commits(after number: Int64, limit: Int64 = 1000) throws -> [Commit]? {
        let commits = try connection.rows(
            "SELECT id, touched FROM change WHERE id > ? ORDER BY id LIMIT ?", [.int(number), .int(limit)]
        ) { Commit(number: $0.int(0), text: $0.text(1)) }
        for (index, commit) in commits.enumerated() where commit.number != number &+ Int64(index) &+ 1 { return nil }
        if commits.isEmpty, try lastCommit() > number { return nil }
        return commits
    }

    /// The number of the last commit.
    package func lastCommit() throws -> Int64 { try connection.number("SELECT coalesce(max(number), 0) FROM commit_number") }

    /// What the last commits up to a number were: in another magazine, or in this one after a copy of it was brought back and edited
    /// in another way, they were others.
    package func history(upTo commit: Int64) throws -> String {
        try connection.rows("SELECT id, touched FROM change WHERE id <= ? ORDER BY id DESC LIMIT 16", [.int(commit)]) {
            "\($0.int(0)) \($0.text(1))"
        }.joined(separator: "\n")
    }

    /// What the commits after a number have touched; nil where that is too much to name, or no longer there.
    package func touched(since commit: Int64) throws -> Set<Dependency>? {
        var touched: Set<Dependency> = []
        var rows: Int64 = 0
        try connection.each("SELECT touched FROM change WHERE id > ? ORDER BY id", [.int(commit)]) { row in
            rows += 1
            touched.formUnion(Dependency.read(row.text(0)))
            return true
        }
        guard try lastCommit() &- commit == rows, !touched.contains(.everything) else { return nil }
        return touched
    }

    /// How many sections and pages stand on every page.
    package static let navigationSections: Int64 = 24
    package static let navigationPages: Int64 = 12

    /// All that every page shows of menus, sections and pages.
    func navigationText() throws -> [String] {
        let menu = try publication().menu
        var text: [String] = []
        for link in try topSections(limit: Library.navigationSections) { text += [link.name, link.path] }
        text.append("")
        for link in try topPages(limit: Library.navigationPages) { text += [link.name, link.path] }
        text.append("")
        for link in menu.isEmpty ? [] : try self.menu(slug: menu) {
            text += ["\(link.id)", "\(link.parentID ?? 0)", link.label, link.path]
        }
        return text
    }
}

extension Dependency {
    /// Those of a row of the change log. By its bytes: a mark that joins what follows would take the space before it along.
    fileprivate static func read(_ text: String) -> Set<Dependency> {
        Set(text.utf8.split(separator: UInt8(ascii: " ")).map { Dependency(Substring($0)) })
    }
}
