/// One thing that is wrong with a theme, and where.
package struct ThemeFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Its name in the theme's folder.
    package let file: String
    /// Counted from 1; 0 where it is the file as a whole.
    package var line = 0
    package var column = 0
    package let message: String
    /// Whether the file is the magazine's own, not one of the default theme.
    package let isOwn: Bool
    /// Whether pages cannot be made with it, or not safely. What does not stop them is only told.
    package var stopsPages = true

    package var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return "\(place)\(isOwn ? "" : " (of the default theme)"): \(message)"
    }

    init(file: String, message: String, isOwn: Bool, stopsPages: Bool = true) {
        (self.file, self.message, self.isOwn, self.stopsPages) = (file, message, isOwn, stopsPages)
    }

    init(file: String, line: Int, column: Int, message: String, stopsPages: Bool) {
        self.init(file: file, message: message, isOwn: true, stopsPages: stopsPages)
        (self.line, self.column) = (line, column)
    }

    init(_ error: TemplateError, isOwn: Bool) {
        (file, line, column) = (error.file, error.line, error.column)
        (message, self.isOwn) = (error.message, isOwn)
    }

    /// What is in a theme's folder and is none of its files.
    init(stray name: String) {
        var message = "this is no part of a theme: templates end in .mustache, the style sheet is style.css, words are in words/"
        if name == "words.json" {
            message = "it is not read any more: put its words into a file for their language, words/de.json for German"
        }
        self.init(file: name, message: message, isOwn: true, stopsPages: name == "words.json")
    }
}
