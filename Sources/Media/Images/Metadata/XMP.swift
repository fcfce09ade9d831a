/// What a picture's XMP says (ISO 16684-1): a few fields in words, and what else is in it.
///
/// RDF/XML in the shapes that XMP allows: a property is an attribute or an element, its value is text, a resource, or the items
/// of an Alt, Seq or Bag, and each may have a language. Only the fields named here are kept, and of each only so much as is
/// printed at most; of everything else only that it was there. What is broken gives what was read before.
struct XMP {
    enum Field: Hashable {
        case creator, rights, description, title, credit, headline, webStatement, usageTerms, license, altText
        case extendedDescription, userComment, extendedXMP
    }

    private struct Value {
        let language: String
        let text: String
    }

    private var values: [Field: [Value]] = [:]
    private(set) var dropped: Set<DroppedMetadata> = []

    private static let mostValues = 100
    private static let longestValue = 40_000

    init(_ packet: [UInt8]) {
        var reader = XMLReader(XMLText.utf8(packet))
        var walk = Walk()
        do throws(XMLReader.Malformed) {
            while let event = try reader.next() { step(event, reader, &walk) }
        } catch {
            dropped.insert(.unread)
        }
    }

    /// All values of a field that is a list.
    func list(_ field: Field) -> [String] { (values[field] ?? []).map(\.text) }

    /// The value in a language, else the one that is marked as the default, else the first.
    func text(_ field: Field, language: String? = nil) -> String? {
        let values = values[field] ?? []
        if let language = language?.lowercased(), !language.isEmpty {
            let main = language.prefix { $0 != "-" }
            if let value = values.first(where: { $0.language == language }) { return value.text }
            if let value = values.first(where: { $0.language.prefix { $0 != "-" } == main }) { return value.text }
        }
        return values.first { $0.language == "x-default" }?.text ?? values.first?.text
    }

    /// Adds what a second packet says of fields that this one leaves open.
    mutating func add(_ other: XMP) {
        values.merge(other.values) { own, _ in own }
        dropped.formUnion(other.dropped)
    }

    private static let fields: [XMPNamespace: [String: Field]] = [
        .dc: ["creator": .creator, "rights": .rights, "description": .description, "title": .title],
        .photoshop: ["Credit": .credit, "Headline": .headline],
        .xmpRights: ["WebStatement": .webStatement, "UsageTerms": .usageTerms],
        .cc: ["license": .license],
        .iptcCore: ["AltTextAccessibility": .altText, "ExtDescrAccessibility": .extendedDescription],
        .exif: ["UserComment": .userComment],
        .xmpNote: ["HasExtendedXMP": .extendedXMP],
    ]

    // MARK: - Walking

    private enum Role {
        /// Around or beside RDF.
        case outside
        case rdf
        case description
        case property(Field?)
        /// An item of a list, or the value in a structure that only adds qualifiers to it.
        case item(Field)
        /// The Alt, Seq or Bag of a field.
        case list(Field)
        /// Deeper structures.
        case inside
    }

    private struct Level {
        let role: Role
        let language: String
        let scope: Int
        var text: [UInt8] = []
        var hasItems = false
    }

    private struct Walk {
        var levels: [Level] = []
        var namespaces = XMPNamespaceScope()
    }

    private mutating func step(_ event: XMLReader.Event, _ reader: XMLReader, _ walk: inout Walk) {
        switch event {
        case .start(let element):
            begin(element, reader, &walk)
        case .text(let place, let isLiteral):
            guard let level = walk.levels.indices.last, let limit = XMP.room(walk.levels[level]) else { return }
            walk.levels[level].text += reader.text(of: place, isLiteral: isLiteral, limit: limit)
        case .end:
            guard let level = walk.levels.popLast() else { return }
            walk.namespaces.leave(level.scope)
            switch level.role {
            case .property(let field?) where !level.hasItems: keep(level.text, level.language, field)
            case .item(let field) where !level.hasItems: keep(level.text, level.language, field)
            default: break
            }
        }
    }

    /// How much more text is kept, if any.
    private static func room(_ level: Level) -> Int? {
        switch level.role {
        case .property(.some), .item: level.text.count < longestValue ? longestValue - level.text.count : nil
        default: nil
        }
    }

