package import Content
import Crypto
package import Storage

/// What a copy of the magazine without its program says where the program would have to think.
extension Site {
    /// The pages that are other ones in such a copy; nil for an address whose page is the same.
    package func exported(_ path: String, from library: Library) throws -> RenderedPage? {
        let publication = try publication(from: library)
        guard path.hasPrefix(publication.home) else { return nil }
        func frame(path: String?) throws -> Frame {
            try Frame(library: library, theme: theme(), publication: publication, path: path, drawsCards: drawsCards)
        }
        // Where something of the magazine's own stands there, that is what readers get.
        func isFree() throws -> Bool { try library.destination(at: Permalink.key(of: path)) == nil }
        switch path.dropFirst(publication.home.count) {
        case "search/" where try isFree():
            return try SearchPage(frame: frame(path: path), query: SearchQuery(""), number: 1).pageWithoutServer()
        case "404.html":
            var page = try ErrorPage(frame: frame(path: nil)).notFound(publication.home)
            page.status = 200
            return page
        case "oembed":
            let value: JSONValue = [
                "version": "1.0", "type": "link", "provider_name": .text(publication.name),
                "provider_url": .text(publication.url(publication.home)),
            ]
            return RenderedPage(
                status: 200, mediaType: "application/json; charset=utf-8", bytes: value.bytes,
                dependencies: library.dependencies)
        default: return nil
        }
    }

    /// Whether a page stands at an address as it is written.
    package func hasPage(at path: String, from library: Library) throws -> Bool {
        let router = Router(
            library: library, theme: try theme(), publication: try publication(from: library), query: nil, parameters: [],
            now: Site.systemClock(), drawsCards: drawsCards)
        guard case .page(let page)? = try router.standing(at: path) else { return false }
        return page.status == 200
    }

    /// Where the forms of pictures, drawn cards and the style sheet are, which pages name: `/images/`, `/theme/`.
    package static func namedFolders(home: String) -> [String] { [home + "images/", home + "theme/"] }

    /// What an address is led to, for browsers that come upon a file in its place.
    package static func leading(to location: String, in publication: Publication) -> [UInt8] {
        let address = HTML(escaping: location).markup
        let isOwn = location.hasPrefix("/")
        let canonical = HTML(escaping: isOwn ? publication.url(location) : location).markup
        let language = HTML(escaping: publication.language).markup
        return Array(
            """
            <!DOCTYPE html>
            <html lang="\(language)"><head><meta charset="utf-8"><title>\(address)</title>\
            <meta name="robots" content="noindex"><link rel="canonical" href="\(canonical)">\
            <meta http-equiv="refresh" content="0; url=\(address)"></head>
            <body><p><a href="\(address)">\(address)</a></p></body></html>

            """.utf8)
    }
}

extension Theme {
    /// What tells whether a folder's theme is still the same: a hash of its files.
    package static func fingerprint(of folder: String) throws -> String {
        let files = try ThemeFiles(in: folder)
        var hasher = SHA256()
        for (name, bytes) in files.all.sorted(by: { $0.key < $1.key }) {
            hasher.update(data: Array("\(name) \(bytes.count) ".utf8))
            hasher.update(data: bytes)
        }
        return hasher.finalize().prefix(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
