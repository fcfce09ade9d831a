import Content
import Storage

/// Writes the authors of one old site, and finds or makes those that items name. Who has an account is known by the login, never by
/// the name.
struct AuthorWriter {
    /// What later batches know of earlier ones.
    struct Known: Sendable {
        var logins: [String: Int64] = [:]
        /// By the part of the address that terms of Co-Authors Plus name.
        var nicenames: [String: Int64] = [:]
        /// Who stands in the bylines of articles whose author is gone.
        var unknown: Int64?
        /// How many items name nobody.
        var withoutAuthor = 0
    }

    let transaction: Transaction
    let source: Int64
    /// What stands before `/author/`.
    let frontPath: String
    let names: Nicenames
    /// What an export of Stet's own says of them, by their logins.
    let own: [String: OwnData.AuthorProfile]
    var known = Known()
    private(set) var notes: [String] = []
    /// How many items name that the export does not define.
    private(set) var named = 0
    /// Those whose addresses are made of their logins.
    private(set) var guessed: [String] = []

    init(transaction: Transaction, run: WordPressImport) {
        (self.transaction, source, names, own) = (transaction, run.source, run.nicenames, run.survey.own.authors)
        frontPath = run.publication.frontPath
        known = run.named.authors
    }

    // MARK: - As the export defines them

    mutating func add(_ author: WXRAuthor, _ file: String) throws -> Ledger.Entry {
        var entry = Ledger.Entry(
            .author, .imported, id: author.id.map { String($0) } ?? author.login, title: author.displayName, file: file,
            line: author.line)
        guard !author.login.isEmpty else { return entry.failing("an author without a login") }
        if known.logins[author.login] != nil {
            return entry.changing("the same author stands in the files once more: the two are one")
        }
        let full = [author.firstName, author.lastName].filter { !$0.isEmpty }.joined(separator: " ")
        let name = [author.displayName, full].first { !$0.isEmpty } ?? AuthorWriter.name(of: author.login)
        let profile = author.id.flatMap { names.profiles[$0] }
        let (slug, isKnown) = names.nicename(login: author.login, id: author.id, name: name)
        if !isKnown { guessed.append(slug) }
        var person = Person(slug: slug, name: PlainTitle.text(of: name), email: author.email)
        person.isSlugKnown = isKnown
        if let profile { person.profile = (profile.url, TermWriter.summary(profile.biography)) }
        if let own = own[author.login] {
            person.profile = (OwnTerms.isAddress(own.url) ? own.url : "", OwnTerms.safe(own.biography))
            if let slug = Slug(own.slug)?.text { (person.slug, person.isSlugKnown) = (slug, true) }
            person.permalink = Permalink(own.path)
        }
        let found = try find(author.login, person)
        known.nicenames[slug] = known.nicenames[slug] ?? found.id
        if let id = author.id {
            try transaction.note(Origin(.author, String(id)), source: source, became: found.id, digest: "")
        }
        entry.path = try transaction.current.author(found.id)?.permalink.text ?? ""
        return found.change.map { entry.changing($0) } ?? entry
    }

    mutating func add(_ guest: GuestAuthor, _ file: String) throws -> Ledger.Entry {
        var entry = Ledger.Entry(.author, .imported, id: guest.identity, title: guest.name, file: file, line: guest.line)
        guard let slug = TermWriter.slug(guest.nicename, or: guest.name) else {
            return entry.failing("a guest author without a name")
        }
        if !guest.linkedLogin.isEmpty, let account = known.logins[guest.linkedLogin] {
            known.nicenames[slug] = account
            entry.path = try transaction.current.author(account)?.permalink.text ?? ""
            return entry.changing("a guest author who is the author “\(guest.linkedLogin)” too: the two are one")
        }
        var person = Person(slug: slug, name: PlainTitle.text(of: guest.name), email: guest.email)
        person.profile = (guest.url, TermWriter.summary(guest.biography))
        person.isSlugKnown = true
        let found = try find("guest:" + slug, person)
        known.nicenames[slug] = found.id
        entry.path = try transaction.current.author(found.id)?.permalink.text ?? ""
        return found.change.map { entry.changing($0) } ?? entry
    }

    // MARK: - As items name them

    /// Who a login is.
    mutating func author(login: String) throws -> Int64? {
        guard !login.isEmpty else { return nil }
        if let known = known.logins[login] { return known }
        named += 1
        let name = AuthorWriter.name(of: login)
        return try find(
            login, Person(slug: names.nicename(login: login, id: nil, name: name).slug, name: name, email: "", isNamedOnly: true)
        ).id
    }

    /// Who a term of Co-Authors Plus is.
    mutating func author(term slug: String, name: String) throws -> Int64? {
        guard let nicename = TermWriter.slug(CoAuthors.nicename(slug), or: name) else { return nil }
        if let known = known.nicenames[nicename] ?? known.logins[name] { return known }
        named += 1
        let shown = AuthorWriter.name(of: name.isEmpty ? nicename : name)
        let id = try find(
            name.isEmpty ? "guest:" + nicename : name, Person(slug: nicename, name: shown, email: "", isNamedOnly: true)
        ).id
        known.nicenames[nicename] = id
        return id
    }

    /// Who stands in the byline of an article whose author is gone, so that somebody can find such articles and give them one.
    mutating func unknown() throws -> Int64 {
        known.withoutAuthor += 1
        if let known = known.unknown { return known }
        let id = try find("unknown:", Person(slug: "unknown-author", name: "Unknown author", email: "", isNamedOnly: true)).id
        known.logins["unknown:"] = nil
        known.unknown = id
        return id
    }

