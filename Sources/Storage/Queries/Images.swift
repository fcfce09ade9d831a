package import Content

/// A picture as pages show it: which forms of it there are, and what stands in for it while it loads.
package struct ImageView: Hashable, Sendable {
    package var name: String
    package var width: Int64
    package var height: Int64
    package var frames: Int64
    package var format: String
    package var fallback: String
    /// Empty for one that can be seen through: it would show there for good.
    package var color: String
    package var focalX: Int64
    package var focalY: Int64

    /// Reads `Library.imageViewColumns`; nil where the picture was never looked at.
    init?(_ row: SQLRow, from column: Int) {
        guard let name = row.textOrNil(column) else { return nil }
        self.name = name
        (width, height, frames) = (row.int(column + 1), row.int(column + 2), row.int(column + 3))
        (format, fallback) = (row.text(column + 4), row.text(column + 5))
        color = row.bool(column + 9) ? "" : row.text(column + 6)
        (focalX, focalY) = (row.int(column + 7), row.int(column + 8))
    }
}

/// A picture in a body, found by the path its `src` has.
package struct EmbeddedImage: Sendable {
    package var image: ImageView?
    package var mediaType: String
    /// The picture's own words, for a use that has none.
    package var alt: String
    package var isDecorative: Bool
}

/// The pictures of one published article.
package struct PicturesInUse: Sendable {
    package var article: Int64
    package var path: String
    package var body: HTML
    /// Of the picture above it.
    package var leadFile: String?
    /// Whether that one has alt text, or needs none by decision.
    package var isLeadDescribed: Bool
}

extension Library {
    static let imageViewColumns =
        "i.name, i.width, i.height, i.frames, i.format, i.fallback, i.color, i.focal_x, i.focal_y, i.has_alpha"

    private static let imageColumns = """
        digest, format, width, height, frames, has_alpha, fallback, color, focal_x, focal_y, is_focal_chosen, title, credit, license,
            caption, alt, dropped
        """

    /// What is known about the file with a digest.
    package func image(_ digest: String) throws -> ImageRecord? {
        try connection.first("SELECT \(Library.imageColumns) FROM image WHERE digest = ?", [.text(digest)], Library.image)
    }

    /// The same by the name that addresses have.
    package func image(named name: String) throws -> ImageRecord? {
        depends(on: .image(name))
        return try connection.first(Library.imageByNameSQL, [.text(name)], Library.image)
    }

    static let imageByNameSQL = "SELECT \(imageColumns) FROM image WHERE name = ?"

    /// The smaller copy that an old site had at a path: which file it is of, and its size.
    package func variant(at path: String) throws -> (file: String, width: Int64, height: Int64)? {
        depends(on: .upload(path))
        return try connection.first(
            "SELECT file, width, height FROM image_variant WHERE path = ?", [.text(path)]
        ) { ($0.text(0), $0.int(1), $0.int(2)) }
    }

    /// The pictures that a body shows, by their paths.
    package func embeddedImages(at paths: [String]) throws -> [String: EmbeddedImage] {
        var found: [String: EmbeddedImage] = [:]
        for statement in embeddedImageStatements(at: paths) {
            try connection.each(statement.sql, statement.values) { row in
                let path = row.text(0)
                depends(on: .upload(path))
                // Several pictures may have one file: the first that has words.
                if let known = found[path], !known.alt.isEmpty || row.text(2).isEmpty { return true }
                found[path] = EmbeddedImage(
                    image: ImageView(row, from: 4), mediaType: row.text(1), alt: row.text(2), isDecorative: row.bool(3))
                return true
            }
        }
        for path in paths where found[path] == nil { depends(on: .upload(path)) }
        return found
    }

    func embeddedImageStatements(at paths: [String]) -> [Statement] {
        var statements: [Statement] = []
        var rest = paths[...]
        while let last = rest.prefix(20).last {
            // Always twenty, the last one repeated: the statement is prepared once.
            let part = rest.prefix(20).map(SQLValue.text) + Array(repeating: .text(last), count: max(0, 20 - rest.count))
            rest = rest.dropFirst(20)
            statements.append(Statement(Library.embeddedImagesSQL, part))
        }
        return statements
    }

