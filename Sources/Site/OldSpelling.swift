import Content
@_spi(_Unicode) import Swift

/// How an address may be meant that is not here as it is written: WordPress mends what mail programs, writers and other servers do to
/// addresses (`redirect_canonical`, wp-includes/canonical.php). Each change is made to what the one before it gave.
enum OldSpelling {
    /// The spellings to try, in their order, without the path itself.
    static func of(_ path: String, home: String) -> [String] {
        var spellings: [String] = []
        // By bytes: two strings are equal in Swift where only the spelling of their accents differs.
        var seen: Set<String> = [Permalink.key(of: path)]
        var candidate = path
        for change in [same, withoutPunctuation, { withoutIndex($0, home) }, inSmallLetters, composed] as [(String) -> String] {
            candidate = change(candidate)
            for form in [candidate, withOtherSlash(candidate)]
            where form.hasPrefix(home) && seen.insert(Permalink.key(of: form)).inserted {
                spellings.append(form)
            }
        }
        return spellings
    }

    private static func same(_ path: String) -> String { path }

    static func withOtherSlash(_ path: String) -> String {
        guard path.count > 1 else { return path }
        return path.hasSuffix("/") ? String(path.dropLast()) : path + "/"
    }

    /// What stands around a link in a sentence: `/2020/01/ferries/).`
    static func withoutPunctuation(_ path: String) -> String {
        var rest = Substring(path)
        var hadSlash = false
        while true {
            if let ending = punctuation.first(where: { rest.hasSuffix($0) }) {
                rest = rest.dropLast(ending.count)
            } else if rest.hasSuffix("/"), punctuation.contains(where: { rest.dropLast().hasSuffix($0) }) {
                rest = rest.dropLast()
                hadSlash = true
            } else {
                break
            }
        }
        // Of punctuation alone nothing is left.
        if rest.isEmpty || rest == "/" { return path }
        return hadSlash && !rest.hasSuffix("/") ? rest + "/" : String(rest)
    }

    private static let punctuation: [String] = [
        "!", "\"", "'", "(", ")", ",", ".", ";", ":", "{", "}", "]", ">", "\u{201C}", "\u{201D}", "\u{2019}", "\u{A0}", "%20",
        "%22",
        "%27", "%28", "%29", "%2C", "%3B", "%3A", "%3E", "%5D", "%7B", "%7D", "%C2%A0",
    ]

    /// `/index.php/2020/01/ferries/`
    private static func withoutIndex(_ path: String, _ home: String) -> String {
        let index = home + "index.php/"
        return path.hasPrefix(index) ? home + path.dropFirst(index.count) : path
    }

    /// MySQL finds a slug in whatever case it is asked for.
    private static func inSmallLetters(_ path: String) -> String { path.lowercased() }

    /// A letter and its accent in one (NFC), as WordPress keeps slugs.
    private static func composed(_ path: String) -> String { String(String.UnicodeScalarView(path._nfc)) }
}
