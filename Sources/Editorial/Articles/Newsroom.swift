package import Content
private import Foundation
package import Storage

/// What editors do, inside one transaction: publish, withdraw, edit, rename, arrange. Commands, tests and benchmarks go through here.
///
/// Each verb looks first and writes then. It throws `NewsroomError` where it must not be; whoever catches that lets the transaction
/// fail. What was there already is no error, and writes nothing.
///
/// Valid only as long as its transaction.
package struct Newsroom {
    package let transaction: Transaction
    package let publication: Publication
    package let clock: MagazineClock

    /// - Parameter now: the time that what is published gets.
    package init(_ transaction: Transaction, now: Timestamp = Newsroom.now) throws {
        self.transaction = transaction
        publication = try transaction.publication()
        clock = MagazineClock(zone: publication.timeZone, now: now)
    }

    package static var now: Timestamp { Timestamp(stored: Int64(Date().timeIntervalSince1970 * 1000)) }

    var library: Library { transaction.current }

    /// The article that is to be changed.
    ///
    /// - Parameter version: the one that the change was made from; nil: whichever there is.
    func article(_ id: Int64, ifVersion version: Int64?) throws -> StoredArticle {
        guard let stored = try library.storedArticle(id), let current = try library.version(ofArticle: id) else {
            throw NewsroomError.noArticle(String(id))
        }
        if let version, version != current {
            throw NewsroomError.savedSince(stored.name, id: id, version: version, current: current)
        }
        return stored
    }

    /// Refuses an address that answers with something else than the article.
    func requireFree(_ permalink: Permalink, for id: Int64) throws {
        guard try transaction.isTaken(permalink) else { return }
        if ReservedAddress.contains(permalink, basePath: publication.basePath) {
            throw NewsroomError.reservedAddress(permalink.text, id: id)
        }
        let destination = try library.destination(at: permalink.key)
        if destination == .article(id) { return }
        throw NewsroomError.addressTaken(permalink.text, by: try name(of: destination), id: id)
    }

    private func name(of destination: Destination?) throws -> String {
        switch destination {
        case .article(let id): try library.storedArticle(id).map(\.name) ?? "another article"
        case .section(let id): "the section “\(LedgerReport.printable(try library.section(id)?.name ?? ""))”"
        case .tag(let id): "the tag “\(LedgerReport.printable(try library.tag(id)?.name ?? ""))”"
        case .author(let id): "the author “\(LedgerReport.printable(try library.author(id)?.name ?? ""))”"
        case .picture: "the page about a picture"
        case .redirect, .gone, nil: "something else"
        }
    }
}

/// What became of an article, for whoever changed it.
package struct SavedArticle: Sendable {
    package var id: Int64
    package var article: Article
    package var version: Int64
    /// Whether anything was written.
    package var isChanged = true
    /// What has changed, in words: `title`, `section`.
    package var changed: [String] = []
    /// Where it was until now, where that has changed.
    package var movedFrom: Permalink?
    /// What else is to be known, in sentences.
    package var notes: [String] = []
}

extension StoredArticle {
    /// As a sentence names it: `“A headline” (article 7)`.
    package var name: String { article.name(id) }
}

extension Article {
    func name(_ id: Int64) -> String {
        let title = HTML.headline(stored: headline.markup, teaser: teaser).text
        return "“\(LedgerReport.printable(title))” (article \(id))"
    }
}
