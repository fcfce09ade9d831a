/// What a name's prefix stands for; only these few make a difference to a picture.
enum XMLNamespace {
    case none, svg, xlink, xml, xhtml, other

    init(address: some Collection<UInt8>) {
        let known: [(String, XMLNamespace)] = [
            ("http://www.w3.org/2000/svg", .svg), ("http://www.w3.org/1999/xlink", .xlink),
            ("http://www.w3.org/1999/xhtml", .xhtml), ("http://www.w3.org/XML/1998/namespace", .xml), ("", .none),
        ]
        self = known.first { address.elementsEqual($0.0.utf8) }?.1 ?? .other
    }
}

/// The prefixes declared at one place in the file.
struct XMLNamespaces {
    static let limit = 256

    private var bindings: [(prefix: ArraySlice<UInt8>, namespace: XMLNamespace, depth: Int)] = []

    /// Fails where there are too many to look through.
    mutating func bind(_ prefix: ArraySlice<UInt8>, to address: [UInt8], depth: Int) throws(SVGError) {
        guard bindings.count < Self.limit else { throw .tooComplex }
        bindings.append((prefix, XMLNamespace(address: address), depth))
    }

    /// Forgets what elements deeper than this have declared.
    mutating func leave(depth: Int) {
        while let last = bindings.last, last.depth >= depth { bindings.removeLast() }
    }

    /// An empty prefix is the default namespace's.
    ///
    /// `xlink:` and `svg:` need no declaration: pictures that were cut out of a page often have none.
    func namespace(of prefix: ArraySlice<UInt8>) -> XMLNamespace {
        if prefix.elementsEqual("xml".utf8) { return .xml }
        if let binding = bindings.last(where: { $0.prefix == prefix }) { return binding.namespace }
        if prefix.isEmpty { return .none }
        if prefix.elementsEqual("xlink".utf8) { return .xlink }
        return prefix.elementsEqual("svg".utf8) ? .svg : .other
    }
}
