/// One shortcode of a body: `[name attribute="value" positional]content[/name]`.
package struct Shortcode: Sendable {
    package let name: String
    /// Names in lower case, each once, in the order of their first mention; the last value of a name counts.
    package let attributes: [(name: String, value: String)]
    package let positional: [String]
    /// What stands between the tags, as source; nil where there is no closing tag.
    package let content: String?

    package init(
        name: String, attributes: [(name: String, value: String)] = [], positional: [String] = [],
        content: String? = nil
    ) {
        self.name = name
        self.attributes = attributes
        self.positional = positional
        self.content = content
    }

    /// The value of an attribute.
    package subscript(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }
}
