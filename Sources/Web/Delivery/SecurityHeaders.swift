import Content
import NIOHTTP1

/// The headers that every answer carries, errors of the parser included.
///
/// The connection adds them while it writes a head, so nothing can be answered without them; whoever needs a
/// header of his own, as the desk needs its scripts, sets it and wins. No cookie is ever set here: what readers
/// get has to be the same for all of them.
package struct SecurityHeaders: Sendable {
    let fields: [(name: String, value: String)]

    /// - Parameters:
    ///   - imageSources: where pictures and media may come from beside the site itself; imported articles hold
    ///     pictures of other hosts. No `data:`, which would let an article smuggle in what the sanitiser never saw.
    ///   - https: the site is reached over https alone, so browsers may be told to remember that.
    package init(imageSources: String = "https:", https: Bool = false) {
        var fields = [
            ("Content-Security-Policy", Self.policy(imageSources: imageSources)),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
        ]
        if https { fields.append(("Strict-Transport-Security", "max-age=31536000")) }
        self.fields = fields
    }

    /// A picture has the colour it loads over in its `style`; bodies cannot have one, the sanitiser leaves none. Blocks of JSON-LD are data and need no `script-src`; everything not named here is refused by `default-src`. Frames are the players of known providers, which a page loads when a reader opens a card.
    private static func policy(imageSources: String) -> String {
        """
        default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' \(imageSources); media-src 'self' \(imageSources); \
        font-src 'self'; script-src 'none'; object-src 'none'; frame-src \(EmbedProvider.playerOrigins.joined(separator: " ")); form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'
        """
    }

    /// Adds those that are not there yet.
    func complete(_ headers: inout HTTPHeaders) {
        for (name, value) in fields where !headers.contains(name: name) {
            headers.add(name: name, value: value)
        }
    }
}
