import Content

/// What stands in a body for a film, a sound or a post of another site: a figure with a link to it, which a page shows as a card
/// that plays when it is opened (`Site/Body/EmbedCards.swift`).
struct EmbedCards: Sendable {
    /// What a thing is called, by the address of its player or else its own: from the old site's cache of what providers had said.
    let titles: [String: String]

    /// The titles in an item's rows of meta. WordPress keeps what a provider answered under `_oembed_` and a digest.
    init(meta: [WXRMeta]) {
        var titles: [String: String] = [:]
        for row in meta.prefix(2000) where row.key.hasPrefix("_oembed_") && !row.key.hasPrefix("_oembed_time_") {
            guard row.value.utf8.count < 20_000, let frame = EmbedCards.attribute("src", of: "<iframe", in: row.value),
                let address = EmbedAddress(frame), let title = EmbedCards.attribute("title", of: "<iframe", in: row.value),
                !title.isEmpty
            else { continue }
            titles[address.player ?? address.url] = title
        }
        self.titles = titles
    }

    init(titles: [String: String] = [:]) { self.titles = titles }

    /// The card of a known provider's thing; nil for any other address.
    func card(_ url: String, caption: String = "") -> String? {
        let url = EmbedCards.plain(url)
        guard let address = EmbedAddress(url) else { return nil }
        return figure(
            "wp-block-embed is-provider-\(address.provider.rawValue)", address.url,
            title: titles[address.player ?? address.url] ?? "", caption: caption)
    }

    /// The same for any address: of an unknown host it is a link.
    func cardOrLink(_ url: String, caption: String = "") -> String {
        let address = EmbedCards.plain(url)
        return card(address, caption: caption) ?? figure("wp-block-embed", address, title: "", caption: caption)
    }

    private func figure(_ classes: String, _ url: String, title: String, caption: String) -> String {
        let link = AttributeText.escaped(url)
        let title = title.isEmpty ? "" : " title=\"\(AttributeText.escaped(title))\""
        return "<figure class=\"\(classes)\"><a href=\"\(link)\"\(title)>\(link)</a>\(caption)</figure>"
    }

    /// In markup, `&` may be written as an entity.
    private static func plain(_ url: String) -> String {
        url.replacing("&amp;", with: "&").replacing("&#038;", with: "&").replacing("&#38;", with: "&")
    }

    /// The value of an attribute of the first such tag.
    private static func attribute(_ name: String, of tag: String, in markup: String) -> String? {
        guard let start = markup.firstRange(of: tag), let found = markup[start.upperBound...].firstRange(of: " \(name)=\"") else {
            return nil
        }
        let value = markup[found.upperBound...].prefix { $0 != "\"" }
        return (try? HTMLSanitizer(policy: .inline).sanitize(String(value)).html.text)
    }
}

/// The shortcodes by which WordPress.com and the common plugins embed: `[youtube https://…]`, `[vimeo 123]`, `[soundcloud url="…"]`.
enum EmbedShortcodes {
    static let names: [String] = [
        "youtube", "vimeo", "dailymotion", "soundcloud", "spotify", "ted", "tweet", "twitter", "instagram", "tiktok", "mixcloud",
        "bandcamp", "archiveorg", "wpvideo", "videopress", "googlemaps", "facebook", "flickr", "slideshare", "scribd", "gist",
        "embedyt", "su_youtube", "su_vimeo", "codepen", "pinterest", "kickstarter", "reddit", "issuu",
    ]

    /// The address that a shortcode means; nil where it says none.
    static func address(_ shortcode: Shortcode) -> String? {
        let candidates =
            [shortcode["url"], shortcode["src"], shortcode["link"], shortcode["id"], shortcode["v"], shortcode[shortcode.name]]
            + shortcode.positional.map(Optional.some) + [shortcode.content]
        for candidate in candidates {
            guard var value = candidate?.trimmed, !value.isEmpty else { continue }
            // `[youtube=https://…]`: the sign is part of what the attributes' reader sees.
            if value.hasPrefix("=") { value = String(value.dropFirst()) }
            value = value.filter { $0 != "\"" && $0 != "\u{201C}" && $0 != "\u{201D}" }
            if value.hasPrefix("http://") || value.hasPrefix("https://") || value.hasPrefix("//") {
                return value.split(separator: " ").first.map(String.init)
            }
            if let address = address(ofNumber: value, for: shortcode.name) { return address }
        }
        return nil
    }

    private static func address(ofNumber id: String, for name: String) -> String? {
        guard id.utf8.allSatisfy(\.isNameByte), (4...64).contains(id.utf8.count) else { return nil }
        switch name {
        case "youtube", "su_youtube", "embedyt": return "https://www.youtube.com/watch?v=\(id)"
        case "vimeo", "su_vimeo": return "https://vimeo.com/\(id)"
        case "dailymotion": return "https://www.dailymotion.com/video/\(id)"
        case "ted": return "https://www.ted.com/talks/\(id)"
        case "tweet", "twitter": return "https://twitter.com/i/status/\(id)"
        case "instagram": return "https://www.instagram.com/p/\(id)/"
        case "archiveorg": return "https://archive.org/details/\(id)"
        case "wpvideo", "videopress": return "https://videopress.com/v/\(id)"
        case "gist": return "https://gist.github.com/\(id)"
        default: return nil
        }
    }
}
