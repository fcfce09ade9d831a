/// A section of the publication, from `data/sections.yaml` or a folder's `_index.md`.
package struct FolderSection: Sendable, Hashable {
    package var slug: String
    package var name: String
    /// The slug of the section it lies in.
    package var parent: String?
    /// Markdown.
    package var description: String?
}

extension FolderSection {
    /// The section in `fields`; `slug` and `parent` are what the place of the file says, if it is an `_index.md`.
    init(_ fields: FolderFields, slug: String? = nil, parent: String? = nil) throws(FolderFailure) {
        guard let slug = try fields.text("slug") ?? slug else {
            throw fields.failure("a section without a slug")
        }
        self.slug = slug
        name = try fields.text("name", "title") ?? slug
        self.parent = try fields.text("parent") ?? parent
        description = try fields.text("description", "summary")
    }
}
