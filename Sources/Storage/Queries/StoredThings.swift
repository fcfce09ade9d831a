package import Content

/// A picture with what the database knows of its file.
package struct StoredPicture: Sendable {
    package var id: Int64
    package var picture: Picture
    /// The smaller copies that an old site had, by their paths.
    package var variants: [FileRecord.Variant] = []
    /// When its file was last changed; nil where there is no file.
    package var modifiedAt: Timestamp?
    /// In thousandths of width and height, where a person chose it.
    package var focalPoint: (x: Int64, y: Int64)?
}

/// A menu with its entries in their order.
package struct StoredMenu: Sendable {
    package var id: Int64
    package var menu: Menu
    package var entries: [(id: Int64, entry: Menu.Entry)] = []
}

/// What an old site called something that is here now.
package struct StoredOrigin: Sendable {
    package var kind: Origin.Kind
    package var oldID: String
    package var target: Int64
}

/// An address where nothing stands any more: it leads on, or is gone.
package struct FormerAddress: Sendable {
    package var key: String
    /// Where it leads; nil: it is gone by decision.
    package var location: String?
}

extension Library {
    /// Every picture, a stretch at a time by their numbers.
    package func storedPictures(after id: Int64, limit: Int64) throws -> [StoredPicture] {
        var pictures = try connection.rows(
            Library.allPictureColumns + " WHERE p.id > ? ORDER BY p.id LIMIT ?", [.int(id), .int(limit)]
        ) { row in
            let (id, picture) = Library.picture(row)
            return StoredPicture(id: id, picture: picture)
        }
        let files = pictures.map { SQLValue.text($0.picture.file) }
        let uploads = try connection.rows(
            """
            SELECT u.path, u.modified_at, i.focal_x, i.focal_y, i.is_focal_chosen FROM upload u
                LEFT JOIN image i ON i.digest = u.digest WHERE u.path IN
            """, in: files
        ) { row in
            (
                path: row.text(0), modified: Timestamp(stored: row.int(1)),
                focal: row.bool(4) ? (x: row.int(2), y: row.int(3)) : nil
            )
        }
        let byPath = Dictionary(uploads.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let variants = try connection.rows("SELECT path, file, width, height FROM image_variant WHERE file IN", in: files) {
            FileRecord.Variant(path: $0.text(0), file: $0.text(1), width: $0.int(2), height: $0.int(3))
        }
        let byFile = Dictionary(grouping: variants, by: \.file)
        for index in pictures.indices {
            let file = pictures[index].picture.file
            pictures[index].modifiedAt = byPath[file]?.modified
            pictures[index].focalPoint = byPath[file]?.focal
            var seen: Set<String> = []
            pictures[index].variants = (byFile[file] ?? []).filter { seen.insert($0.path).inserted }.sorted { $0.path < $1.path }
        }
        return pictures
    }

    package func storedSections() throws -> [(id: Int64, section: Section)] {
        try connection.rows("SELECT id, slug, name, parent_id, summary, path FROM section ORDER BY id") { row in
            Permalink(row.text(5)).map { path in
                var section = Section(slug: row.text(1), name: row.text(2), parentID: row.intOrNil(3), permalink: path)
                section.summary = HTML(stored: row.text(4))
                return (row.int(0), section)
            }
        }.compactMap { $0 }
    }

    /// Tags, and terms of other taxonomies.
    package func storedTags() throws -> [(id: Int64, tag: Tag)] {
        try connection.rows(
            "SELECT id, slug, name, summary, path, taxonomy, parent_id, is_shown FROM tag ORDER BY id"
        ) { row in
            Permalink(row.text(4)).map { path in
                let (key, taxonomy) = (row.text(1), row.text(5))
                let slug = taxonomy.isEmpty ? key : String(key.dropFirst(taxonomy.count + 1))
                var tag = Tag(slug: slug, name: row.text(2), permalink: path)
                (tag.taxonomy, tag.parentID, tag.isShown) = (taxonomy, row.intOrNil(6), row.bool(7))
                tag.summary = HTML(stored: row.text(3))
                return (row.int(0), tag)
            }
        }.compactMap { $0 }
    }

    package func storedAuthors() throws -> [(id: Int64, author: Author)] {
        try connection.rows("SELECT id, slug, name, email, url, biography, picture, path FROM author ORDER BY id") { row in
            Permalink(row.text(7)).map { path in
                var author = Author(slug: row.text(1), name: row.text(2), permalink: path)
                (author.email, author.url, author.picture) = (row.text(3), row.text(4), row.text(6))
                author.biography = HTML(stored: row.text(5))
                return (row.int(0), author)
            }
        }.compactMap { $0 }
    }

    package func storedMenus() throws -> [StoredMenu] {
        let entries = try connection.rows(
            "SELECT menu_id, id, parent_id, position, label, kind, target_id, address FROM menu_entry ORDER BY position, id"
        ) { row in
            let target: Menu.Entry.Target =
                switch row.text(5) {
                case "article": .article(row.int(6))
                case "section": .section(row.int(6))
                case "tag": .tag(row.int(6))
                default: .address(row.text(7))
                }
            let entry = Menu.Entry(label: row.text(4), target: target, parentID: row.intOrNil(2), position: row.int(3))
            return (menu: row.int(0), id: row.int(1), entry: entry)
        }
        let byMenu = Dictionary(grouping: entries, by: \.menu)
        return try connection.rows("SELECT id, slug, name FROM menu ORDER BY id") { row in
            StoredMenu(
                id: row.int(0), menu: Menu(slug: row.text(1), name: row.text(2)),
                entries: (byMenu[row.int(0)] ?? []).map { ($0.id, $0.entry) })
        }
    }

    /// What old sites called the things that are here, the first site first.
    package func eachOrigin(_ body: (StoredOrigin) throws -> Void) throws {
        try connection.each("SELECT kind, old_id, target_id FROM origin ORDER BY source_id, kind, old_id") { row in
            if let kind = Origin.Kind(rawValue: row.text(0)) {
                try body(StoredOrigin(kind: kind, oldID: row.text(1), target: row.int(2)))
            }
            return true
        }
    }

    /// The old sites' addresses, the first that was imported first. A folder's is `folder:…`.
    package func sourceURLs() throws -> [String] { try connection.rows("SELECT url FROM source ORDER BY id") { $0.text(0) } }

    /// Addresses that lead on or are gone, a stretch at a time in their order.
    package func formerAddresses(after key: String, limit: Int64) throws -> [FormerAddress] {
        try connection.rows(
            "SELECT key, kind, location FROM address WHERE key > ? AND kind IN ('redirect', 'gone') ORDER BY key LIMIT ?",
            [.text(key), .int(limit)]
        ) { FormerAddress(key: $0.text(0), location: $0.text(1) == "redirect" ? $0.text(2) : nil) }
    }

    /// The addresses that lead to some paths.
    package func addresses(leadingTo paths: [String]) throws -> [String: [String]] {
        let found = try connection.rows(
            "SELECT location, key FROM address WHERE kind = 'redirect' AND location IN", in: paths.map(SQLValue.text)
        ) { (location: $0.text(0), key: $0.text(1)) }
        return Dictionary(grouping: found, by: \.location).mapValues { $0.map(\.key).sorted() }
    }
}
