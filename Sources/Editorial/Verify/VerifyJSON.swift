private import Foundation

/// What was found, for a program: every address, and the sums.
///
/// ```
/// {"addresses": [{"address": "/2020/01/a/", "kind": "article", "status": 200, "steps": 0, "verdict": "answers",
///    "title": {…}, "words": {"expected": 812, "kept": 812, "missing": []}, "pictures": {…}}, …],
///  "totals": {"article": {"answers": 12, "leads on": 0, "not public": 0, "gone": 0, "lost": 0}, …},
///  "titles": {"count": 12, "total": 12}, "words": {…}, "texts": {…}, "pictures": {…},
///  "chains": 0, "lost": 0, "notes": []}
/// ```
struct VerifyJSON {
    private let site: VerifiedSite

    init(_ site: VerifiedSite) { self.site = site }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = site.addresses.compactMap { try? encoder.encode($0) }.map { String(decoding: $0, as: UTF8.self) }
        var totals: [String: [String: Int]] = [:]
        for (kind, counts) in site.counts {
            for verdict in VerifiedAddress.Verdict.allCases {
                totals[kind.rawValue, default: [:]][verdict.rawValue] = counts[verdict] ?? 0
            }
        }
        let rest = Rest(
            totals: totals, titles: site.titles, words: site.words, texts: site.texts, pictures: site.pictures,
            chains: site.chains,
            lost: site.lost, notes: site.notes)
        let end = (try? encoder.encode(rest)).map { String(decoding: $0.dropFirst(), as: UTF8.self) } ?? "}"
        return "{\"addresses\": [\n\(lines.joined(separator: ",\n"))\n],\n\(end)\n"
    }

    private struct Rest: Encodable {
        var totals: [String: [String: Int]]
        var titles, words, texts, pictures: VerifiedSite.Share
        var chains, lost: Int
        var notes: [String]
    }
}
