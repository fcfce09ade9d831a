/// An address of something that can stand in an article, and the frame that plays it.
///
/// A player's address is never taken from where it was found: it is made anew of the number or name of the thing, whose letters
/// are checked, so that a sub-path of a provider that does something else cannot get into a frame.
package struct EmbedAddress: Hashable, Sendable {
    package let provider: EmbedProvider
    /// Where a reader finds the thing itself.
    package let url: String
    /// What a frame plays it with; nil where there is only the link.
    package let player: String?

    /// - Returns: nil for what no known provider has, and for a provider's other pages.
    package init?(_ address: String) {
        guard let parts = Parts(address), let provider = EmbedProvider.at(parts.host) else { return nil }
        self.provider = provider
        let thing = EmbedAddress.thing(provider, parts)
        guard thing.player != nil || thing.isLinkable else { return nil }
        player = thing.player
        url = thing.page ?? address
    }

    /// What was recognised: its player, and its own page where the address is that of a player.
    private struct Thing {
        var player: String?
        var page: String?
        var isLinkable = false
    }

    private static func thing(_ provider: EmbedProvider, _ parts: Parts) -> Thing {
        let path = parts.path
        switch provider {
        case .youtube: return youTube(parts)
        case .vimeo:
            guard let id = path.last(where: { $0.isNumber }).flatMap(digits) else { return Thing() }
            let hash = name(parts["h"] ?? "").map { "&h=\($0)" } ?? ""
            let page = path.first == "video" ? "https://vimeo.com/\(id)" : nil
            return Thing(player: "https://player.vimeo.com/video/\(id)?dnt=1\(hash)", page: page)
        case .dailymotion:
            let id = path.contains("video") ? path.last : parts.host == "dai.ly" ? path.first : parts["video"]
            guard let id = id.flatMap({ name(String($0.prefix { $0 != "_" })) }) else { return Thing() }
            let page = path.first == "video" || parts.host == "dai.ly" ? nil : "https://www.dailymotion.com/video/\(id)"
            return Thing(player: "https://geo.dailymotion.com/player.html?video=\(id)", page: page)
        case .soundcloud:
            if parts.host == "w.soundcloud.com" {
                guard let inner = parts["url"].flatMap(Parts.init) else { return Thing() }
                let isOwn = inner.host == "soundcloud.com" || inner.host == "api.soundcloud.com"
                guard isOwn, let path = words(inner.path) else { return Thing() }
                let page = "https://\(inner.host)/\(path)"
                return Thing(player: soundCloud(page), page: page)
            }
            guard path.count >= 1, let path = words(path) else { return Thing() }
            return Thing(player: soundCloud("https://soundcloud.com/\(path)"))
        case .spotify:
            let rest = path.first == "embed" || path.first == "embed-podcast" ? path.dropFirst() : path[...]
            let kinds: Set<String> = ["track", "album", "playlist", "episode", "show", "artist"]
            guard let at = rest.firstIndex(where: kinds.contains), rest.indices.contains(at + 1), let id = name(rest[at + 1])
            else { return Thing() }
            let page = rest.count == path.count ? nil : "https://open.spotify.com/\(rest[at])/\(id)"
            return Thing(player: "https://open.spotify.com/embed/\(rest[at])/\(id)", page: page)
        case .ted:
            guard path.first == "talks", path.count == 2, let talk = name(path[1].replacing(".html", with: "")) else {
                return Thing()
            }
            let page = parts.host == "embed.ted.com" ? "https://www.ted.com/talks/\(talk)" : nil
            return Thing(player: "https://embed.ted.com/talks/\(talk)", page: page)
        case .tiktok:
            guard path.count == 3, path[1] == "video" || path[1] == "v2", let id = digits(path[2]) else { return Thing() }
            return Thing(player: "https://www.tiktok.com/embed/v2/\(id)")
        case .twitter:
            let at = path.firstIndex { $0 == "status" || $0 == "statuses" }
            guard
                let id = at.flatMap({ path.indices.contains($0 + 1) ? digits(path[$0 + 1]) : nil }) ?? parts["id"].flatMap(digits)
            else { return Thing() }
            let page = at == nil ? "https://twitter.com/i/status/\(id)" : nil
            return Thing(player: "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=\(id)", page: page)
        case .instagram:
            guard let at = path.firstIndex(where: { ["p", "reel", "tv"].contains($0) }), path.indices.contains(at + 1),
                let id = name(path[at + 1])
            else { return Thing() }
            let page = path.last == "embed" ? "https://www.instagram.com/\(path[at])/\(id)/" : nil
            return Thing(player: "https://www.instagram.com/\(path[at])/\(id)/embed/", page: page)
        case .mixcloud:
            guard path.count >= 2, let path = words(path) else { return Thing() }
            return Thing(player: "https://player-widget.mixcloud.com/widget/iframe/?feed=/\(path.replacing("/", with: "%2F"))%2F")
        case .bandcamp:
            guard path.first == "EmbeddedPlayer" else { return Thing(isLinkable: path.count == 2) }
            let choices = path.dropFirst().filter { part in
                part.hasPrefix("album=") || part.hasPrefix("track=")
            }
            let made = choices.compactMap { part in
                digits(String(part.dropFirst(6))).map { "\(part.prefix(6))\($0)" }
            }
            guard !made.isEmpty else { return Thing() }
            return Thing(player: "https://bandcamp.com/EmbeddedPlayer/\(made.joined(separator: "/"))/size=large/artwork=none/")
        case .archive:
            guard path.count >= 2, path[0] == "details" || path[0] == "embed", let id = name(path[1], dots: true) else {
                return Thing()
            }
            let page = path[0] == "embed" ? "https://archive.org/details/\(id)" : nil
            return Thing(player: "https://archive.org/embed/\(id)", page: page)
        case .videopress:
            guard let id = path.last.flatMap({ name($0) }), path.count == 2 else { return Thing() }
            return Thing(player: "https://videopress.com/embed/\(id)", page: "https://videopress.com/v/\(id)")
        case .googlemaps:
            // `!1m18!1m12…`: its own coding of place and view.
            if path == ["maps", "embed"], let view = name(parts["pb"] ?? "", dots: true, also: "!:%+,") {
                return Thing(player: "https://www.google.com/maps/embed?pb=\(view)")
            }
            guard path == ["maps", "d", "embed"] || path == ["maps", "d", "u", "0", "embed"], let id = name(parts["mid"] ?? "")
            else { return Thing(isLinkable: path.first == "maps" && path.count > 1) }
            return Thing(
                player: "https://www.google.com/maps/d/embed?mid=\(id)", page: "https://www.google.com/maps/d/viewer?mid=\(id)")
        case .openstreetmap:
            guard path == ["export", "embed.html"], let box = name(parts["bbox"] ?? "", dots: true, also: ",") else {
                return Thing()
            }
            let layer = name(parts["layer"] ?? "").map { "&layer=\($0)" } ?? ""
            let marker = name(parts["marker"] ?? "", dots: true, also: ",").map { "&marker=\($0)" } ?? ""
            return Thing(player: "https://www.openstreetmap.org/export/embed.html?bbox=\(box)\(layer)\(marker)")
        case .facebook, .flickr, .reddit, .tumblr, .imgur, .slideshare, .scribd, .kickstarter, .speakerdeck, .issuu, .pinterest,
            .wordpresstv, .smugmug, .screencast, .cloudup, .crowdsignal, .animoto, .wolfram, .codepen, .gist:
            return Thing(isLinkable: !path.isEmpty)
        }
    }

    private static func youTube(_ parts: Parts) -> Thing {
        let path = parts.path
        var id: String?
        var isPlayer = false
        if parts.host == "youtu.be" {
            id = path.first
        } else if path.first == "watch" {
            id = parts["v"]
        } else if path.count >= 2, ["embed", "v", "shorts", "live", "e"].contains(path[0]) {
            id = path[1]
            isPlayer = path[0] != "shorts" && path[0] != "live"
        }
        if path.first == "playlist" || id == "videoseries" {
            guard let list = parts["list"].flatMap({ name($0) }) else { return Thing() }
            return Thing(
                player: "https://www.youtube-nocookie.com/embed/videoseries?list=\(list)",
                page: isPlayer ? "https://www.youtube.com/playlist?list=\(list)" : nil)
        }
        // Old posts have `v=ID?wmode=transparent`.
        guard let id = id.flatMap({ name(String($0.prefix { $0 != "?" && $0 != "&" })) }), id.utf8.count >= 6 else {
            return Thing()
        }
        let start = (parts["start"] ?? parts["t"]).flatMap(seconds).map { "?start=\($0)" } ?? ""
        return Thing(
            player: "https://www.youtube-nocookie.com/embed/\(id)\(start)",
            page: isPlayer ? "https://www.youtube.com/watch?v=\(id)" : nil)
    }

    private static func soundCloud(_ page: String) -> String {
        "https://w.soundcloud.com/player/?url=" + page.replacing(":", with: "%3A").replacing("/", with: "%2F")
    }

    /// `90`, `90s`, `1m30s`, `1h2m3s`
    private static func seconds(_ text: String) -> Int? {
        var total = 0
        var number = 0
        for byte in text.utf8.prefix(12) {
            switch byte {
            case 0x30...0x39: number = min(number, 99_999) * 10 + Int(byte - 0x30)
            case UInt8(ascii: "h"): (total, number) = (total + number * 3600, 0)
            case UInt8(ascii: "m"): (total, number) = (total + number * 60, 0)
            case UInt8(ascii: "s"): (total, number) = (total + number, 0)
            default: return nil
            }
        }
        total += number
        return total > 0 ? total : nil
    }

    private static func digits(_ text: String) -> String? {
        let digits = text.utf8.prefix { $0.isASCIIDigit }
        return (1...24).contains(digits.count) ? String(digits) : nil
    }

    /// A name of letters, digits, `-` and `_`.
    private static func name(_ text: String, dots: Bool = false, also: String = "") -> String? {
        let isName = text.utf8.allSatisfy { byte in
            byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || dots && byte == UInt8(ascii: ".") || also.utf8.contains(byte)
        }
        return isName && (1...600).contains(text.utf8.count) && text != ".." && text != "." ? text : nil
    }

    /// The parts of a path where each is a name.
    private static func words(_ path: [String]) -> String? {
        let names = path.compactMap { name($0, dots: true) }
        return names.count == path.count && !names.isEmpty && names.count <= 4 ? names.joined(separator: "/") : nil
    }

    /// An absolute address in its parts.
    private struct Parts {
        /// In lower case, without `www.`.
        var host: String
        var path: [String]
        private var query: [(name: String, value: String)]

        init?(_ address: String) {
            guard address.utf8.count <= 2000, address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
            var rest = Substring(address)
            let scheme = ["https://", "http://", "//"].first { rest.prefix($0.count).lowercased() == $0 }
            guard let scheme else { return nil }
            rest = rest.dropFirst(scheme.count)
            if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            guard !authority.isEmpty, !authority.contains("@"), !authority.contains("\\") else { return nil }
            var host = authority.split(separator: ":").first.map { $0.lowercased() } ?? ""
            for prefix in ["www.", "m.", "mobile."] where host.hasPrefix(prefix) {
                host = String(host.dropFirst(prefix.count))
                break
            }
            self.host = host
            rest = rest[authority.endIndex...]
            let question = rest.firstIndex(of: "?") ?? rest.endIndex
            path = rest[..<question].split(separator: "/").map(String.init)
            query = rest[question...].dropFirst().split(separator: "&").prefix(40).map { pair in
                let name = pair.prefix { $0 != "=" }
                // From markup an `&` may come as its entity.
                let bare = name.hasPrefix("amp;") ? name.dropFirst(4) : name.hasPrefix("#038;") ? name.dropFirst(5) : name
                return (String(bare), PercentEncoding.decoded(String(pair.dropFirst(name.count + 1))))
            }
        }

        subscript(_ name: String) -> String? { query.first { $0.name == name }?.value }
    }
}

extension String {
    fileprivate var isNumber: Bool { !isEmpty && utf8.allSatisfy { $0.isASCIIDigit } }
}
