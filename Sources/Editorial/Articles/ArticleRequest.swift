import Content
private import Foundation
import Storage

/// What a person asks of the articles: to see them, to publish, withdraw or edit them.
package enum ArticleRequest: Codable, Sendable, Equatable {
    case list(ArticleFilter, ListForm)
    /// One of them, by number, address or slug.
    case show(String, isJSON: Bool)
    /// All of them or, where one cannot be, none.
    case publish([String], date: String?, ifVersion: Int64?)
    case withdraw([String], ifVersion: Int64?)
    case edit(String, ArticleChanges, ifVersion: Int64?)

    package enum ListForm: Codable, Sendable, Equatable {
        /// - Parameter width: how many characters a line may have.
        case table(width: Int)
        case json
        /// Their numbers, one a line: for another command.
        case numbers
    }

    func perform(on store: Store, monitor: ImportMonitor) throws -> WorkResult {
        switch self {
        case .list(let filter, let form):
            return try store.readWaiting { library in
                let publication = try library.publication()
                let list = ArticleList(filter: filter, library: library, publication: publication, monitor: monitor)
                return WorkResult(report: try list.report(form), exit: .success)
            }
        case .show(let name, let isJSON):
            return try store.readWaiting { library in
                let publication = try library.publication()
                let id = try ArticleName(text: name).find(in: library, of: publication)
                let details = try ArticleDetails(of: id, library, publication)
                return WorkResult(report: isJSON ? try details.json : details.text, exit: .success)
            }
        case .publish(let names, let date, let version):
            return try each(names, store) { newsroom, id in
                let saved = try newsroom.publish(id, date: date, ifVersion: version)
                let sentence = "\(saved.article.name(id)) is published at \(saved.article.permalink?.text ?? "")"
                return saved.report(sentence)
            }
        case .withdraw(let names, let version):
            return try each(names, store) { newsroom, id in
                let saved = try newsroom.withdraw(id, ifVersion: version)
                let address = saved.movedFrom.map { "; \($0) says that it is gone" } ?? ""
                return saved.report("\(saved.article.name(id)) is withdrawn, and a draft again\(address)")
            }
        case .edit(let name, let changes, let version):
            return try each([name], store) { newsroom, id in
                let saved = try newsroom.edit(id, changes, ifVersion: version)
                let name = saved.article.name(id)
                guard saved.isChanged else { return saved.report("\(name) is like that already, and nothing was changed") }
                var report = saved.report("\(name) is saved: \(saved.changed.joined(separator: ", "))")
                if let old = saved.movedFrom, let new = saved.article.permalink {
                    report +=
                        saved.article.status == .published
                        ? "It moved to \(new); \(old) leads there.\n" : "Its address will be \(new).\n"
                }
                return report
            }
        }
    }

    /// All in one transaction.
    private func each(
        _ names: [String], _ store: Store, _ body: (Newsroom, Int64) throws -> String
    ) throws -> WorkResult {
        let report = try store.writeWaiting { transaction in
            let newsroom = try Newsroom(transaction)
            // One that is named twice, as by its number and by its slug, is one.
            var ids: [Int64] = []
            for name in names {
                let id = try ArticleName(text: name).find(in: transaction.current, of: newsroom.publication)
                if !ids.contains(id) { ids.append(id) }
            }
            return try ids.map { try body(newsroom, $0) }.joined()
        }
        return WorkResult(report: report, exit: .success)
    }
}

extension SavedArticle {
    /// A sentence with the version behind, and what else is to be known.
    fileprivate func report(_ sentence: String) -> String {
        "\(sentence) (version \(version)).\n" + notes.map { "\($0)\n" }.joined()
    }
}
