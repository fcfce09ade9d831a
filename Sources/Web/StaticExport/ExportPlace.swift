import Content

/// Which file an address has in a folder that any static server serves.
///
/// `/a/` and a page at `/a` are `a/index.html`: such servers answer both with it, the second by leading to the first. Anything else
/// has the name of its address, percent-triplets decoded, as servers look for it.
enum ExportPlace {
    enum Failure: Error, CustomStringConvertible {
        /// A name on disk has at most 255 bytes.
        case tooLong
        /// An encoded slash is no part of a file's name.
        case slash
        case notAPath
        case query
        case reserved

        var description: String {
            switch self {
            case .tooLong: "a file's name has at most 255 bytes"
            case .slash: "a file's name holds no slash"
            case .notAPath: "it is no path of a file"
            case .reserved: "index.html, _redirects and _headers are names of other files here"
            case .query: "it differs from another only after the question mark, which no file's name knows"
            }
        }
    }

    /// - Parameters:
    ///   - address: percent-encoded, without a query.
    ///   - isPage: whether a page of HTML is there.
    /// - Returns: a path below the folder, without a slash before it.
    static func file(of address: String, isPage: Bool) throws(Failure) -> String {
        guard address.hasPrefix("/"), !address.contains("?") else { throw .query }
        var parts: [String] = []
        for part in address.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let name = PercentEncoding.decoded(String(Substring(part)))
            guard !name.utf8.contains(UInt8(ascii: "/")) else { throw .slash }
            guard name.utf8.count <= 255 else { throw .tooLong }
            parts.append(name)
        }
        let isFolder = parts.last?.isEmpty == true
        if isFolder { parts.removeLast() }
        // The folder of the export's own is no reader's.
        guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), parts.first != ExportFolder.own else {
            throw .notAPath
        }
        // Names of the export's own files, and of every page's: a folder of that name would stand in their way.
        guard !parts.dropLast(isFolder ? 0 : 1).contains("index.html"), !ServerFiles.names.contains(parts.first ?? "") else {
            throw .reserved
        }
        if isFolder || isPage, isFolder || parts.last != "index.html" { parts.append("index.html") }
        let path = parts.joined(separator: "/")
        guard path.utf8.count <= 3000 else { throw .tooLong }
        return path
    }

    /// The other spelling of an address that has the same file: with a slash at its end, or without.
    static func twin(of address: String) -> String? {
        guard !address.contains("?"), address != "/" else { return nil }
        return address.hasSuffix("/") ? String(address.dropLast()) : address + "/"
    }

    /// The address with what needs no encoding decoded, as in a file's name; slashes and `?` stay encoded.
    static func literal(_ address: String) -> String {
        guard address.utf8.contains(UInt8(ascii: "%")) else { return address }
        var text: [UInt8] = []
        var rest = address.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                "!$&'()*+,;=:@".utf8.contains(value)
            {
                text.append(value)
                rest = rest.dropFirst(2)
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether an address is that of a file and not of a page, by its ending: a page that leads on would be of no use in its place.
    static func isFileName(_ address: String) -> Bool {
        let name = address.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        return !["html", "htm"].contains(name[name.index(after: dot)...].lowercased())
    }
}
