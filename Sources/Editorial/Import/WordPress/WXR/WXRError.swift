/// Why a file cannot be read as a WordPress export, named for what a person must mend.
package enum WXRError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What a file that is not XML looks like.
    package enum Guess: String, Sendable {
        case zip = "a zip archive: unpack it and import the .xml files in it"
        case gzip = "a gzip archive: unpack it and import the .xml file in it"
        case json = "JSON: import it with the importer of the system that wrote it"
        case html = "an HTML page, perhaps a login or error page: log in to WordPress and download the export again"
        case sql = "a database dump: WordPress writes the export under Tools → Export"
        case pdf = "a PDF"
        case text = "plain text"
        case binary = "binary data"
    }

    case cannotOpen(path: String, code: Int32)
    case cannotRead(path: String, offset: Int64, code: Int32)
    case empty(path: String)
    case notXML(path: String, line: Int, Guess)
    /// UTF-16 by its byte order mark or its zero bytes.
    case utf16(path: String)
    /// A declared encoding other than UTF-8, ISO-8859-1 and windows-1252.
    case encoding(path: String, line: Int, name: String)
    case doctype(path: String, line: Int)
    /// XML with another root element.
    case notAnExport(path: String, line: Int, root: String)
    /// An RSS or Atom feed: no element of WordPress's export in it.
    case feed(path: String, line: Int)
    case missingVersion(path: String)
    case invalidVersion(path: String, line: Int, version: String)

    package var description: String {
        switch self {
        case .cannotOpen(let path, let code):
            "\(path): cannot be opened (\(WXRInput.message(code)))"
        case .cannotRead(let path, let offset, let code):
            "\(path): cannot be read at byte \(offset) (\(WXRInput.message(code)))"
        case .empty(let path):
            "\(path): the file is empty: export it again, or copy the file again"
        case .notXML(let path, let line, let guess):
            "\(path):\(line): this is not XML but \(guess.rawValue)"
        case .utf16(let path):
            "\(path): the file is UTF-16: save it as UTF-8"
        case .encoding(let path, let line, let name):
            "\(path):\(line): the file says its encoding is \"\(name)\", which is not read: save it as UTF-8"
        case .doctype(let path, let line):
            "\(path):\(line): a DOCTYPE is refused, WordPress writes none: take the line out if you trust the file"
        case .notAnExport(let path, let line, let root):
            "\(path):\(line): <\(root)> is not a WordPress export, which begins with <rss>:"
                + " WordPress writes the export under Tools → Export"
        case .feed(let path, let line):
            "\(path):\(line): this is a feed, not an export: WordPress writes the export under Tools → Export"
        case .missingVersion(let path):
            "\(path): no <wp:wxr_version> and no items: this is not a whole export, export it again"
        case .invalidVersion(let path, let line, let version):
            "\(path):\(line): <wp:wxr_version> is \"\(version)\", not a number such as 1.2: export it again"
        }
    }
}
