import Content

/// What was found, for a publisher: one page that stands alone. No script, nothing from elsewhere, and whatever an old site wrote is text.
struct VerifyReport {
    private let site: VerifiedSite
    private let made: Timestamp

    init(_ site: VerifiedSite, made: Timestamp) { (self.site, self.made) = (site, made) }

    /// Longer lists are cut: a browser would not show them. The JSON has all.
    private static let mostRows = 2000

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <meta name="referrer" content="no-referrer">
        <title>Proof of the move: \(escaped(site.magazine))</title>
        <style>
        \(VerifyReport.style)
        </style>
        </head>
        <body>
        <main>
        <header>
        <p class="kicker">Proof of the move · <bdi>\(escaped(site.magazine))</bdi></p>
        <h1 class="\(site.lost == 0 ? "well" : "ill")">\(escaped(site.sentence))</h1>
        <p class="made">Asked on \(escaped(day)). Each address was asked for as a reader's browser does, and redirects were followed.</p>
        </header>
        \(figures)
        \(table)
        \(lost)
        \(differences)
        \(notes)
        \(all)
        <footer><p>Made by <code>stet verify</code>. The same for a program: <code>--json FILE</code>.</p></footer>
        </main>
        </body>
        </html>

        """
    }

    // MARK: - Sums

    private static let alive = "Addresses alive"

    private var figures: String {
        var alive = VerifiedSite.Share()
        alive.add(site.addresses.count - site.lost, of: site.addresses.count)
        let figures = [
            (VerifyReport.alive, alive, "answer, lead on, or are gone by decision"), ("Titles", site.titles, "as they were"),
            ("Words", site.words, "of the text are there"), ("Pictures", site.pictures, "that articles show are there"),
        ].filter { $0.1.total > 0 }
        return "<dl class=\"figures\">\n" + figures.map(figure).joined(separator: "\n") + "\n</dl>"
    }

    private func figure(_ name: String, _ share: VerifiedSite.Share, _ meaning: String) -> String {
        """
        <div class="\(share.isWhole ? "well" : name == VerifyReport.alive ? "ill" : "part")"><dt>\(name)</dt>
        <dd><strong>\(share.text.replacing(" ", with: "\u{202F}"))</strong>
        <meter min="0" max="\(share.total)" value="\(share.count)">\(share.text)</meter>
        <span>\(VerifiedSite.number(share.count)) of \(VerifiedSite.number(share.total)) \(meaning)</span></dd></div>
        """
    }

    private var table: String {
        let verdicts = VerifiedAddress.Verdict.allCases
        let head =
            "<tr><th scope=\"col\">Kind</th><th scope=\"col\">asked</th>"
            + verdicts.map { "<th scope=\"col\">\($0.rawValue)</th>" }.joined() + "</tr>"
        let rows = VerifiedAddress.Kind.allCases.compactMap { kind -> String? in
            guard let counts = site.counts[kind] else { return nil }
            let all = counts.values.reduce(0, +)
            let cells = verdicts.map { verdict -> String in
                let count = counts[verdict] ?? 0
                let mark = count == 0 ? " class=\"none\"" : verdict == .lost ? " class=\"lost\"" : ""
                return "<td\(mark)>\(count == 0 ? "–" : VerifiedSite.number(count))</td>"
            }
            return "<tr><th scope=\"row\">\(kind.plural)</th><td>\(VerifiedSite.number(all))</td>\(cells.joined())</tr>"
        }
        return section(
            "By kind",
            "<div class=\"wide\"><table class=\"numbers\">\n<thead>\(head)</thead>\n<tbody>\(rows.joined(separator: "\n"))</tbody>\n</table></div>"
        )
    }

    // MARK: - What is not as it was

    private var lost: String {
        let lost = site.addresses.filter { $0.verdict == .lost }
        guard !lost.isEmpty else { return "" }
        return section(
            "Lost", id: "lost", rows(lost, ["Address", "What happens"]) { [address($0.address), escaped($0.reason ?? "")] },
            "A reader who follows an old link to one of these finds nothing. A file comes back with the next import "
                + "(<code>--uploads</code>, <code>--fetch</code>), another address with a redirect (<code>stet import redirects FILE</code>)."
        )
    }

    private var differences: String {
        let titles = site.addresses.filter { $0.title?.isEqual == false }
        let words = site.addresses.filter { $0.words.map { $0.kept < $0.expected } ?? false }
        let pictures = site.addresses.filter { $0.pictures.map { $0.present < $0.expected } ?? false }
        let chains = site.addresses.filter { $0.steps > 1 }
        var text = ""
        if !titles.isEmpty {
            text += section(
                "Titles that differ",
                rows(titles, ["Address", "Was", "Is"]) {
                    [address($0.address), quoted($0.title?.expected ?? ""), quoted($0.title?.found ?? "")]
                })
        }
        if !words.isEmpty {
            text += section(
                "Texts that lack words",
                rows(words, ["Address", "There", "The first that are not"]) { row in
                    let words = row.words ?? .init(expected: 0, kept: 0, missing: [])
                    return [
                        address(row.address), "\(VerifiedSite.number(words.kept)) of \(VerifiedSite.number(words.expected))",
                        quoted(words.missing.joined(separator: " ")),
                    ]
                },
                "Often these are the words of something that was made by a plugin when the page was shown, or that a page no longer needs."
            )
        }
        if !pictures.isEmpty {
            text += section(
                "Articles that lack pictures",
                rows(pictures, ["Address", "There", "The first that are not"]) { row in
                    let pictures = row.pictures ?? .init(expected: 0, present: 0, missing: [])
                    return [
                        address(row.address), "\(pictures.present) of \(pictures.expected)",
                        pictures.missing.map(address).joined(separator: "<br>"),
                    ]
                },
                "Import again with <code>--uploads</code> or <code>--fetch</code> to bring their files.")
        }
        if !chains.isEmpty {
            text += section(
                "Redirects of more than one step",
                rows(chains, ["Address", "Leads to", "Steps"]) { [address($0.address), address($0.target ?? ""), "\($0.steps)"] })
        }
        return text
    }

    private var notes: String {
        guard !site.notes.isEmpty else { return "" }
        return section("To know", "<ul>\n" + site.notes.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n") + "\n</ul>")
    }

    // MARK: - All of it

    private var all: String {
        let kinds = VerifiedAddress.Kind.allCases.compactMap { kind -> String? in
            let addresses = site.addresses.filter { $0.kind == kind }
            guard !addresses.isEmpty else { return nil }
            let table = rows(addresses, ["Address", "Answer", "Leads to"]) { row in
                [
                    address(row.address), "\(row.verdict.rawValue)\(row.status > 0 ? " (\(row.status))" : "")",
                    row.target.map(address) ?? "",
                ]
            }
            return
                "<details><summary>\(kind.plural) <span>\(VerifiedSite.number(addresses.count))</span></summary>\n\(table)\n</details>"
        }
        return section("Every address", kinds.joined(separator: "\n"))
    }

    private func section(_ heading: String, id: String = "", _ content: String, _ lead: String = "") -> String {
        let mark = id.isEmpty ? "" : " id=\"\(id)\""
        return "<section\(mark)>\n<h2>\(heading)</h2>\n\(lead.isEmpty ? "" : "<p>\(lead)</p>\n")\(content)\n</section>\n"
    }

    private func rows(
        _ addresses: [VerifiedAddress], _ head: [String], _ cells: (VerifiedAddress) -> [String]
    ) -> String {
        let heads = head.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = addresses.prefix(VerifyReport.mostRows).map { row in
            "<tr>" + cells(row).map { "<td>\($0)</td>" }.joined() + "</tr>"
        }
        let more = addresses.count - VerifyReport.mostRows
        return
            "<div class=\"wide\"><table>\n<thead><tr>\(heads)</tr></thead>\n<tbody>\(rows.joined(separator: "\n"))</tbody>\n</table></div>"
            + (more > 0 ? "\n<p>… and \(VerifiedSite.number(more)) more; <code>--json FILE</code> has them all.</p>" : "")
    }

    /// A path, which can be opened where the magazine lives.
    private func address(_ path: String) -> String {
        let shown = "<bdi>\(escaped(path))</bdi>"
        guard path.hasPrefix("/"), site.origin.hasPrefix("http://") || site.origin.hasPrefix("https://") else { return shown }
        return "<a href=\"\(escaped(site.origin + path))\">\(shown)</a>"
    }

    private func quoted(_ text: String) -> String { text.isEmpty ? "<i>none</i>" : "<q><bdi>\(escaped(text))</bdi></q>" }

    private func escaped(_ text: String) -> String { VerifyReport.escaped(text) }

    /// Text as text, in an element or in a value in quotation marks; and without characters that turn the writing round them.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            case _ where scalar.properties.generalCategory == .control: safe += " "
            case _ where (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value): safe += "\u{FFFD}"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    private var day: String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ]
        guard let civil = made.wallClock(offset: 0)?.civil, months.indices.contains(civil.month - 1) else { return "" }
        return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
    }
}
