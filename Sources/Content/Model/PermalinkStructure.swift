/// How a WordPress site made the addresses of its articles: `/%year%/%monthnum%/%postname%/`, `/archives/%post_id%`
/// (wp-includes/class-wp-rewrite.php). Addresses that were imported are kept to the letter; this says where the rest was: years,
/// sections, tags, authors.
package struct PermalinkStructure: Hashable, Sendable {
    /// What stands for a part of an article.
    package enum Token: String, Sendable, CaseIterable {
        case year, monthnum, day, hour, minute, second, postname
        case postID = "post_id"
        case category, author

        package var text: String { "%\(rawValue)%" }
    }

    package enum Part: Hashable, Sendable {
        case literal(String)
        case token(Token)
    }

    package let text: String
    package let parts: [Part]

    /// A path with tokens, one of which tells articles apart, of at most 200 bytes; nil for any other.
    package init?(_ text: String) {
        guard text.utf8.count <= 200, text.hasPrefix("/") else { return nil }
        var parts: [Part] = []
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "%") {
            let after = rest.index(after: start)
            guard let end = rest[after...].firstIndex(of: "%"), let token = Token(rawValue: String(rest[after..<end])) else {
                return nil
            }
            if start > rest.startIndex { parts.append(.literal(String(rest[..<start]))) }
            parts.append(.token(token))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        guard parts.contains(.token(.postname)) || parts.contains(.token(.postID)) else { return nil }
        // What stands between the tokens must be askable.
        let literals = parts.map { part in if case .literal(let text) = part { text } else { "x" } }.joined()
        guard Permalink(literals)?.text == literals, !literals.contains("?") else { return nil }
        (self.text, self.parts) = (text, parts)
    }

    /// What stands before the first token: `/`, `/blog/`, `/archives/`. Years, authors, sections and tags have it before them too.
    /// `/index.php` is none: what an old server needed it for answers without it here.
    package var front: String {
        guard case .literal(let text)? = parts.first else { return "/" }
        if text.hasPrefix("/index.php/") { return String(text.dropFirst("/index.php".count)) }
        return text
    }

    /// Below which the years are: `/`, `/blog/`; `/archives/date/` where a number among the first three tokens could be a year
    /// (`WP_Rewrite::get_date_permastruct`).
    package var datesBase: String {
        let tokens = parts.compactMap { part in if case .token(let token) = part { token } else { nil } }
        return tokens.prefix(3).contains(.postID) ? front + "date/" : front
    }

    /// The address of an article, from `/`; nil where one of its parts is not known.
    package func path(_ value: (Token) -> String?) -> String? {
        var path = ""
        for part in parts {
            switch part {
            case .literal(let text): path += text
            case .token(let token):
                guard let text = value(token), !text.isEmpty else { return nil }
                path += text
            }
        }
        return path
    }
}
