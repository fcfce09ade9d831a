private import Foundation

/// A file with redirects: what the Redirection plugin writes (JSON, CSV), or an `.htaccess` of Apache.
struct RedirectFile {
    let rules: [RedirectRule]
    /// What the rules of this form mean that is not taken over.
    let note: String?

    private static let largest = 64 << 20

    /// - Throws: `ImportError.unreadable`.
    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ImportError.unreadable("\(path) cannot be read.")
        }
        guard data.count <= RedirectFile.largest else { throw ImportError.unreadable("\(path) is larger than 64 MB.") }
        guard var text = String(data: data, encoding: .utf8) else { throw ImportError.unreadable("\(path) is not UTF-8 text.") }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        let start = text.utf8.first { !" \t\r\n".utf8.contains($0) }
        if start == UInt8(ascii: "{") || start == UInt8(ascii: "[") {
            do {
                rules = try RedirectionJSON.rules(in: data)
            } catch {
                throw ImportError.unreadable("\(path) is no export of the Redirection plugin: it has no list of redirects.")
            }
            note = nil
        } else if path.lowercased().hasSuffix(".csv") || RedirectionCSV.isHeader(text) {
            rules = RedirectionCSV.rules(in: text)
            note = nil
        } else {
            rules = Htaccess.rules(in: text)
            note =
                rules.isEmpty
                ? nil
                : "Apache's Redirect leads everything below an address on as well; here each leads on its own address alone."
        }
        guard !rules.isEmpty else {
            throw ImportError.unreadable(
                "\(path) holds no redirect. It may be the Redirection plugin's JSON or CSV, or an .htaccess with Redirect lines.")
        }
    }
}
