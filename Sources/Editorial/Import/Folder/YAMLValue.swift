/// A YAML document as a tree of text, with the line each part begins on.
///
/// Scalars stay as they are written: whether `yes` is a truth value and `2023-02-01` a day depends on the field, not on
/// the text (`title: 1984`, `tags: [no]`).
struct YAMLValue: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        /// Nothing written, `~` or `null`.
        case null
        case scalar(String)
        case sequence([YAMLValue])
        case mapping([Pair])
    }

    struct Pair: Sendable, Hashable {
        let key: String
        let value: YAMLValue
    }

    let content: Content
    /// The line of the file, from 1.
    let line: Int

    var isMapping: Bool {
        if case .mapping = content { true } else { false }
    }

    /// The truth value, if it is one of YAML 1.1's words for one, quoted or not.
    var truth: Bool? {
        guard case .scalar(let text) = content else { return nil }
        return switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }
}
