/// A table as a copy of the magazine sees it.
struct Table: Sendable {
    let name: String
    /// Columns that refer to rows of the same table: set when all rows are there.
    let ownReferences: [String]

    init(_ name: String, ownReferences: [String] = []) { (self.name, self.ownReferences) = (name, ownReferences) }

    /// All tables, each after those it refers to; a test holds the list to the engines' catalogues.
    static let all: [Table] = [
        Table("setting"), Table("source"), Table("origin"), Table("author"), Table("section", ownReferences: ["parent_id"]),
        Table("tag"), Table("upload"), Table("image"), Table("image_variant"), Table("picture"), Table("article"),
        Table("revision"), Table("article_section"),
        Table("article_tag"), Table("article_author"), Table("talk"), Table("event"), Table("correction"), Table("enclosure"),
        Table("comment"), Table("removed_comment"),
        Table("menu"),
        Table("menu_entry"), Table("address"), Table("listing_entry"), Table("listing_month"), Table("change"),
        Table("commit_number"), Table("search_document"), Table("search_file"), Table("exported_address"), Table("term_field"),
        Table("import"), Table("import_row"), Table("upload_source"),
    ]
}
