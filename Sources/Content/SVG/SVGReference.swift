/// What an element points at within the same file.
struct SVGReference {
    enum Use {
        /// By `href`: what is repeated there, or whose settings are taken over.
        case href
        /// By a property, as a colour, at each corner of a line, or on the finished drawing.
        case property(SVGProperty.Target)
    }

    let use: Use
    let name: [UInt8]

    /// Whether this can be the name in `#name`: nothing that would have to be escaped anywhere.
    static func isName(_ name: some Collection<UInt8>) -> Bool {
        (1...256).contains(name.count) && name.allSatisfy(\.isXMLNameByte)
    }

    /// In which words to tell that a link to something else was left out.
    static func removal(of address: some Sequence<UInt8>) -> SVGRemoval {
        let address = address.filter { $0 > 0x20 && $0 < 0x7F }.prefix(64).map { $0 | 0x20 }
        let isScript = ["javascript:", "vbscript:", "data:text/", "data:application/"].contains { scheme in
            address.starts(with: scheme.utf8)
        }
        if isScript { return .script }
        if address.first == UInt8(ascii: "#") || address.isEmpty { return .link }
        let isSite = ["http:", "https:", "ftp:", "//", "\\\\"].contains { address.starts(with: $0.utf8) }
        return isSite ? .outerSite : .outerFile
    }
}
