/// The redirects of Apache's configuration: `Redirect [status] SOURCE [TARGET]`, `RedirectPermanent`, `RedirectTemp`
/// (https://httpd.apache.org/docs/2.4/mod/mod_alias.html). Patterns are told, everything else in the file is left alone.
enum Htaccess {
    static func rules(in text: String) -> [RedirectRule] {
        var rules: [RedirectRule] = []
        var isWordPress = false
        var continued = ""
        for (number, part) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let whole = continued + part
            if whole.hasSuffix("\\") {
                continued = String(whole.dropLast()) + " "
                continue
            }
            continued = ""
            let line = String(whole).trimmed
            // WordPress's own rules lead every address to its program.
            if line.hasPrefix("#") {
                if line.contains("BEGIN WordPress") { isWordPress = true }
                if line.contains("END WordPress") { isWordPress = false }
                continue
            }
            if !isWordPress, let rule = rule(words(line), line: number + 1) { rules.append(rule) }
        }
        return rules
    }

    private static func rule(_ words: [String], line: Int) -> RedirectRule? {
        guard let directive = words.first?.lowercased() else { return nil }
        var rest = words.dropFirst()
        func rule(_ status: Int) -> RedirectRule? {
            guard let source = rest.first else { return nil }
            let target = rest.dropFirst().first ?? ""
            return RedirectRule(source: source, action: RedirectRule.action(status: status, target: target), line: line)
        }
        switch directive {
        case "redirect":
            var status = 302
            if let first = rest.first, let known = statuses[first.lowercased()] ?? Int(first) {
                status = known
                rest = rest.dropFirst()
            }
            return rule(status)
        case "redirectpermanent": return rule(301)
        case "redirecttemp": return rule(302)
        case "redirectmatch", "rewriterule":
            // What only guards or rewrites within is no redirect.
            let isRedirect =
                directive == "redirectmatch" || words.last.map { $0.hasPrefix("[") && $0.uppercased().contains("R") } ?? false
            return isRedirect
                ? RedirectRule(source: words.dropFirst().joined(separator: " "), action: RedirectRule.pattern, line: line) : nil
        default: return nil
        }
    }

    private static let statuses = ["permanent": 301, "temp": 302, "seeother": 303, "gone": 410]

    /// Divided by spaces, but not within quotes.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        var isWord = false
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word.append(character) }
            } else if character == "\"" || character == "'" {
                (quote, isWord) = (character, true)
            } else if character == " " || character == "\t" {
                if isWord { words.append(word) }
                (word, isWord) = ("", false)
            } else {
                word.append(character)
                isWord = true
            }
        }
        if isWord { words.append(word) }
        return words
    }
}
