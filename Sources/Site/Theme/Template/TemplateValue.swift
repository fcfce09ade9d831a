/// What a template can be given: the context a theme sees, as plain data.
///
/// A value holds no code and is never read as a template, so text that contains `{{secret}}` stays that text.
/// Lists and objects are shared, not copied, when a section steps into them.
package enum TemplateValue: Sendable {
    /// A name that is known but has nothing to say. A name that is not there at all is an error in a strict library.
    case null
    case bool(Bool)
    /// Text by a person: always escaped.
    case text(String)
    /// HTML that is safe already: written as it is. Only make it from sanitised HTML, never from text.
    case markup(String)
    case number(Int)
    case list([TemplateValue])
    case object([String: TemplateValue])
}

extension TemplateValue {
    /// Whether a section over this value is left out.
    ///
    /// The specification names null, false and the empty list;
    /// `emptyText` adds empty text, which themes expect (`{{#teaser}}<p>{{teaser}}</p>{{/teaser}}`). Zero is a value.
    func isFalsey(emptyText: Bool) -> Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .text(let text), .markup(let text): emptyText && text.isEmpty
        case .number, .object: false
        case .list(let items): items.isEmpty
        }
    }

    /// The kind of value in words, for messages to theme makers.
    var kind: String {
        switch self {
        case .null: "nothing"
        case .bool: "a yes or no"
        case .text: "text"
        case .markup: "markup"
        case .number: "a number"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