    static let embeddedImagesSQL = """
        SELECT u.path, u.media_type, coalesce(p.alt, ''), coalesce(p.is_decorative, 0), \(imageViewColumns) FROM upload u
            LEFT JOIN image i ON i.digest = u.digest LEFT JOIN picture p ON p.file = u.path
        WHERE u.path IN (\(Array(repeating: "?", count: 20).joined(separator: ", "))) ORDER BY u.path, p.id
        """

    /// What published articles show, a stretch at a time, by their numbers.
    package func picturesInUse(after id: Int64, limit: Int64) throws -> [PicturesInUse] {
        try connection.rows(
            """
            SELECT a.id, a.path, r.body, p.file, coalesce(p.alt, ''), coalesce(p.is_decorative, 0) FROM article a
                JOIN revision r ON r.article_id = a.id AND r.number = a.revision LEFT JOIN picture p ON p.id = a.picture_id
            WHERE a.id > ? AND a.status = 'published' AND a.path IS NOT NULL ORDER BY a.id LIMIT ?
            """, [.int(id), .int(limit)]
        ) { row in
            PicturesInUse(
                article: row.int(0), path: row.text(1), body: HTML(stored: row.text(2)), leadFile: row.textOrNil(3),
                isLeadDescribed: !row.text(4).isEmpty || row.bool(5))
        }
    }

    /// The numbers of the pictures whose file is served at a path.
    package func pictures(ofFile path: String) throws -> [Int64] {
        try connection.rows("SELECT id FROM picture WHERE file = ? ORDER BY id", [.text(path)]) { $0.int(0) }
    }

    private static func image(_ row: SQLRow) -> ImageRecord {
        var image = ImageRecord(
            digest: row.text(0), format: row.text(1), width: row.int(2), height: row.int(3), fallback: row.text(6))
        (image.frames, image.hasAlpha) = (row.int(4), row.bool(5))
        image.color = row.text(7)
        (image.focalX, image.focalY, image.isFocalChosen) = (row.int(8), row.int(9), row.bool(10))
        (image.title, image.credit, image.license) = (row.text(11), row.text(12), row.text(13))
        (image.caption, image.alt, image.dropped) = (row.text(14), row.text(15), row.text(16))
        return image
    }
}

extension Transaction {
    /// Writes what is known about a file; a focal point that a person chose stays.
    package func save(_ image: ImageRecord) throws {
        let known = try current.image(image.digest)
        var image = image
        if let known, known.isFocalChosen, !image.isFocalChosen {
            (image.focalX, image.focalY, image.isFocalChosen) = (known.focalX, known.focalY, true)
        }
        guard known != image else { return }
        try connection.run("DELETE FROM image WHERE digest = ?", [.text(image.digest)])
        try connection.run(
            """
            INSERT INTO image (digest, name, format, width, height, frames, has_alpha, fallback, color, focal_x, focal_y,
                is_focal_chosen, title, credit, license, caption, alt, dropped)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(image.digest), .text(image.name), .text(image.format), .int(image.width), .int(image.height),
                .int(image.frames), SQLValue(image.hasAlpha), .text(image.fallback), .text(image.color),
                .int(image.focalX), .int(image.focalY), SQLValue(image.isFocalChosen), .text(image.title), .text(image.credit),
                .text(image.license), .text(image.caption), .text(image.alt), .text(image.dropped),
            ])
        touch(.image(image.name))
        // The pages that show it note the path of its file.
        for path in try connection.rows("SELECT path FROM upload WHERE digest = ?", [.text(image.digest)], { $0.text(0) }) {
            touch(.upload(path))
        }
    }

    /// Says that the pages which show the file at a path show something else now.
    package func touchFile(at path: String) { touch(.upload(path)) }

    /// Notes a smaller copy that an old site had.
    package func save(variant path: String, of file: String, width: Int64, height: Int64) throws {
        try connection.run(
            """
            INSERT INTO image_variant (path, file, width, height) VALUES (?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET file = excluded.file, width = excluded.width, height = excluded.height
            """, [.text(path), .text(file), .int(width), .int(height)])
        touch(.upload(path))
    }
}
