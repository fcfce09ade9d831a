/// A word with places for what is only known later: `Page {number} of {count}`.
struct WordPattern: Hashable, Sendable {
    private enum Part: Hashable {
        case text(String)
        case place(String)
    }

    private let parts: [Part]
    /// As it was written.
    let source: String

    /// The names in braces.
    var places: Set<String> {
        Set(parts.compactMap { if case .place(let name) = $0 { name } else { nil } })
    }

    /// - Returns: nil where a brace has no other, or no name between.
    init?(_ source: String) {
        self.source = source
        var parts: [Part] = []
        var rest = Substring(source)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { return nil }
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            parts.append(.place(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    /// The whole, with what stands in its places.
    func filled(_ values: [String: String]) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .place(let name): values[name] ?? ""
            }
        }.joined()
    }
}
