/// Reads a listing page as text, in the form of the listing a magazine is compared with: of every `<article>` inside `<main>`
/// the picture's alt text (a line of its own, left out where it is empty), the text of its first heading and of its first `<p>`;
/// cards and their teasers parted by empty lines.
package enum ListingText {
    package static func of(_ page: String) -> String {
        var (cards, inMain, into) = ([Card](), 0, Part?.none)
        var rest = page[...]
        while let open = rest.firstIndex(of: "<") {
            if let into, !cards.isEmpty { cards[cards.count - 1].add(String(rest[..<open]), to: into) }
            guard let close = rest[open...].firstIndex(of: ">") else { break }
            let tag = rest[rest.index(after: open)..<close]
            let name = tag.prefix { $0.isLetter || $0.isNumber || $0 == "/" }.lowercased()
            rest = rest[rest.index(after: close)...]
            let isHeading = ["h1", "h2", "h3", "h4", "h5", "h6"].contains(name)
            switch name {
            case "main": inMain += 1
            case "/main": inMain -= 1
            case "article" where inMain > 0: cards.append(Card())
            case "img" where !cards.isEmpty && cards[cards.count - 1].alt.isEmpty:
                cards[cards.count - 1].alt = attribute("alt", of: tag)
            case _ where isHeading && !cards.isEmpty && cards[cards.count - 1].title == nil: into = .title
            case "p" where !cards.isEmpty && cards[cards.count - 1].title != nil && cards[cards.count - 1].teaser == nil:
                into = .teaser
            case "/p", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6", "/article": into = nil
            default: break
            }
            if let into, name == "p" || isHeading { cards[cards.count - 1].add("", to: into) }
        }
        return cards.map { card in
            (card.alt.isEmpty ? "" : card.alt + "\n") + squeezed(card.title ?? "") + "\n\n" + squeezed(card.teaser ?? "")
        }.joined(separator: "\n\n")
    }

    private enum Part { case title, teaser }

    private struct Card {
        var alt = ""
        var title: String?
        var teaser: String?

        mutating func add(_ text: String, to part: Part) {
            switch part {
            case .title: title = (title ?? "") + decoded(text)
            case .teaser: teaser = (teaser ?? "") + decoded(text)
            }
        }
    }

    private static func attribute(_ name: String, of tag: Substring) -> String {
        guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound else { return "" }
        return squeezed(decoded(String(tag[start...].prefix { $0 != "\"" })))
    }

    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The five references that pages are written with.
    private static func decoded(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{A0}"), ("&amp;", "&")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