    // MARK: -

    private struct Person {
        var slug: String
        var name: String
        var email: String
        /// Whether nothing but an item's word for it is known.
        var isNamedOnly = false
        /// Whether the old site has the slug in its addresses.
        var isSlugKnown = false
        /// Of an export of Stet's own.
        var permalink: Permalink?
        /// Nil: this export, or this run, does not say.
        var profile: (url: String, biography: HTML)?

        /// What tells whether another export says the same.
        var digest: String {
            if isNamedOnly { return TermWriter.digest(ofName: name) }
            return EditedHere.digest([
                name, email, isSlugKnown ? slug : "", permalink?.text ?? "", profile?.url ?? "",
                profile?.biography.markup ?? "",
            ])
        }
    }

    /// A login may be an e-mail address, and a name is shown to everybody.
    private static func name(of login: String) -> String {
        let local = login.prefix { $0 != "@" }
        return local.isEmpty || local.count == login.count ? login : String(local)
    }

    /// The author that a login has become, or becomes now; `change` says how that is not as it was.
    private mutating func find(_ login: String, _ person: Person) throws -> (id: Int64, change: String?) {
        let origin = Origin(.author, "login:" + login)
        if let there = try transaction.target(of: origin, source: source), let author = try transaction.current.author(there.id) {
            known.logins[login] = there.id
            return (there.id, try renew(author, there.id, origin, noted: there.digest, person))
        }
        if let (id, change) = try join(person) {
            known.logins[login] = id
            try transaction.note(origin, source: source, became: id, digest: person.digest, state: EditedHere.joinedState)
            return (id, change)
        }
        let (id, change) = try make(person)
        known.logins[login] = id
        try note(origin, became: id, person)
        return (id, change)
    }

    private func note(_ origin: Origin, became id: Int64, _ person: Person) throws {
        guard let author = try transaction.current.author(id) else { return }
        try transaction.note(origin, source: source, became: id, digest: person.digest, state: EditedHere.state(of: author))
    }

    /// Takes what a newer export says of somebody.
    ///
    /// - Returns: what is otherwise now, or why it is not.
    private func renew(
        _ author: Author, _ id: Int64, _ origin: Origin, noted: String, _ person: Person
    ) throws -> String? {
        // What a definition has said is more than an item says.
        if person.isNamedOnly, !TermWriter.isOfName(noted) { return nil }
        let editedHere = EditedHere(transaction: transaction, source: source)
        switch try editedHere.standing(of: origin, known: noted, person.digest, state: EditedHere.state(of: author)) {
        case .same: return nil
        case .edited: return EditedHere.nameReason
        case .joined: return TermWriter.joined("author")
        case .unsaid:
            try note(origin, became: id, person)
            return nil
        case .newer: break
        }
        var newer = author
        newer.name = person.name
        if !person.email.isEmpty { newer.email = person.email }
        if let profile = person.profile {
            (newer.url, newer.biography) = (AuthorWriter.webAddress(profile.url), profile.biography)
        }
        if person.isSlugKnown, person.slug != author.slug, try transaction.id(of: .author, slug: person.slug) == nil {
            newer.slug = person.slug
        }
        let wanted = person.permalink ?? (newer.slug == author.slug ? nil : Permalink(frontPath + "/author/\(newer.slug)/"))
        if let wanted, try wanted.key == author.permalink.key || !transaction.isTaken(wanted) { newer.permalink = wanted }
        if newer != author { _ = try transaction.save(newer, as: id) }
        try note(origin, became: id, person)
        let changes = TermWriter.changes(
            (author.name, newer.name), (author.biography, newer.biography), (author.permalink, newer.permalink))
        return changes.isEmpty ? nil : changes.joined(separator: "; ")
    }

    /// The author that has the slug here already, where nothing speaks against its being the same person.
    private func join(_ person: Person) throws -> (id: Int64, change: String?)? {
        guard let there = try transaction.id(of: .author, slug: person.slug), let author = try transaction.current.author(there),
            try !transaction.isTarget(there, of: .author, source: source),
            author.email.isEmpty || person.email.isEmpty || author.email.lowercased() == person.email.lowercased()
        else { return nil }
        return (there, TermWriter.joined("author"))
    }

    private mutating func make(_ person: Person) throws -> (Int64, String?) {
        var slug = person.slug
        for number in 2..<10_000 where try transaction.id(of: .author, slug: slug) != nil { slug = "\(person.slug)-\(number)" }
        guard let permalink = Permalink(frontPath + "/author/\(slug)/") else { throw StorageError.addressTaken(slug) }
        var author = Author(slug: slug, name: person.name, permalink: try TermWriter.free(permalink, transaction))
        author.email = person.email
        author.url = AuthorWriter.webAddress(person.profile?.url ?? "")
        author.biography = person.profile?.biography ?? .empty
        if !person.email.isEmpty, let other = try transaction.author(email: person.email),
            let name = try transaction.current.author(other)?.name
        {
            notes.append("The authors \(name) and \(person.name) have one e-mail address; they stay two.")
        }
        let id = try transaction.save(author)
        return (
            id, slug == person.slug ? nil : "another author has its address: it answers at one with a number behind"
        )
    }

    /// An address that a link may have; empty for any other.
    private static func webAddress(_ text: String) -> String {
        let isWeb = text.hasPrefix("http://") || text.hasPrefix("https://")
        return isWeb && text.utf8.count > 10 && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } ? text : ""
    }
}
