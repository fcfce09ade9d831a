import Foundation
import TestSupport
import Testing

@Suite("Judges who are shown faults", .serialized)
struct FaultTests {
    @Test(
        "each names the fault that was put there for it",
        arguments: [
            ("nu", ["The “align” attribute on the “h1” element is obsolete", "An “img” element must have an “alt” attribute"]),
            ("links", ["/nowhere/: 404 Not Found", "Anchor `nothing'"]),
            ("feeds", ["/feed/: not well-formed", "has no entry"]),
            ("atom", ["missing required elements \"id\" and \"updated\""]),
            ("jsonfeeds", ["'items' is a required property"]),
            ("sitemaps", ["/nowhere/ is no page that answers"]),
            ("calendars", ["an event without UID"]),
            ("structured", ["JSON-LD that is no JSON", "no page offers oEmbed"]),
            ("axe", ["color-contrast", "image-alt"]),
            (
                "keyboard",
                [
                    "the first stop is no link that skips", "gets the focus out of turn",
                    "one does not see that it has the focus",
                    "never gets the focus",
                ]
            ),
            (
                "reflow",
                ["320 px): the page scrolls sideways", "320 px): text is cut off", "reader's text at 200 %): text is cut off"]
            ),
            ("loading", ["moves while it loads", "has a script that runs", "asks another host for a image"]),
            ("weights", ["style sheet: 20,006 bytes", "article page: 40,897 bytes"]),
        ])
    func faults(_ name: String, _ sentences: [String]) async throws {
        var arguments: [String] = []
        if ["atom", "jsonfeeds", "sitemaps"].contains(name) {
            guard SharedMaterial.isAtHand else { try Test.cancel("\(SharedMaterial.absence)") }
            arguments = [
                SharedMaterial.path(
                    ["atom": "schemas/atom.rnc", "jsonfeeds": "schemas/jsonfeed-1.1.schema.json"][name] ?? "schemas")
            ]
        }
        let folder = try TemporaryFolder()
        let server = try ChildProcess("/usr/bin/env", ["python3", "-B", Judge.script("faults")])
        defer { server.send(SIGTERM) }
        #expect(try await server.hasWritten("/\n"), "\(server.error)")
        let base = String(server.output.dropLast(2))
        try await Exhibition.crawl(base, into: folder["faults"])
        guard let ending = try await Judge(name).verdict(on: folder.path, arguments) else { return }
        #expect(ending.code == 1, "\(ending.output)\(ending.error)")
        for sentence in sentences { #expect(ending.output.contains(sentence), "\(ending.output)\(ending.error)") }
    }
}
