import Content

/// Names and taglines as text: an export has them with entities or without.
enum PlainTitle {
    static func text(of source: String) -> String {
        guard let result = try? HTMLSanitizer(policy: .inline).sanitize(source) else { return source }
        return result.html.text
    }
}
