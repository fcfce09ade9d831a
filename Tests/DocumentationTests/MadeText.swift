import Foundation
import Testing

/// A part of a document that is made from the program, between two comments that no reader sees:
///
/// ```
/// <!-- made from the list of settings: make docs -->
/// …
/// <!-- end -->
/// ```
/// The test that makes it compares it; with `STET_WRITE_DOCS=1`, which `make docs` says, it writes it.
enum MadeText {
    static var isWriting: Bool { ProcessInfo.processInfo.environment["STET_WRITE_DOCS"] == "1" }

    /// Compares the part of a document that is made from something with its text, which ends in a line break.
    static func expect(_ text: String, from origin: String, in document: String) throws {
        let whole = try Repository.text(document)
        let start = try #require(whole.range(of: "<!-- made from \(origin): make docs -->\n"), "\(document) has no such part")
        let end = try #require(whole.range(of: "<!-- end -->\n", range: start.upperBound..<whole.endIndex))
        let found = whole[start.upperBound..<end.lowerBound]
        guard found != text else { return }
        guard isWriting else {
            let (old, new) = (Set(found.split(separator: "\n")), Set(text.split(separator: "\n")))
            let lines =
                found.split(separator: "\n").filter { !new.contains($0) }.map { "- \($0)" }
                + text.split(separator: "\n").filter { !old.contains($0) }.map { "+ \($0)" }
            Issue.record("\(document) is not as the program has it; make docs writes it anew:\n\(lines.joined(separator: "\n"))")
            return
        }
        try write(whole.replacingCharacters(in: start.upperBound..<end.lowerBound, with: text), to: document)
    }

    static func write(_ text: String, to document: String) throws {
        try Data(text.utf8).write(to: Repository.root.appending(path: document))
    }
}
