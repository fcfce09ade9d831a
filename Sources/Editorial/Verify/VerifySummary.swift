/// What was found, for the terminal.
struct VerifySummary {
    private let site: VerifiedSite
    private let report: String?
    private let json: String?

    init(_ site: VerifiedSite, report: String?, json: String?) { (self.site, self.report, self.json) = (site, report, json) }

    private static let mostLost = 5

    var text: String {
        var lines = [site.sentence, ""] + table
        let shares = [
            ("titles", "as they were", site.titles), ("words", "there", site.words), ("pictures", "there", site.pictures),
        ]
        let compared = shares.filter { $0.2.total > 0 }
        if !compared.isEmpty { lines.append("") }
        for (name, word, share) in compared {
            lines.append(
                "\(VerifiedSite.number(share.count)) of \(VerifiedSite.number(share.total)) \(name) are \(word) (\(share.text)).")
        }
        if site.chains > 0 { lines += ["", "\(site.chains) redirects take more than one step."] }
        if site.lost > 0 { lines += ["", "Lost"] + lost }
        if !site.notes.isEmpty { lines += ["", "To know"] + site.notes.map { "  " + LedgerReport.printable($0, most: 400) } }
        let files = [report, json].compactMap { $0 }
        if !files.isEmpty { lines += ["", "Written: \(files.joined(separator: ", "))"] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// By kind and reason, with the first of each.
    private var lost: [String] {
        var groups: [(kind: VerifiedAddress.Kind, reason: String, addresses: [String], count: Int)] = []
        for address in site.addresses where address.verdict == .lost {
            let reason = address.reason ?? ""
            guard let index = groups.firstIndex(where: { $0.kind == address.kind && $0.reason == reason }) else {
                groups.append((address.kind, reason, [address.address], 1))
                continue
            }
            groups[index].count += 1
            if groups[index].addresses.count < VerifySummary.mostLost { groups[index].addresses.append(address.address) }
        }
        return groups.flatMap { group -> [String] in
            let name = group.count == 1 ? group.kind.rawValue : group.kind.plural
            let more = group.count - group.addresses.count
            return ["  \(VerifiedSite.number(group.count)) \(name): \(group.reason)"]
                + group.addresses.map { "    \(LedgerReport.printable($0, most: 300))" }
                + (more > 0 ? ["    … and \(VerifiedSite.number(more)) more; --json FILE has them all."] : [])
        }
    }

    private var table: [String] {
        var rows = [["", "asked"] + VerifiedAddress.Verdict.allCases.map(\.rawValue)]
        for kind in VerifiedAddress.Kind.allCases {
            guard let counts = site.counts[kind] else { continue }
            let numbers = VerifiedAddress.Verdict.allCases.map { counts[$0] ?? 0 }
            rows.append(
                [kind.plural, VerifiedSite.number(numbers.reduce(0, +))] + numbers.map { $0 == 0 ? "–" : VerifiedSite.number($0) }
            )
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + space : space + cell
            }.joined(separator: "  ")
        }
    }
}

extension VerifiedAddress.Kind {
    var plural: String { self == .listed ? "addresses" : rawValue + "s" }
}
