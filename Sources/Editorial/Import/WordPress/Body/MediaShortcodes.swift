/// `[audio]`, `[video]` and `[playlist]` (`wp_audio_shortcode`, `wp_video_shortcode`, `wp_playlist_shortcode`,
/// wp-includes/media.php) as the elements of HTML that play them.
struct MediaShortcodes: Sendable {
    /// A file of the old site, by its number or of the article at hand, in the order of a gallery.
    struct File: Sendable {
        var id: Int64
        var url: String
        var title = ""
        /// Source of HTML.
        var caption = ""
    }

    let fileByID: @Sendable (Int64) -> File?
    let filesOfArticle: @Sendable (Int64?) -> [File]

    private static let audioEndings = ["mp3", "ogg", "flac", "m4a", "wav", "oga", "opus", "aac", "weba"]
    private static let videoEndings = ["mp4", "m4v", "webm", "ogv", "flv", "mov", "wmv"]

    /// The player, or the card of what a provider plays; "" where there is no file, as in WordPress.
    func audio(_ shortcode: Shortcode, card: (String) -> String?) -> String {
        element("audio", Self.audioEndings, shortcode, card)
    }

    func video(_ shortcode: Shortcode, card: (String) -> String?) -> String {
        element("video", Self.videoEndings, shortcode, card)
    }

    /// A list of players, each with the title of its file.
    func playlist(_ shortcode: Shortcode) -> String {
        let isVideo = shortcode["type"] == "video"
        let endings = isVideo ? Self.videoEndings : Self.audioEndings
        let files = files(of: shortcode).filter { file in endings.contains(Self.ending(of: file.url)) }
        guard !files.isEmpty else { return "" }
        let name = isVideo ? "video" : "audio"
        var html = "<figure class=\"wp-block-playlist\"><ol>"
        for file in files {
            let title = file.title.isEmpty ? Self.fileName(file.url) : file.title
            html +=
                "<li>\(AttributeText.escaped(title))<br><\(name) controls preload=\"none\" src=\"\(AttributeText.escaped(file.url))\">"
            html += "</\(name)></li>"
        }
        return html + "</ol></figure>"
    }

    private func element(_ name: String, _ endings: [String], _ shortcode: Shortcode, _ card: (String) -> String?) -> String {
        var sources: [String] = []
        // Old players had `[audio address|titles=…]`, and several addresses with commas between.
        let positional = shortcode.positional.first { $0.contains("://") || $0.hasPrefix("/") }
        for source in [shortcode["src"], positional] + endings.map({ shortcode[$0] }) {
            guard let source, !source.isEmpty else { continue }
            let address = source.split(separator: "|").first.map(String.init) ?? source
            for part in address.split(separator: ",http", omittingEmptySubsequences: true).enumerated() {
                let url = part.offset == 0 ? String(part.element) : "http" + part.element
                if !sources.contains(url) { sources.append(url) }
            }
        }
        if let first = sources.first, let markup = card(first) { return markup }
        if sources.isEmpty, let file = filesOfArticle(nil).first(where: { endings.contains(Self.ending(of: $0.url)) }) {
            sources = [file.url]
        }
        guard let first = sources.first else { return "" }
        var html = "<figure class=\"wp-block-\(name)\"><\(name) controls preload=\"none\""
        if Self.isOn(shortcode["loop"]) { html += " loop" }
        if name == "video", let poster = shortcode["poster"], !poster.isEmpty {
            html += " poster=\"\(AttributeText.escaped(poster))\""
        }
        for side in ["width", "height"] where name == "video" {
            if let number = AttributeText.leadingInteger(shortcode[side] ?? ""), (1...9999).contains(number) {
                html += " \(side)=\"\(number)\""
            }
        }
        html += ">"
        for source in sources.prefix(8) { html += "<source src=\"\(AttributeText.escaped(source))\">" }
        // Subtitles.
        if let content = shortcode.content, content.contains("<track") { html += content }
        let link = AttributeText.escaped(first)
        return html + "<a href=\"\(link)\">\(link)</a></\(name)></figure>"
    }

    private func files(of shortcode: Shortcode) -> [File] {
        let ids = shortcode["ids"] ?? shortcode["include"] ?? ""
        let numbers = GalleryShortcode.numbers(ids)
        if !numbers.isEmpty { return numbers.compactMap(fileByID) }
        let excluded = Set(GalleryShortcode.numbers(shortcode["exclude"] ?? ""))
        return filesOfArticle(Int64(shortcode["id"] ?? "")).filter { !excluded.contains($0.id) }
    }

    private static func isOn(_ value: String?) -> Bool { ["on", "1", "true", "yes", "loop"].contains(value ?? "") }

    private static func fileName(_ url: String) -> String { url.split(separator: "/").last.map(String.init) ?? url }

    static func ending(of url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        return path.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    }
}
