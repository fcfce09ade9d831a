/// The names within a text: its `id`s, and the links to them.
///
/// A name in an article must not stand in for one of the page or of a script, so each is written with the prefix
/// `c-`; one that has it keeps it. A link to `#note` becomes `#c-note` if the text has that name, and stays as it is
/// if not. The first of two equal names keeps it.
struct HTMLNames {
    private static let prefix = Array("c-".utf8)
    private var claimed: Set<[UInt8]> = []
    /// Where in the markup the name of a link to it begins.
    private var references: [(name: [UInt8], offset: Int)] = []

    /// The name to write, or nil where there can be none.
    mutating func claim(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        guard let prefixed = Self.prefixed(name), claimed.insert(prefixed).inserted else { return nil }
        return prefixed
    }

    /// Notes a link `#name` just written, whose closing quote ends at that offset.
    mutating func refer(to name: Slice<UnsafeBufferPointer<UInt8>>, endingAt end: Int) {
        guard !name.starts(with: Self.prefix), let prefixed = Self.prefixed(name) else { return }
        references.append((prefixed, end - 1 - name.count))
    }

    /// The value of `headers`: names of cells, wherever they are.
    func references(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let names = value.split(whereSeparator: \.isHTMLSpace).compactMap(Self.prefixed)
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

    private static func prefixed(_ name: some Collection<UInt8>) -> [UInt8]? {
        guard (1...128).contains(name.count), name.allSatisfy({ $0.isHTMLNameByte && $0 != UInt8(ascii: "+") }) else {
            return nil
        }
        return name.starts(with: prefix) ? Array(name) : prefix + name
    }
}
