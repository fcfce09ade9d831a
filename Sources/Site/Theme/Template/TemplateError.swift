/// What a theme maker has to mend, and where: a fault in a template, found at load or while a page is rendered.
package struct TemplateError: Error, CustomStringConvertible, Equatable {
    /// The template's name with `.mustache`.
    package let file: String
    /// Counted from 1.
    package let line: Int
    /// Counted from 1 in Unicode scalars; the place of the tag's opening delimiter.
    package let column: Int
    package let message: String

    package var description: String { "\(file):\(line):\(column): \(message)" }
}

extension TemplateError {
    init(_ message: String, in template: String, at position: Template.Position) {
        self.init(
            file: template + ".mustache", line: position.line, column: position.column, message: message)
    }
}
