extension Migration {
    /// Which articles a picture stands above is found without reading all articles: each picture that is deleted asks for it.
    static let leadPictures = Migration(
        name: "lead pictures", statements: ["CREATE INDEX article_by_picture ON article (picture_id)"])
}
