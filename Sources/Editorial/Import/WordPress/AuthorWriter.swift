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
    var known = Known()
    private(set) var notes: [String] = []
    /// How many items name that the export does not define.
    private(set) var named = 0
    /// Those whose addresses are made of their logins.
    private(set) var guessed: [String] = []

    init(transaction: Transaction, source: Int64, frontPath: String, names: Nicenames) {
        (self.transaction, self.source, self.frontPath, self.names) = (transaction, source, frontPath, names)
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
        (person.url, person.biography) = (profile?.url ?? "", profile?.biography ?? "")
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
        (person.url, person.biography) = (guest.url, guest.biography)
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
        return try find(login, Person(slug: names.nicename(login: login, id: nil, name: name).slug, name: name, email: "")).id
    }

    /// Who a term of Co-Authors Plus is.
    mutating func author(term slug: String, name: String) throws -> Int64? {
        guard let nicename = TermWriter.slug(CoAuthors.nicename(slug), or: name) else { return nil }
        if let known = known.nicenames[nicename] ?? known.logins[name] { return known }
        named += 1
        let shown = AuthorWriter.name(of: name.isEmpty ? nicename : name)
        let id = try find(name.isEmpty ? "guest:" + nicename : name, Person(slug: nicename, name: shown, email: "")).id
        known.nicenames[nicename] = id
        return id
    }

    /// Who stands in the byline of an article whose author is gone, so that somebody can find such articles and give them one.
    mutating func unknown() throws -> Int64 {
        known.withoutAuthor += 1
        if let known = known.unknown { return known }
        let id = try find("unknown:", Person(slug: "unknown-author", name: "Unknown author", email: "")).id
        known.logins["unknown:"] = nil
        known.unknown = id
        return id
    }

    // MARK: -

    private struct Person {
        var slug: String
        var name: String
        var email: String
        var url = ""
        var biography = ""
    }

    /// A login may be an e-mail address, and a name is shown to everybody.
    private static func name(of login: String) -> String {
        let local = login.prefix { $0 != "@" }
        return local.isEmpty || local.count == login.count ? login : String(local)
    }

    /// The author that a login has become, or becomes now; `change` says how that is not as it was.
    private mutating func find(_ login: String, _ person: Person) throws -> (id: Int64, change: String?) {
        let origin = Origin(.author, "login:" + login)
        if let there = try transaction.target(of: origin, source: source) {
            known.logins[login] = there.id
            return (there.id, nil)
        }
        let (id, change) = try join(person) ?? make(person)
        known.logins[login] = id
        try transaction.note(origin, source: source, became: id, digest: "")
        return (id, change)
    }

    /// The author that has the slug here already, where nothing speaks against its being the same person.
    private func join(_ person: Person) throws -> (Int64, String?)? {
        guard let there = try transaction.id(of: .author, slug: person.slug), let author = try transaction.current.author(there),
            try !transaction.isTarget(there, of: .author, source: source),
            author.email.isEmpty || person.email.isEmpty || author.email.lowercased() == person.email.lowercased()
        else { return nil }
        return (there, "it joined the author with the slug that was here already")
    }

    private mutating func make(_ person: Person) throws -> (Int64, String?) {
        var slug = person.slug
        for number in 2..<10_000 where try transaction.id(of: .author, slug: slug) != nil { slug = "\(person.slug)-\(number)" }
        guard let permalink = Permalink(frontPath + "/author/\(slug)/") else { throw StorageError.addressTaken(slug) }
        var author = Author(slug: slug, name: person.name, permalink: try TermWriter.free(permalink, transaction))
        author.email = person.email
        author.url = AuthorWriter.webAddress(person.url)
        author.biography = TermWriter.summary(person.biography)
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
