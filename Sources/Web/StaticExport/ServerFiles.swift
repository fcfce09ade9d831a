import Content

/// What tells servers where addresses lead that have no file, and which media types files have whose names do not tell.
///
/// `.stet/redirects.map`, `.stet/gone.map` and `.stet/nginx.conf` are for nginx, `_redirects` and `_headers` for hosts that read those.
struct ServerFiles {
    private let publication: Publication
    /// In the order of their addresses, so that two runs write the same.
    private let listed: [ExportRecord]

    init(_ publication: Publication, _ listed: [ExportRecord]) {
        self.publication = publication
        self.listed = listed.sorted { $0.address < $1.address }
    }

    /// By their paths in the folder.
    var all: [(file: String, bytes: [UInt8])] {
        [
            ("\(ExportFolder.own)/redirects.map", redirectMap), ("\(ExportFolder.own)/gone.map", goneMap),
            ("\(ExportFolder.own)/nginx.conf", nginx), ("_redirects", redirects), ("_headers", headers),
        ].map { ($0.0, Array($0.1.utf8)) }
    }

    static let names = ["_redirects", "_headers"]

    /// For `map $request_uri`.
    private var redirectMap: String {
        listed.filter { $0.kind != .gone }.map {
            "\(ServerFiles.key($0.address)) \(ServerFiles.quoted(ServerFiles.withoutVariables($0.location)));\n"
        }.joined()
    }

    private var goneMap: String {
        listed.filter { $0.kind == .gone }.map { "\(ServerFiles.key($0.address)) 1;\n" }.joined()
    }

    /// nginx compares texts without regard to case and keeps them in cells of one size: what has capitals, or is long, is a pattern
    /// instead, or `/About/` would lead to `/about/` for ever. Not all are: texts are found at once, patterns one after the other.
    private static func key(_ address: String) -> String {
        guard address.utf8.count > 900 || address.utf8.contains(where: { (0x41...0x5A).contains($0) }) else {
            return quoted(address)
        }
        var pattern = ""
        for character in address.unicodeScalars {
            if "\\^$.|?*+()[]{}".unicodeScalars.contains(character) { pattern += "\\" }
            pattern.unicodeScalars.append(character)
        }
        return quoted("~^\(pattern)$")
    }

    /// What has a query has no place in it.
    private var redirects: String {
        listed.filter { !$0.address.contains("?") }.map { record in
            record.kind == .gone
                ? "\(record.address) \(publication.home)404.html 410\n"
                : "\(record.address) \(PercentEncoding.encoded(record.location)) 301\n"
        }.joined()
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// In a value nginx would put a variable in its place.
    private static func withoutVariables(_ text: String) -> String { text.replacing("$", with: "%24") }

    private static let types = [
        ("feed/atom/", "application/atom+xml"), ("feed/json/", "application/feed+json"), ("feed/", "application/rss+xml"),
    ]

    private var headers: String {
        var text = "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n"
        for (ending, type) in ServerFiles.types {
            for path in [publication.home + ending, publication.home + "*/" + ending] {
                text += "\(path)\n  Content-Type: \(type); charset=utf-8\n"
            }
        }
        text += "\(publication.home)oembed\n  Content-Type: application/json; charset=utf-8\n"
        for folder in ["images/", "theme/"] {
            text += "\(publication.home)\(folder)*\n  Cache-Control: public, max-age=31536000, immutable\n"
        }
        return text
    }

    private var nginx: String {
        var text = """
            # For nginx, inside http { }. Put the folder's path in the place of /srv/magazine.
            map_hash_bucket_size 1024;
            map_hash_max_size 262144;
            map $request_uri $stet_location { include /srv/magazine/\(ExportFolder.own)/redirects.map; }
            map $request_uri $stet_gone { include /srv/magazine/\(ExportFolder.own)/gone.map; }

            server {
                listen 80;
                root /srv/magazine;
                charset utf-8;
                error_page 404 410 \(publication.home)404.html;
                add_header X-Content-Type-Options nosniff always;
                types {
                    text/html html; text/css css; text/plain txt; application/xml xml; application/json json; text/calendar ics;
                    text/vtt vtt; image/avif avif; image/webp webp; image/jpeg jpg jpeg; image/png png; image/gif gif;
                    image/svg+xml svg; application/pdf pdf; audio/mpeg mp3; audio/mp4 m4a; audio/ogg ogg; video/mp4 mp4;
                    video/webm webm; application/zip zip; application/epub+zip epub;
                }
                if ($stet_gone) { return 410; }
                if ($stet_location) { return 301 $stet_location; }
                location /\(ExportFolder.own)/ { return 404; }
                location / { try_files $uri ${uri}/index.html =404; }

            """
        for (ending, type) in ServerFiles.types {
            text +=
                "    location ~ /\(ending)$ { types { } default_type \"\(type); charset=utf-8\"; try_files ${uri}index.html =404; }\n"
        }
        text += "    location = \(publication.home)oembed { types { } default_type application/json; try_files $uri =404; }\n"
        text += "    location ^~ \(publication.home)images/ { expires max; try_files $uri =404; }\n}\n"
        return text
    }
}
