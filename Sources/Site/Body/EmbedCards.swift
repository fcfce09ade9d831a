import Content

/// Shows what stands in a body for a film, a sound or a post of another site as a card: what it is, where it is, and, folded up,
/// the provider's player.
///
/// Nothing is asked of the provider before a reader opens the card: a frame that is loaded lazily within a closed `<details>` has
/// no place on the page. No script is needed, and without the player there is the link. The player's address is made anew by
/// `EmbedAddress`; the frame is sandboxed, and `SecurityHeaders` lets pages have frames of these providers alone.
struct EmbedCards {
    let words: Words

    private static let opening = Array("<figure class=\"".utf8)
    private static let marker = Array("wp-block-embed".utf8)

    func shown(_ body: HTML) -> HTML {
        guard body.markup.holds("wp-block-embed") else { return body }
        let source = Array(body.markup.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(source.count + 2048)
        var copied = 0
        var index = 0
        while let found = source[index...].firstRange(of: Self.opening) {
            index = found.upperBound
            guard source[index...].starts(with: Self.marker), let link = link(in: source, from: index),
                let address = EmbedAddress(link.address)
            else { continue }
            output += source[copied..<link.range.lowerBound]
            output += card(link, address).utf8
            copied = link.range.upperBound
            index = copied
        }
        guard copied > 0 else { return body }
        return HTML(stored: String(decoding: output + source[copied...], as: UTF8.self))
    }

    private struct Link {
        /// From `<a` to `</a>`.
        var range: Range<Int>
        var address: String
        /// As it stands in the markup, escaped.
        var title: String
    }

    /// The link that the figure begins with.
    private func link(in source: [UInt8], from start: Int) -> Link? {
        guard let endOfFigure = source[start...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let begin = endOfFigure + 1
        guard source[begin...].starts(with: "<a href=\"".utf8),
            let endOfTag = source[begin...].firstIndex(of: UInt8(ascii: ">")),
            let end = source[endOfTag...].firstRange(of: "</a>".utf8)
        else { return nil }
        let tag = String(decoding: source[begin..<endOfTag], as: UTF8.self)
        return Link(
            range: begin..<end.upperBound, address: HTML(stored: value("href", in: tag)).text, title: value("title", in: tag))
    }

    private func value(_ name: String, in tag: String) -> String {
        guard let found = tag.firstRange(of: " \(name)=\"") else { return "" }
        return String(tag[found.upperBound...].prefix { $0 != "\"" })
    }

    private func card(_ link: Link, _ address: EmbedAddress) -> String {
        let provider = HTML(escaping: address.provider.name).markup
        let url = HTML.attribute(address.url)
        let text = link.title.isEmpty ? url : link.title
        var html = "<p class=\"embed\"><span class=\"embed-provider\">\(provider)</span> <a href=\"\(url)\">\(text)</a></p>"
        guard let player = address.player else { return html }
        let label = words.text("embedPlay", ["provider": address.provider.name])
        let title = link.title.isEmpty ? HTML.attribute(address.provider.name) : link.title
        html += "<details><summary>\(HTML(escaping: label).markup)</summary>"
        html += "<iframe src=\"\(HTML.attribute(player))\" title=\"\(title)\" loading=\"lazy\" allowfullscreen"
        if let height = address.provider.playerHeight { html += " height=\"\(height)\"" }
        html += " sandbox=\"allow-scripts allow-same-origin allow-popups allow-presentation\""
        html += " referrerpolicy=\"strict-origin-when-cross-origin\"></iframe></details>"
        return html
    }
}
