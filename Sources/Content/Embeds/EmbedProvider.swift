/// A site whose films, sounds and posts people put into articles: those that WordPress embeds by address
/// (`WP_oEmbed::__construct`, wp-includes/class-wp-oembed.php) and the maps that come as frames.
package enum EmbedProvider: String, CaseIterable, Sendable {
    case youtube, vimeo, dailymotion, soundcloud, spotify, ted, tiktok, twitter, instagram, mixcloud, bandcamp
    case archive, videopress, googlemaps, openstreetmap
    case facebook, flickr, reddit, tumblr, imgur, slideshare, scribd, kickstarter, speakerdeck, issuu, pinterest
    case wordpresstv = "wordpress-tv"
    case smugmug, screencast, cloudup, crowdsignal, animoto, wolfram, codepen, gist

    /// As people write it.
    package var name: String {
        switch self {
        case .youtube: "YouTube"
        case .vimeo: "Vimeo"
        case .dailymotion: "Dailymotion"
        case .soundcloud: "SoundCloud"
        case .spotify: "Spotify"
        case .ted: "TED"
        case .tiktok: "TikTok"
        case .twitter: "X (Twitter)"
        case .instagram: "Instagram"
        case .mixcloud: "Mixcloud"
        case .bandcamp: "Bandcamp"
        case .archive: "Internet Archive"
        case .videopress: "VideoPress"
        case .googlemaps: "Google Maps"
        case .openstreetmap: "OpenStreetMap"
        case .facebook: "Facebook"
        case .flickr: "Flickr"
        case .reddit: "Reddit"
        case .tumblr: "Tumblr"
        case .imgur: "Imgur"
        case .slideshare: "SlideShare"
        case .scribd: "Scribd"
        case .kickstarter: "Kickstarter"
        case .speakerdeck: "Speaker Deck"
        case .issuu: "Issuu"
        case .pinterest: "Pinterest"
        case .wordpresstv: "WordPress.tv"
        case .smugmug: "SmugMug"
        case .screencast: "Screencast"
        case .cloudup: "Cloudup"
        case .crowdsignal: "Crowdsignal"
        case .animoto: "Animoto"
        case .wolfram: "Wolfram Cloud"
        case .codepen: "CodePen"
        case .gist: "GitHub Gist"
        }
    }

    /// Where its player comes from, for the policy that says which frames a page may have; nil: it has none that works without
    /// a script of its own in the page.
    package var playerOrigin: String? {
        switch self {
        case .youtube: "https://www.youtube-nocookie.com"
        case .vimeo: "https://player.vimeo.com"
        case .dailymotion: "https://geo.dailymotion.com"
        case .soundcloud: "https://w.soundcloud.com"
        case .spotify: "https://open.spotify.com"
        case .ted: "https://embed.ted.com"
        case .tiktok: "https://www.tiktok.com"
        case .twitter: "https://platform.twitter.com"
        case .instagram: "https://www.instagram.com"
        case .mixcloud: "https://player-widget.mixcloud.com"
        case .bandcamp: "https://bandcamp.com"
        case .archive: "https://archive.org"
        case .videopress: "https://videopress.com"
        case .googlemaps: "https://www.google.com"
        case .openstreetmap: "https://www.openstreetmap.org"
        default: nil
        }
    }

    /// How high its player stands, in CSS pixels; nil: as a film does, 16 to 9.
    package var playerHeight: Int? {
        switch self {
        case .soundcloud, .spotify, .mixcloud, .bandcamp: 240
        case .twitter, .instagram, .tiktok: 640
        default: nil
        }
    }

    package static var playerOrigins: [String] { allCases.compactMap(\.playerOrigin) }

    /// The provider at a host without `www.`, `m.` and `mobile.`.
    static func at(_ host: String) -> EmbedProvider? {
        if let provider = hosts[host] { return provider }
        for (domain, provider) in domains where host.hasSuffix(domain) { return provider }
        return nil
    }

    private static let hosts: [String: EmbedProvider] = [
        "youtube.com": .youtube, "youtu.be": .youtube, "youtube-nocookie.com": .youtube, "vimeo.com": .vimeo,
        "player.vimeo.com": .vimeo, "dailymotion.com": .dailymotion, "dai.ly": .dailymotion,
        "geo.dailymotion.com": .dailymotion, "soundcloud.com": .soundcloud, "w.soundcloud.com": .soundcloud,
        "open.spotify.com": .spotify, "play.spotify.com": .spotify, "ted.com": .ted, "embed.ted.com": .ted,
        "tiktok.com": .tiktok, "twitter.com": .twitter, "x.com": .twitter, "platform.twitter.com": .twitter,
        "instagram.com": .instagram, "instagr.am": .instagram, "mixcloud.com": .mixcloud, "bandcamp.com": .bandcamp,
        "archive.org": .archive, "videopress.com": .videopress, "video.wordpress.com": .videopress,
        "google.com": .googlemaps, "maps.google.com": .googlemaps, "openstreetmap.org": .openstreetmap,
        "facebook.com": .facebook, "flickr.com": .flickr, "flic.kr": .flickr, "reddit.com": .reddit, "imgur.com": .imgur,
        "slideshare.net": .slideshare, "scribd.com": .scribd, "kickstarter.com": .kickstarter,
        "speakerdeck.com": .speakerdeck, "issuu.com": .issuu, "pinterest.com": .pinterest, "wordpress.tv": .wordpresstv,
        "smugmug.com": .smugmug, "screencast.com": .screencast, "cloudup.com": .cloudup, "polldaddy.com": .crowdsignal,
        "crowdsignal.com": .crowdsignal, "poll.fm": .crowdsignal, "animoto.com": .animoto, "codepen.io": .codepen,
        "gist.github.com": .gist,
    ]

    private static let domains: [(String, EmbedProvider)] = [
        (".bandcamp.com", .bandcamp), (".tumblr.com", .tumblr), (".smugmug.com", .smugmug), (".survey.fm", .crowdsignal),
        (".wolframcloud.com", .wolfram), (".pinterest.com", .pinterest),
    ]
}
