/// One file that could not be read, and what a person must mend in it.
package struct FolderFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The path inside the folder.
    package let file: String
    /// The line of the file, from 1, front matter included; nil where the whole file is meant.
    package let line: Int?
    package let reason: String

    package init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `content/articles/a.md:3: …`, the form that editors and terminals turn into a link.
    package var description: String {
        line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