    private mutating func begin(_ element: XMLReader.Element, _ reader: XMLReader, _ walk: inout Walk) {
        let scope = walk.namespaces.enter(element, reader)
        let namespace = walk.namespaces.find(element.name.prefix)
        let local = element.name.local
        let parent = walk.levels.last
        var language = parent?.language ?? ""
        for attribute in element.attributes where attribute.name == XMLReader.Name(prefix: "xml", local: "lang") {
            language = reader.text(of: attribute, limit: 40).lowercased()
        }
        let role = XMP.role(namespace, local, in: parent?.role ?? .outside)
        switch role {
        case .list, .item: walk.levels[walk.levels.count - 1].hasItems = true
        default: break
        }
        if XMP.isProperty(role), let dropped = namespace.dropped(local) { self.dropped.insert(dropped) }
        read(element.attributes, of: role, language, reader, walk.namespaces)
        walk.levels.append(Level(role: role, language: language, scope: scope))
    }

    private static func isProperty(_ role: Role) -> Bool {
        switch role {
        case .property, .inside: true
        default: false
        }
    }

    private static func role(_ namespace: XMPNamespace, _ local: String, in parent: Role) -> Role {
        switch (parent, namespace, local) {
        case (.outside, .rdf, "RDF"): .rdf
        case (.outside, _, _): .outside
        case (.rdf, .rdf, "Description"): .description
        case (.rdf, _, _): .inside
        case (.description, _, _): .property(fields[namespace]?[local])
        case (.property(let field?), .rdf, "Alt"), (.property(let field?), .rdf, "Seq"), (.property(let field?), .rdf, "Bag"):
            .list(field)
        case (.list(let field), .rdf, "li"): .item(field)
        // A value with qualifiers (ISO 16684-1, 7.8).
        case (.property(let field?), .rdf, "Description"), (.item(let field), .rdf, "Description"): .list(field)
        case (.property(let field?), .rdf, "value"), (.item(let field), .rdf, "value"), (.list(let field), .rdf, "value"):
            .item(field)
        default: .inside
        }
    }

    private mutating func read(
        _ attributes: [XMLReader.Attribute], of role: Role, _ language: String, _ reader: XMLReader,
        _ namespaces: XMPNamespaceScope
    ) {
        for attribute in attributes where !attribute.name.prefix.isEmpty && attribute.name.prefix != "xmlns" {
            let namespace = namespaces.find(attribute.name.prefix)
            switch (role, namespace, attribute.name.local) {
            case (.outside, _, _), (.rdf, _, _):
                continue
            case (.property(let field?), .rdf, "resource"), (.item(let field), .rdf, "resource"):
                keep(reader.text(of: attribute.value, limit: XMP.longestValue), language, field)
            case (.description, _, let local):
                if let field = XMP.fields[namespace]?[local] {
                    keep(Array(reader.text(of: attribute, limit: XMP.longestValue).utf8), language, field)
                }
                fallthrough
            default:
                if let dropped = namespace.dropped(attribute.name.local) { self.dropped.insert(dropped) }
            }
        }
    }

    private mutating func keep(_ text: [UInt8], _ language: String, _ field: Field) {
        guard values[field, default: []].count < XMP.mostValues, text.contains(where: { $0 > 0x20 }) else { return }
        values[field, default: []].append(Value(language: language, text: MetadataText.decode(text)))
    }
}

/// Which prefix stands for which namespace, here and now.
struct XMPNamespaceScope {
    private var bindings: [(prefix: String, namespace: XMPNamespace)] = []

    /// Real packets have about twenty. With more, properties of the last ones are not known by name.
    private static let most = 128

    /// Takes in what an element declares.
    /// - Returns: what `leave` needs when the element ends.
    mutating func enter(_ element: XMLReader.Element, _ reader: XMLReader) -> Int {
        let count = bindings.count
        for attribute in element.attributes where bindings.count < XMPNamespaceScope.most {
            if attribute.name.prefix == "xmlns" {
                bindings.append((attribute.name.local, XMPNamespace(uri: reader.text(of: attribute, limit: 200))))
            } else if attribute.name.prefix.isEmpty, attribute.name.local == "xmlns" {
                bindings.append(("", XMPNamespace(uri: reader.text(of: attribute, limit: 200))))
            }
        }
        return count
    }

    mutating func leave(_ scope: Int) { bindings.removeLast(max(0, bindings.count - scope)) }

    func find(_ prefix: String) -> XMPNamespace {
        if prefix == "xml" { return .xml }
        return bindings.last { $0.prefix == prefix }?.namespace ?? .other
    }
}
