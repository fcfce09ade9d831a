import Content
private import Foundation
import Storage

/// Gives a magazine other settings, and brings up to date what is stored by them, in one transaction.
///
/// Most settings are read anew for every page, and there is nothing to do but to write them. Teasers are stored; and the path
/// of `base_url` is in every stored address, in bodies too, so that it stays once there are any.
struct PublicationChange {
    let transaction: Transaction
    let monitor: ImportMonitor

    /// - Returns: what was done besides, in sentences.
    func apply(_ publication: Publication) throws -> [String] {
        let before = try transaction.publication()
        try transaction.save(publication)
        guard before.teaserWords != publication.teaserWords else { return [] }
        let count = try cutTeasers(words: publication.teaserWords)
        return count == 0 ? [] : ["\(count) \(count == 1 ? "teaser was" : "teasers were") cut anew."]
    }

    /// Whether a value that has the right form can be: what only this magazine and this machine know.
    static func check(_ setting: Setting, in publication: Publication, _ library: Library) throws {
        let value = setting.value(in: publication)
        func refuse(_ reason: String) -> SettingError { .refused(setting.name, value: value, because: reason) }
        switch setting.type {
        case .timeZone:
            guard isTimeZone(value) else {
                let suggestion = NearestName.suggestion(for: value, among: TimeZone.knownTimeZoneIdentifiers)
                throw refuse("this machine knows no such time zone\(suggestion)")
            }
        case .menu:
            let menus = try value.isEmpty ? [] : library.menuSlugs()
            guard value.isEmpty || menus.contains(value) else {
                let known = menus.isEmpty ? "this magazine has no menus" : "there are \(menus.joined(separator: ", "))"
                throw refuse("it is no menu of this magazine\(NearestName.suggestion(for: value, among: menus)); \(known)")
            }
        case .webAddress:
            let (old, new) = (try library.publication().home, publication.home)
            guard try old == new || !library.hasAddresses() else {
                throw refuse(
                    "every address of this magazine lies below \(old), and none would answer below \(new). Once there are addresses, "
                        + "scheme and host alone can change; for another path, import into a new magazine")
            }
        case .color:
            if let fault = publication.look.fault(of: setting.name) { throw refuse(fault) }
        case .picture:
            guard try value.isEmpty || library.embeddedImages(at: [value])[value]?.mediaType.hasPrefix("image/") == true else {
                throw refuse("there is no picture at this path in the magazine")
            }
        default: break
        }
    }

    static func isTimeZone(_ name: String) -> Bool { TimeZone(identifier: name) != nil }

    /// - Returns: how many teasers are others now.
    private func cutTeasers(words: Int) throws -> Int {
        var (last, done, count): (Int64, Int64, Int) = (0, 0, 0)
        while true {
            try monitor.check()
            let articles = try transaction.current.teaserSources(after: last, limit: 200)
            guard let end = articles.last else { return count }
            for article in articles {
                let teaser = Article.teaser(
                    standfirst: article.standfirst, body: article.body, from: article.sourceFormat, words: words)
                guard teaser != article.teaser else { continue }
                try transaction.setTeaser(of: article.article, to: teaser)
                count += 1
            }
            (last, done) = (end.article, done + Int64(articles.count))
            monitor.report(ImportProgress("Cutting teasers", done: 0, total: 0, things: done, thing: "articles"))
        }
    }
}

extension Article {
    /// What a card shows of it, by the teaser rule.
    static func teaser(standfirst: String, body: HTML, from format: SourceFormat, words: Int) -> String {
        switch format {
        // What WordPress would have run and Stet does not know is no reader's business.
        case .wordpress:
            Teaser.of(standfirst: standfirst, body: body, words: words, cleaning: Shortcodes.removed(from:))
        case .markdown, .html: Teaser.of(standfirst: standfirst, body: body, words: words)
        }
    }
}

extension Publication {
    /// Takes what an import brings for a setting that is still as in a new magazine.
    ///
    /// - Returns: why it was not taken, for the ledger.
    mutating func adopt(_ value: String?, as name: String) -> String? {
        guard let value, !value.isEmpty, let setting = Setting.byName[name],
            setting.value(in: self) == setting.defaultValue
        else { return nil }
        // Old systems let a title have line breaks, or go on.
        var text = value
        if case .text(let longest, _) = setting.type {
            text = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            text = String(text.prefix(longest))
        }
        do throws(SettingError) {
            var changed = self
            try setting.set(text, in: &changed)
            guard setting.type != .timeZone || PublicationChange.isTimeZone(value) else {
                throw SettingError.refused(name, value: value, because: "this machine knows no such time zone")
            }
            self = changed
            return nil
        } catch {
            return "\(error) It stays “\(setting.defaultValue)”."
        }
    }
}
