/// The names within a text: its `id`s, and the links to them.
///
/// A name is kept as it was written: others lead to it (`/prices/#summer`). One that the page around the text has is written with
/// the prefix `c-`, so that it cannot stand in for that: a link to `#comments` becomes `#c-comments` if the text has that name, and
/// stays as it is if not. The first of two equal names keeps it.
struct HTMLNames {
    private static let prefix = Array("c-".utf8)
    /// What the default theme calls the parts of its pages; a test holds the list to its templates.
    private static let taken = Set(
        ["main", "comments", "comments-label", "latest", "nearest", "related", "search-words", "series", "site-nav"].map {
            Array($0.utf8)
        })
    /// `comment-7`
    private static let comment = Array("comment-".utf8)
    private var claimed: Set<[UInt8]> = []
    /// Where in the markup the name of a link to it begins.
    private var references: [(name: [UInt8], offset: Int)] = []

    /// The name to write, or nil where there can be none.
    mutating func claim(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        guard let own = Self.own(name), claimed.insert(own).inserted else { return nil }
        return own
    }

    /// Notes a link `#name` just written, whose closing quote ends at that offset.
    mutating func refer(to name: Slice<UnsafeBufferPointer<UInt8>>, endingAt end: Int) {
        guard let own = Self.own(name), own.count > name.count else { return }
        references.append((own, end - 1 - name.count))
    }

    /// The value of `headers`: names of cells, wherever they are.
    func references(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let names = value.split(whereSeparator: \.isHTMLSpace).compactMap(Self.own)
        return names.isEmpty ? nil : Array(names.joined(separator: [0x20]))
    }

    /// The markup with every link to a name it has.
    func resolved(in markup: [UInt8]) -> [UInt8] {
        let known = references.filter { claimed.contains($0.name) }
        guard !known.isEmpty else { return markup }
        var resolved: [UInt8] = []
        resolved.reserveCapacity(markup.count + 2 * known.count)
        var start = 0
        for (_, offset) in known {
            resolved += markup[start..<offset]
            resolved += Self.prefix
            start = offset
        }
        return resolved + markup[start...]
    }

    /// - Returns: nil for what is no name.
    private static func own(_ name: some Collection<UInt8>) -> [UInt8]? {
        guard (1...128).contains(name.count), name.allSatisfy({ $0.isHTMLNameByte && $0 != UInt8(ascii: "+") }) else {
            return nil
        }
        let name = Array(name)
        return name.starts(with: comment) || taken.contains(name) ? prefix + name : name
    }
}
