package import Content

/// A picture as a page shows it: there is a file for it.
package struct PictureView: Hashable, Sendable {
    package var id: Int64
    package var file: String
    package var mediaType: String
    package var alt: String
    package var width: Int64?
    package var height: Int64?
    package var caption: HTML
    package var credit: String
    /// By decision without alt text.
    package var isDecorative: Bool
    /// Its smaller forms; nil where it was never looked at.
    package var image: ImageView?

    /// Reads `Library.pictureColumns`; nil where there is no picture, or no file for it.
    init?(_ row: SQLRow, from column: Int) {
        guard let id = row.intOrNil(column), let mediaType = row.textOrNil(column + 7) else { return nil }
        guard mediaType.hasPrefix("image/") else { return nil }
        self.id = id
        self.mediaType = mediaType
        file = row.text(column + 1)
        alt = row.text(column + 2)
        width = row.intOrNil(column + 3)
        height = row.intOrNil(column + 4)
        caption = HTML(stored: row.text(column + 5))
        credit = row.text(column + 6)
        isDecorative = row.bool(column + 8)
        image = ImageView(row, from: column + 9)
        // What the old site said of the size may be of another file, or of a picture that lay on its side.
        if let image { (width, height) = (image.width, image.height) }
    }
}

extension Library {
    static let pictureColumns =
        "p.id, p.file, p.alt, p.width, p.height, p.caption, p.credit, u.media_type, p.is_decorative, \(imageViewColumns)"
    static let pictureJoins =
        "LEFT JOIN picture p ON p.id = a.picture_id LEFT JOIN upload u ON u.path = p.file LEFT JOIN image i ON i.digest = u.digest"

    static let allPictureColumns = """
        SELECT p.title, p.slug, p.path, p.file, p.alt, p.caption, p.credit, p.summary, p.width, p.height, p.article_id, p.position,
            p.id, p.is_decorative FROM picture p
        """

    /// Notes the words and the file of the picture in `pictureColumns`; one without a file is shown once there is one.
    func dependsOnPicture(of row: SQLRow, from column: Int) {
        guard let id = row.intOrNil(column) else { return }
        depends(on: .picture(id))
        depends(on: .upload(row.text(column + 1)))
    }

    /// A picture with all its words.
    package func picture(_ id: Int64) throws -> Picture? {
        depends(on: .picture(id))
        return try connection.first(Library.allPictureColumns + " WHERE p.id = ?", [.int(id)]) { Library.picture($0).picture }
    }

    /// The pictures uploaded to an article, in the order a gallery shows them.
    package func pictures(ofArticle id: Int64) throws -> [(id: Int64, picture: Picture)] {
        try connection.rows(
            Library.allPictureColumns + " WHERE p.article_id = ? ORDER BY p.position, p.id", [.int(id)]
        ) { Library.picture($0) }
    }

    /// The file that is served at a path.
    package func upload(at path: String) throws -> Upload? {
        depends(on: .upload(path))
        return try connection.first(Library.uploadSQL, [.text(path)]) { row in
            Upload(
                path: path, digest: row.text(0), size: row.int(1), mediaType: row.text(2),
                modifiedAt: Timestamp(stored: row.int(3)))
        }
    }

    /// The files that are served at some paths.
    package func uploads(at paths: [String]) throws -> [String: Upload] {
        var found: [String: Upload] = [:]
        for group in Library.uploadGroups(paths) {
            let uploads = try connection.rows(Library.uploadsSQL, group) { row in
                Upload(
                    path: row.text(4), digest: row.text(0), size: row.int(1), mediaType: row.text(2),
                    modifiedAt: Timestamp(stored: row.int(3)))
            }
            for upload in uploads { found[upload.path] = upload }
        }
        for path in paths { depends(on: .upload(path)) }
        return found
    }

    /// Always twenty, the last one repeated: the statement is prepared once.
    static func uploadGroups(_ paths: [String]) -> [[SQLValue]] {
        var groups: [[SQLValue]] = []
        var rest = paths[...]
        while let last = rest.prefix(20).last {
            groups.append(rest.prefix(20).map(SQLValue.text) + Array(repeating: .text(last), count: max(0, 20 - rest.count)))
            rest = rest.dropFirst(20)
        }
        return groups
    }

