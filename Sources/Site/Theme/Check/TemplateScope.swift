import Content

/// What names mean at a place in a template: what the page was given, and the objects that sections have stepped into.
struct TemplateScope: Hashable {
    /// One value on the way from the page inwards.
    enum Step: Hashable {
        /// What a page that begins with a template is given.
        case page(String)
        /// An object, by its path in the context.
        case object(String)
        /// A text, a number, a yes: it has no names.
        case scalar(ThemeContext.ValueType)
        /// Of what nothing is known: any name may be there.
        case anything
    }

    /// A name, found.
    enum Meaning: Hashable {
        case scalar(ThemeContext.ValueType)
        case object(String)
        /// With the path of its entries.
        case list(String)
        case anything
    }

    private(set) var steps: [Step]

    init(page template: String) { steps = [.page(template)] }

    /// The same inside a section over a value. A step that is there already moves to the end: what lay below it could not be
    /// seen behind it. So a template that includes itself comes to a scope that is known.
    func inside(_ meaning: Meaning) -> TemplateScope {
        guard meaning != .object("") else { return self }
        var scope = self
        let step: Step =
            switch meaning {
            case .scalar(.texts): .scalar(.text)
            case .scalar(let type): .scalar(type)
            case .object(let path), .list(let path): .object(path)
            case .anything: .anything
            }
        scope.steps.removeAll { existing in
            if case .scalar = existing { return true }
            return existing == step
        }
        scope.steps.append(step)
        return scope
    }

    /// What `{{.}}` is.
    var current: Meaning {
        switch steps.last {
        case .scalar(let type): .scalar(type)
        case .object(let path): .object(path)
        case .page: .object("")
        case .anything, nil: .anything
        }
    }

    struct Unknown: Error {
        /// `; did you mean ‘listing.heading’?`
        let suggestion: String
        /// The part of a dotted name that has no parts, where it is one: `‘page.title’ is text and has no ‘x’`.
        var owner: (name: String, type: ThemeContext.ValueType)?
    }

    /// Looks a name up as the renderer does: its first part from the inside out, the others below it.
    func meaning(of name: String, words: Set<String>) throws(Unknown) -> Meaning {
        guard name != "." else { return current }
        let parts = name.split(separator: ".").map(String.init)
        guard let first = parts.first else { return .anything }
        for step in steps.reversed() {
            if case .anything = step { return .anything }
            let names = TemplateScope.names(of: step, words: words)
            guard let found = names[first] else { continue }
            return try follow(parts, from: found, words: words)
        }
        let known = steps.flatMap { TemplateScope.names(of: $0, words: words).keys }
        throw Unknown(suggestion: suggestion(parts, 0, known))
    }

    private func follow(_ parts: [String], from first: Meaning, words: Set<String>) throws(Unknown) -> Meaning {
        var meaning = first
        for index in parts.indices.dropFirst() {
            switch meaning {
            case .anything: return .anything
            case .object(let path):
                let names = TemplateScope.names(of: .object(path), words: words)
                guard let next = names[parts[index]] else {
                    throw Unknown(suggestion: suggestion(parts, index, Array(names.keys)))
                }
                meaning = next
            case .list, .scalar:
                let owner = parts[..<index].joined(separator: ".")
                var type = ThemeContext.ValueType.list
                if case .scalar(let scalar) = meaning { type = scalar }
                throw Unknown(suggestion: "", owner: (owner, type))
            }
        }
        return meaning
    }

    private func suggestion(_ parts: [String], _ index: Int, _ known: [String]) -> String {
        guard let nearest = NearestName.to(parts[index], among: known) else { return "" }
        var meant = parts
        meant[index] = nearest
        return "; did you mean ‘\(meant.joined(separator: "."))’?"
    }

    private static func names(of step: Step, words: Set<String>) -> [String: Meaning] {
        switch step {
        case .scalar, .anything: [:]
        case .page(let template): pages[template] ?? [:]
        case .object("words"): Dictionary(words.map { ($0, .scalar(.text)) }) { first, _ in first }
        case .object(let path): objects[path] ?? [:]
        }
    }

    private static let pages = Dictionary(
        ThemeContext.pages.map { ($0.template, meanings(of: ThemeContext.everywhere + $0.names, in: "")) }
    ) { first, _ in first }

    private static let objects = ThemeContext.objectsByPath.mapValues { meanings(of: $0.names, in: $0.path) }

    private static func meanings(of names: [ThemeContext.Name], in path: String) -> [String: Meaning] {
        var meanings: [String: Meaning] = [:]
        for name in names {
            let below = ThemeContext.path(of: name, in: path)
            meanings[name.name] =
                switch name.type {
                case .object: .object(below)
                case .list: .list(below)
                default: .scalar(name.type)
                }
        }
        return meanings
    }
}
