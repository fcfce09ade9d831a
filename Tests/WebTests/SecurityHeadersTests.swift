import NIOHTTP1
import Testing

@testable import Web

@Suite("Security headers")
struct SecurityHeadersTests {
    @Test("an answer without any gets all of them, and no cookie")
    func all() {
        var headers: HTTPHeaders = ["Content-Type": "text/html"]
        SecurityHeaders(https: true).complete(&headers)
        #expect(
            headers.map { "\($0.name): \($0.value)" } == [
                "Content-Type: text/html",
                "Content-Security-Policy: default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' https:; "
                    + "media-src 'self' https:; font-src 'self'; script-src 'none'; object-src 'none'; "
                    + "frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://geo.dailymotion.com "
                    + "https://w.soundcloud.com https://open.spotify.com https://embed.ted.com https://www.tiktok.com "
                    + "https://platform.twitter.com https://www.instagram.com https://player-widget.mixcloud.com https://bandcamp.com "
                    + "https://archive.org https://videopress.com https://www.google.com https://www.openstreetmap.org; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options: nosniff",
                "Referrer-Policy: strict-origin-when-cross-origin",
                "Cross-Origin-Opener-Policy: same-origin",
                "Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()",
                "Strict-Transport-Security: max-age=31536000",
            ])
    }

    @Test("what an answer says itself stands, whatever the case of its name")
    func own() {
        var headers: HTTPHeaders = ["content-security-policy": "sandbox"]
        SecurityHeaders().complete(&headers)
        #expect(headers["Content-Security-Policy"] == ["sandbox"])
        #expect(!headers.contains(name: "Strict-Transport-Security"))
        #expect(headers.count == 5)
    }
}
