import Content

/// What a person decides about an export: what becomes of the types, statuses and taxonomies of plugins, and whether the addresses of
/// commenters are kept.
package struct WordPressChoices: Codable, Sendable, Equatable {
    /// What an item of a plugin's own type becomes.
    package enum ItemType: String, Codable, Sendable, CaseIterable {
        /// An article that stands in the listings.
        case article
        case page
        /// It is left out.
        case none
    }

    /// Where the terms of a taxonomy go.
    package enum Taxonomy: Codable, Sendable, Equatable {
        case tags
        /// Listings of their own below a path, such as `/series/`.
        case path(String)
        /// They are left out.
        case none
    }

    package var types: [String: ItemType] = [:]
    /// Raw values of `Article.Status`.
    package var statuses: [String: String] = [:]
    package var taxonomies: [String: Taxonomy] = [:]
    /// Whether the e-mail and network addresses of commenters are kept.
    package var keepsCommenterData = false

    package init() {}

    /// What cannot be a choice, in a sentence.
    package struct Fault: Error, CustomStringConvertible, Equatable {
        package let description: String
    }

    /// What a status may become: nothing that a plugin did not publish is public, unless a person says so.
    package static let statusNames = ["draft", "review", "published", "private", "trash"]

    /// Reads `NAME=WHAT`, as the options of the command have it.
    package init(types: [String], statuses: [String], taxonomies: [String]) throws(Fault) {
        for text in types {
            let (name, value) = try WordPressChoices.pair(text, "--map-type", "article, page or none")
            guard let type = ItemType(rawValue: value) else {
                throw Fault(description: "--map-type \(text): a type becomes article, page or none, not “\(value)”.")
            }
            self.types[name] = type
        }
        for text in statuses {
            let names = WordPressChoices.statusNames.joined(separator: ", ")
            let (name, value) = try WordPressChoices.pair(text, "--map-status", names)
            guard WordPressChoices.statusNames.contains(value) else {
                throw Fault(description: "--map-status \(text): a status becomes one of \(names), not “\(value)”.")
            }
            self.statuses[name] = value
        }
        for text in taxonomies {
            let (name, value) = try WordPressChoices.pair(text, "--map-taxonomy", "tags, none or a path such as /series/")
            switch value {
            case "tags": self.taxonomies[name] = .tags
            case "none": self.taxonomies[name] = Taxonomy.none
            default:
                guard value.hasPrefix("/"), value.hasSuffix("/"), value.utf8.count > 2, !value.contains("?"),
                    let path = Permalink(value)
                else {
                    throw Fault(
                        description: "--map-taxonomy \(text): terms go to tags, none or a path such as /series/, not “\(value)”.")
                }
                self.taxonomies[name] = .path(path.text)
            }
        }
    }

    /// What a person decided about an item, as a part of what tells whether it is as it was; empty where nothing was.
    func mark(of item: WXRItem) -> String {
        var parts: [String] = []
        if let type = types[item.type ?? "post"] { parts.append("type=\(type.rawValue)") }
        if let status = statuses[item.status] { parts.append("status=\(status)") }
        for term in item.terms {
            switch taxonomies[term.domain] {
            case .tags?: parts.append("\(term.domain)=tags")
            case .path?: parts.append("\(term.domain)=path")
            case Taxonomy.none?: parts.append("\(term.domain)=none")
            case nil: break
            }
        }
        return parts.isEmpty ? "" : "+" + Set(parts).sorted().joined(separator: ",")
    }

    private static func pair(_ text: String, _ option: String, _ values: String) throws(Fault) -> (String, String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw Fault(description: "\(option) wants NAME=WHAT, where WHAT is \(values), not “\(text)”.")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}
