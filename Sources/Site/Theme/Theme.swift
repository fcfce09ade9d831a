import Content

/// How the magazine looks: templates, a style sheet, the words around the content.
///
/// The default theme is part of the program. A folder overrides it file by file.
package struct Theme: Sendable {
    private let templates: TemplateLibrary
    /// The theme's own style sheet, as it is served where the publication departs from nothing.
    package let style: [UInt8]
    private let styles: StyleCache
    /// The words around the content, in every language the theme has them in.
    let vocabulary: Vocabulary
    private var observer: (@Sendable (String, TemplateValue) -> Void)?

    /// - Parameter folder: files that stand in for the default theme's of the same name; it need not exist.
    /// - Throws: the first fault without which no page could be made at all. `init(checking:)` finds those in templates too.
    package init(overriding folder: String? = nil) throws(ThemeError) { try self.init(ThemeFiles(in: folder)) }

    /// The same, with everything that is wrong found before any page is asked for.
    /// - Throws: `ThemeError.faults`.
    package init(checking folder: String) throws(ThemeError) { try self.init(checking: ThemeFiles(in: folder), in: folder) }

    init(checking files: ThemeFiles, in folder: String) throws(ThemeError) {
        // The default theme is checked by a test, once for all.
        let faults = files.own.isEmpty && files.problems.isEmpty ? [] : ThemeCheck(files).faults.filter(\.stopsPages)
        guard faults.isEmpty else { throw .faults(faults, folder: folder) }
        try self.init(files)
    }

    private init(_ files: ThemeFiles) throws(ThemeError) {
        if let problem = files.problems.first(where: \.stopsPages) { throw .faults([problem], folder: "") }
        let all = files.all
        var sources: [String: String] = [:]
        for (name, bytes) in all where name.hasSuffix(".mustache") {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(file: name) }
            sources[String(name.dropLast(".mustache".count))] = text
        }
        do {
            templates = try TemplateLibrary(sources)
        } catch {
            throw .template(error)
        }
        style = StyleSheet.minified(all["style.css"] ?? [])
        styles = StyleCache(style)
        vocabulary = try Vocabulary(
            ThemeFiles.embedded.filter(Theme.isWords), overriding: files.own.filter(Theme.isWords))
    }

    private static func isWords(_ name: String, _ bytes: [UInt8]) -> Bool { name.hasPrefix("words/") }

    /// What a language's words lack, which readers see in English instead: `comments`, `dates.months`.
    package func missingWords(in language: String) -> [String] { vocabulary.missing(in: language) }

    /// The same theme, whose every page tells what it gave to which template: for tests, which compare that with `ThemeContext`.
    package func observed(by observer: @escaping @Sendable (String, TemplateValue) -> Void) -> Theme {
        var theme = self
        theme.observer = observer
        return theme
    }

    /// The files of the default theme, by their names in its folder.
    package static var defaultFiles: [String: [UInt8]] { ThemeFiles.embedded }

    /// The style sheet with what a publication departs from, and the name it is served under.
    func style(for look: Look) -> StyleCache.Sheet { styles.sheet(for: look) }

    /// A page's bytes.
    func render(_ template: String, _ context: TemplateValue) throws(ThemeError) -> [UInt8] {
        observer?(template, context)
        do {
            return try templates.render(template, context)
        } catch {
            throw .template(error)
        }
    }
}

/// What is wrong with a theme.
package enum ThemeError: Error, CustomStringConvertible {
    case unreadable(file: String)
    case notText(file: String)
    /// A file of words, and what is wrong in it.
    case words(file: String, String)
    case tooMany(folder: String)
    /// All that stands in the way of a page.
    case faults([ThemeFault], folder: String)
    case template(TemplateError)

    package var description: String {
        switch self {
        case .unreadable(let file): "\(file) cannot be read, or is larger than 1 MB."
        case .notText(let file): "\(file) is not UTF-8 text."
        case .words(let file, let fault): "\(file): \(fault)"
        case .tooMany(let folder): "\(folder) holds more than \(ThemeFiles.most) files: it is no theme."
        case .faults(let faults, let folder):
            (["The theme\(folder.isEmpty ? "" : " in \(folder)") cannot be used:"] + faults.prefix(20).map { "  \($0)" }
                + (faults.count > 20 ? ["  and \(faults.count - 20) more; stet theme check \(folder) tells them all"] : []))
                .joined(separator: "\n")
        case .template(let error): error.description
        }
    }
}
