import Content

/// The addresses of an old site's uploads that stand in a body: in `src`, `srcset`, `href`, shortcodes, comments of blocks, text.
///
/// It reads the source as it was exported and knows no markup: what is not there is only asked for in vain.
struct UploadAddresses {
    let oldSite: OldSite
    let basePath: String

    /// Longer ones are no address.
    private static let longest = 2000

    /// With what is to be asked for, and where it is served here; each once, in their order.
    func all(in source: String) -> [WantedFile] {
        let bytes = Array(source.utf8)
        var found: [WantedFile] = []
        var seen: Set<String> = []
        var index = 0
        while let slash = bytes[index...].firstIndex(of: UInt8(ascii: "/")) {
            let start = beginning(of: slash, in: bytes, after: index)
            let end = bytes[slash...].firstIndex(where: UploadAddresses.ends) ?? bytes.count
            index = max(end, slash + 1)
            guard end - start <= UploadAddresses.longest else { continue }
            var address = String(decoding: bytes[start..<end], as: UTF8.self)
            while let last = address.utf8.last, UploadAddresses.punctuation.contains(last) { address.removeLast() }
            if let file = file(address), seen.insert(file.served).inserted { found.append(file) }
        }
        return found
    }

    /// An address of an attachment, as the export has it.
    func absolute(_ address: String) -> String? {
        if address.hasPrefix("//") { return oldSite.scheme + ":" + address }
        if address.hasPrefix("/") { return oldSite.origin + address }
        return OldSite.host(of: address) == nil ? nil : address
    }

    private func file(_ address: String) -> WantedFile? {
        guard let absolute = absolute(address), let local = oldSite.localPath(absolute) else { return nil }
        let path = PercentEncoding.decoded(local)
        guard path.hasPrefix(basePath + OldSite.uploads + "/") || path.hasPrefix(OldSite.uploads + "/"), !path.contains("/../"),
            let name = path.split(separator: "/").last, name.dropFirst().contains("."), !path.hasSuffix("/")
        else { return nil }
        return WantedFile(address: absolute, served: path)
    }

    /// Where the address begins that has its first slash here: at its scheme, or at the slash.
    private func beginning(of slash: Int, in bytes: [UInt8], after start: Int) -> Int {
        guard bytes[slash...].starts(with: "//".utf8) else { return slash }
        for scheme in ["https:", "http:"] where slash - start >= scheme.utf8.count {
            if bytes[(slash - scheme.utf8.count)..<slash].elementsEqual(scheme.utf8) { return slash - scheme.utf8.count }
        }
        return slash
    }

    private static let punctuation = Set(".,;:!".utf8)

    /// A query or a fragment is no part of a file's address, and names of uploads hold no `&`.
    private static func ends(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F || enders.contains(byte) }

    private static let enders = Set("\"'<>()[]{}\\?#&|`".utf8)
}
