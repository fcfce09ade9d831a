/// The addresses in canonical markup, made absolute.
///
/// Exact because the markup is canonical: within a tag, ` href="` occurs only where that attribute begins, since a
/// value holds no double quote, and `>` only ends the tag.
enum HTMLLinks {
    static func absolute(in markup: String, page: String) -> String {
        let base = LinkBase(page: escaped(page.utf8))
        var markup = markup
        return markup.withUTF8 { bytes in
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + bytes.count / 8)
            var index = 0
            while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
                output += bytes[index..<start]
                write(bytes[start..<end], base: base, to: &output)
                index = end
            }
            output += bytes[index...]
            return String(decoding: output, as: UTF8.self)
        }
    }

    private static func write(_ tag: Slice<UnsafeBufferPointer<UInt8>>, base: LinkBase, to output: inout [UInt8]) {
        var rest = tag
        while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            let name = rest[..<quote].dropLast().suffix(while: { $0 != 0x20 })
            let value = rest[(quote + 1)...].prefix { $0 != UInt8(ascii: "\"") }
            output += rest[...quote]
            if isLink(name) {
                output += base.resolve(value)
            } else if name.elementsEqual("srcset".utf8) {
                writePictures(value, base: base, to: &output)
            } else {
                output += value
            }
            guard value.endIndex < rest.endIndex else { return }
            output.append(UInt8(ascii: "\""))
            rest = rest[(value.endIndex + 1)...]
        }
        output += rest
    }

    private static func isLink(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        name.elementsEqual("href".utf8) || name.elementsEqual("src".utf8) || name.elementsEqual("poster".utf8)
            || name.elementsEqual("cite".utf8)
    }

    /// The list as the sanitiser writes it: candidates parted by a comma and a space, each an address and perhaps a size.
    private static func writePictures(
        _ list: Slice<UnsafeBufferPointer<UInt8>>, base: LinkBase, to output: inout [UInt8]
    ) {
        var rest = list
        while let comma = rest.indices.first(where: { rest[$0...].starts(with: ", ".utf8) }) {
            writePicture(rest[..<comma], base: base, to: &output)
            output += ", ".utf8
            rest = rest[(comma + 2)...]
        }
        if !rest.isEmpty { writePicture(rest, base: base, to: &output) }
    }

    private static func writePicture(
        _ candidate: Slice<UnsafeBufferPointer<UInt8>>, base: LinkBase, to output: inout [UInt8]
    ) {
        let address = candidate.prefix { $0 != 0x20 }
        output += base.resolve(address)
        output += candidate[address.endIndex...]
    }

    private static func escaped(_ text: String.UTF8View) -> [UInt8] {
        text.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "&"): Array("&amp;".utf8)
            case UInt8(ascii: "\""): Array("&quot;".utf8)
            case UInt8(ascii: "<"): Array("&lt;".utf8)
            case UInt8(ascii: ">"): Array("&gt;".utf8)
            default: [byte]
            }
        }
    }
}

/// The address of a page in the parts that references within it start from (RFC 3986, section 5.2).
///
/// In bytes, escaped as markup is: no character that tells the parts of an address apart is ever escaped.
private struct LinkBase {
    /// Without a fragment.
    private let page: [UInt8]
    /// `https:`
    private let scheme: [UInt8]
    /// `https://magazine.example`
    private let origin: [UInt8]
    /// Without the query.
    private let path: [UInt8]
    /// The folders above the page, each without its slashes.
    private let folders: [ArraySlice<UInt8>]

    init(page address: [UInt8]) {
        page = Array(address.prefix { $0 != UInt8(ascii: "#") })
        let colon = page.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
        scheme = Array(page[..<colon])
        let host = page[colon...].starts(with: "//".utf8) ? colon + 2 : colon
        let end = page[host...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? page.count
        origin = Array(page[..<end])
        let query = page[end...].firstIndex(of: UInt8(ascii: "?")) ?? page.count
        path = end == query ? origin + [UInt8(ascii: "/")] : Array(page[..<query])
        folders = Array(
            path[origin.count...].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst().dropLast())
    }

    func resolve(_ reference: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        switch reference.first {
        case nil: page
        case UInt8(ascii: "#"): page + reference
        case UInt8(ascii: "?"): path + reference
        case UInt8(ascii: "/") where reference.dropFirst().first == UInt8(ascii: "/"): scheme + reference
        case UInt8(ascii: "/"): origin + reference
        default: hasScheme(reference) ? Array(reference) : beside(reference)
        }
    }

    private func hasScheme(_ reference: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let end = reference.firstIndex {
            [UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0)
        }
        return end.map { reference[$0] == UInt8(ascii: ":") } ?? false
    }

    private func beside(_ reference: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        let relative = reference.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        var segments = folders
        let parts = Array(relative).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isDots = part.elementsEqual("..".utf8)
            if isDots { _ = segments.popLast() }
            if isDots || part.elementsEqual(".".utf8) {
                // What ends in dots is a folder.
                if index == parts.count - 1 { segments.append([]) }
            } else {
                segments.append(part)
            }
        }
        return origin + segments.flatMap { [UInt8(ascii: "/")] + $0 } + reference[relative.endIndex...]
    }
}

extension BidirectionalCollection<UInt8> {
    fileprivate func suffix(while predicate: (UInt8) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
