/// A person who writes, from `data/authors.yaml`.
package struct FolderAuthor: Sendable, Hashable {
    package var slug: String
    package var name: String
    package var email: String?
    /// Markdown.
    package var bio: String?
    package var picture: String?
}

extension FolderAuthor {
    /// The author in `fields`; `slug` is the key where the authors are a mapping (Jekyll's `_data/authors.yml`).
    init(_ fields: FolderFields, slug: String? = nil) throws(FolderFailure) {
        guard let slug = try fields.text("slug", "id") ?? slug else {
            throw fields.failure("an author without a slug")
        }
        self.slug = slug
        name = try fields.text("name", "title", "fullname", "displayname") ?? slug
        email = try fields.text("email")
        bio = try fields.text("bio", "description")
        picture = try fields.picture("picture", "avatar", "image", "photo")?.address
    }
}
