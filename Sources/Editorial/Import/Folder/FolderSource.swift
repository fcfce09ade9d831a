/// A Markdown file that is a text, not yet opened.
package struct FolderSource: Sendable, Hashable {
    /// The path inside the folder.
    package let file: String
    let place: FolderPlace
}
