import Content

/// What tells servers where addresses lead that have no file, and which media types files have whose names do not tell.
///
/// `.stet/redirects.map`, `.stet/gone.map` and `.stet/nginx.conf` are for nginx, `_redirects` and `_headers` for hosts that read those.
struct ServerFiles {
    private let publication: Publication
    /// In the order of their addresses, so that two runs write the same.
    private let listed: [ExportRecord]
    /// Addresses in small letters of which there are several, or that lead to themselves in other letters.
    private let twins: Set<String>

    init(_ publication: Publication, _ listed: [ExportRecord]) {
        self.publication = publication
        self.listed = listed.sorted { $0.address < $1.address }
        var (seen, twins): (Set<String>, Set<String>) = ([], [])
        for record in listed {
            let small = record.address.lowercased()
            if !seen.insert(small).inserted || record.location.lowercased() == small { twins.insert(small) }
        }
        self.twins = twins
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
            "\(key($0.address)) \(ServerFiles.quoted(ServerFiles.withoutVariables($0.location)));\n"
        }.joined()
    }

    private var goneMap: String {
        listed.filter { $0.kind == .gone }.map { "\(key($0.address)) 1;\n" }.joined()
    }

    /// nginx compares texts without regard to case and keeps them in cells of one size: what has capitals, or is long, is a pattern
    /// instead, or `/About/` would lead to `/about/` for ever. Not all are: texts are found at once, patterns one after the other.
    private func key(_ address: String) -> String {
        guard
            address.utf8.count > 900 || address.utf8.contains(where: { (0x41...0x5A).contains($0) }) || twins.contains(address)
        else { return ServerFiles.quoted(address) }
        return ServerFiles.quoted("~^\(ServerFiles.pattern(address))$")
    }

    /// What has a query has no place in it.
    private var redirects: String {
        listed.filter { !$0.address.contains("?") }.map { record in
            let address = ServerFiles.withoutPatterns(record.address)
            return record.kind == .gone
                ? "\(address) \(publication.home)404.html 410\n"
                : "\(address) \(ServerFiles.withoutPatterns(PercentEncoding.encoded(record.location))) 301\n"
        }.joined()
    }

    /// To hosts that read `_redirects` a `*` means anything and a `:` begins a name: in the path of an address they are encoded.
    private static func withoutPatterns(_ address: String) -> String {
        let host = address.firstRange(of: "://")?.upperBound ?? address.startIndex
        let path = address[host...].firstIndex(of: "/") ?? address.endIndex
        return String(address[..<path]) + address[path...].replacing("*", with: "%2A").replacing(":", with: "%3A")
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
        let home = ServerFiles.pattern(publication.home)
        var text = """
            # For nginx, inside http { } and behind its list of media types. Put the folder's path in the place of /srv/magazine.
            map_hash_bucket_size 1024;
            map_hash_max_size 262144;
            map $request_uri $stet_location { include /srv/magazine/\(ExportFolder.own)/redirects.map; }
            map $request_uri $stet_gone { include /srv/magazine/\(ExportFolder.own)/gone.map; }
            # Forms of pictures and style sheets have a digest in their names.
            map $uri $stet_expires {
                default off;
                "~^\(home)images/([0-9a-f]+/|card-)[^/]+\\.[a-z]+$" max;
                "~^\(home)theme/style\\.[^/]+\\.css$" max;
            }

            server {
                listen 80;
                root /srv/magazine;
                charset utf-8;
                expires $stet_expires;
                # A named place: by its own address the page would be asked for anew, and be gone as well.
                error_page 404 410 @stet_missing;
                location @stet_missing { try_files \(publication.home)404.html =404; }
                add_header X-Content-Type-Options nosniff always;
                # Behind another server nginx does not know by which name, port and scheme it is asked.
                absolute_redirect off;
                if ($stet_gone) { return 410; }
                if ($stet_location) { return 301 $stet_location; }
                location ^~ /\(ExportFolder.own)/ { return 404; }
                location / { try_files $uri ${uri}/index.html =404; }

            """
        for (ending, type) in ServerFiles.types {
            text +=
                "    location ~ /\(ending)$ { types { } default_type \"\(type); charset=utf-8\"; try_files ${uri}index.html =404; }\n"
        }
        text += "    location = \(publication.home)oembed { types { } default_type application/json; try_files $uri =404; }\n"
        // What the list that comes with nginx may lack: where it has them, that counts.
        for (ending, type) in ServerFiles.rare {
            text += "    location ~* \\.\(ending)$ { default_type \(type); try_files $uri ${uri}/index.html =404; }\n"
        }
        return text + "}\n"
    }

    private static let rare = [
        ("avif", "image/avif"), ("webp", "image/webp"), ("ics", "\"text/calendar; charset=utf-8\""),
        ("vtt", "\"text/vtt; charset=utf-8\""), ("epub", "application/epub+zip"), ("opus", "audio/ogg"),
    ]

    /// What matches a text itself.
    private static func pattern(_ text: String) -> String {
        var pattern = ""
        for character in text.unicodeScalars {
            if "\\^$.|?*+()[]{}".unicodeScalars.contains(character) { pattern += "\\" }
            pattern.unicodeScalars.append(character)
        }
        return pattern
    }
}
