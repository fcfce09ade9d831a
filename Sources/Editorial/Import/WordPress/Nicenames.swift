import Content

/// The authors' parts of addresses on an old site (`user_nicename`), which no export says outright: from the terms of Co-Authors
/// Plus, from the old site itself where it is asked, or else made of the login, as WordPress does when an account begins.
struct Nicenames: Sendable {
    /// What the old site says of an account to everybody.
    struct Profile: Sendable, Equatable {
        var slug: String
        var name = ""
        var biography = ""
        var url = ""
    }

    private var ofLogins: [String: String] = [:]
    private(set) var profiles: [Int64: Profile] = [:]
    /// Those that the old site's map of its authors holds, without saying whose they are.
    private var listed: Set<String> = []

    /// - Parameter terms: slugs and names of the terms of Co-Authors Plus.
    init(terms: [(slug: String, name: String)]) {
        for term in terms where !term.name.isEmpty {
            let nicename = CoAuthors.nicename(term.slug)
            if !nicename.isEmpty { ofLogins[term.name] = ofLogins[term.name] ?? nicename }
        }
    }

    mutating func add(_ profile: Profile, of id: Int64) { profiles[id] = profile }

    mutating func add(listed slug: String) { listed.insert(slug) }

    /// - Returns: the slug, and whether the old site has it so.
    func nicename(login: String, id: Int64?, name: String) -> (slug: String, isKnown: Bool) {
        for known in [id.flatMap { profiles[$0]?.slug }, ofLogins[login]] {
            if let slug = known.flatMap({ TermWriter.slug($0, or: "") }) { return (slug, true) }
        }
        let ofLogin = TermWriter.slug("", or: login)
        for made in [ofLogin, TermWriter.slug("", or: name)] {
            if let made, listed.contains(made) { return (made, true) }
        }
        return (ofLogin ?? "author", false)
    }
}