    static let uploadsSQL = """
        SELECT digest, size, media_type, modified_at, path FROM upload
        WHERE path IN (\(Array(repeating: "?", count: 20).joined(separator: ", ")))
        """

    static let uploadSQL = "SELECT digest, size, media_type, modified_at FROM upload WHERE path = ?"

    static func picture(_ row: SQLRow) -> (id: Int64, picture: Picture) {
        var picture = Picture()
        picture.title = row.text(0)
        picture.slug = row.text(1)
        picture.permalink = row.textOrNil(2).flatMap(Permalink.init(_:))
        picture.file = row.text(3)
        picture.alt = row.text(4)
        picture.caption = HTML(stored: row.text(5))
        picture.credit = row.text(6)
        picture.summary = HTML(stored: row.text(7))
        picture.width = row.intOrNil(8)
        picture.height = row.intOrNil(9)
        picture.articleID = row.intOrNil(10)
        picture.position = row.int(11)
        picture.isDecorative = row.bool(13)
        return (row.int(12), picture)
    }
}

extension Transaction {
    /// Writes a picture's words, as a new row or over the row `id`, and claims its address.
    package func save(_ picture: Picture, as id: Int64? = nil) throws -> Int64 {
        let values: [SQLValue] = [
            .text(picture.title), .text(picture.slug), SQLValue(picture.permalink?.text), .text(picture.file), .text(picture.alt),
            .text(picture.caption.markup), .text(picture.credit), .text(picture.summary.markup), SQLValue(picture.width),
            SQLValue(picture.height), SQLValue(picture.articleID), .int(picture.position), SQLValue(picture.isDecorative),
        ]
        let saved: Int64
        var old: Permalink?
        if let id {
            try remember(.picture, id)
            let before = try connection.first("SELECT path, file FROM picture WHERE id = ?", [.int(id)]) {
                (path: $0.textOrNil(0), file: $0.text(1))
            }
            old = before?.path.flatMap(Permalink.init(_:))
            if let file = before?.file {
                searchChanges.files.insert(file)
                touch(.upload(file))
            }
            try connection.run(
                """
                UPDATE picture SET title = ?, slug = ?, path = ?, file = ?, alt = ?, caption = ?, credit = ?, summary = ?,
                    width = ?, height = ?, article_id = ?, position = ?, is_decorative = ? WHERE id = ?
                """, values + [.int(id)])
            saved = id
        } else {
            saved = try connection.insert(
                """
                INSERT INTO picture (title, slug, path, file, alt, caption, credit, summary, width, height, article_id, position,
                    is_decorative)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, values)
        }
        try remember(.picture, saved, isNew: true)
        if let permalink = picture.permalink { try move(from: old, to: permalink, .picture(saved)) }
        searchChanges.files.insert(picture.file)
        touch(.picture(saved))
        // Bodies show a file with its words, and know it by its path.
        touch(.upload(picture.file))
        return saved
    }

    /// Writes a picture's words over the row `id`, unless they are those of `before` and its address answers already.
    package func save(_ picture: Picture, as id: Int64, ifChangedFrom before: Picture) throws -> Int64 {
        if picture == before, let permalink = picture.permalink,
            try current.destination(at: permalink.key) == .picture(id)
        {
            return id
        }
        return try save(picture, as: id)
    }

    /// Notes that a file in the store is served at a path.
    package func save(_ upload: Upload) throws {
        let known = try connection.first(Library.uploadSQL, [.text(upload.path)]) { $0.text(0) }
        guard known != upload.digest else { return }
        try connection.run(
            """
            INSERT INTO upload (path, digest, size, media_type, modified_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET digest = excluded.digest, size = excluded.size,
                media_type = excluded.media_type, modified_at = excluded.modified_at
            """,
            [
                .text(upload.path), .text(upload.digest), .int(upload.size), .text(upload.mediaType),
                .int(upload.modifiedAt.milliseconds),
            ])
        searchChanges.files.insert(upload.path)
        touch(.upload(upload.path))
    }
}
