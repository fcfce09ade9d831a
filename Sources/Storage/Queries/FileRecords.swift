package import Content

/// Everything the database knows of one stored file.
package struct FileRecord: Sendable, Equatable {
    /// A picture's words, with what leads to its page.
    package struct Words: Sendable, Equatable {
        package var id: Int64
        package var picture: Picture
        package var oldNames: [OldName] = []
        /// Addresses that redirect to its page.
        package var aliases: [String] = []
    }

    /// What an old site called it, and the digest of what it was made from.
    package struct OldName: Sendable, Equatable {
        package var site: String
        package var id: String
        package var digest: String

        package init(site: String, id: String, digest: String) { (self.site, self.id, self.digest) = (site, id, digest) }
    }

    /// A smaller copy that an old site had of it.
    package struct Variant: Sendable, Equatable {
        package var path: String
        package var file: String
        package var width: Int64
        package var height: Int64

        package init(path: String, file: String, width: Int64, height: Int64) {
            (self.path, self.file, self.width, self.height) = (path, file, width, height)
        }
    }

    /// SHA-256 of its bytes.
    package var digest: String
    /// Where it is served, by path.
    package var uploads: [Upload] = []
    package var image: ImageRecord?
    package var pictures: [Words] = []
    package var variants: [Variant] = []
}

extension Library {
    /// What is known of some files, by their digests. Those that are served nowhere are left out.
    package func fileRecords(of digests: [String]) throws -> [String: FileRecord] {
        var records: [String: FileRecord] = [:]
        var digestOfPath: [String: String] = [:]
        let uploads = try connection.rows(
            "SELECT path, digest, size, media_type, modified_at FROM upload WHERE digest IN", in: digests.map(SQLValue.text)
        ) { row in
            Upload(
                path: row.text(0), digest: row.text(1), size: row.int(2), mediaType: row.text(3),
                modifiedAt: Timestamp(stored: row.int(4)))
        }
        for upload in uploads {
            records[upload.digest, default: FileRecord(digest: upload.digest)].uploads.append(upload)
            digestOfPath[upload.path] = upload.digest
        }
        for digest in records.keys {
            records[digest]?.uploads.sort { $0.path < $1.path }
            records[digest]?.image = try image(digest)
        }
        let paths = uploads.map { SQLValue.text($0.path) }
        for words in try words(ofFiles: paths) {
            guard let digest = digestOfPath[words.picture.file] else { continue }
            records[digest]?.pictures.append(words)
        }
        let variants = try connection.rows("SELECT path, file, width, height FROM image_variant WHERE file IN", in: paths) {
            FileRecord.Variant(path: $0.text(0), file: $0.text(1), width: $0.int(2), height: $0.int(3))
        }
        for variant in variants.sorted(by: { $0.path < $1.path }) {
            guard let digest = digestOfPath[variant.file] else { continue }
            records[digest]?.variants.append(variant)
        }
        return records
    }

    private func words(ofFiles paths: [SQLValue]) throws -> [FileRecord.Words] {
        var words = try connection.rows("\(Library.allPictureColumns) WHERE p.file IN", in: paths) { row in
            let (id, picture) = Library.picture(row)
            return FileRecord.Words(id: id, picture: picture)
        }
        words.sort { $0.id < $1.id }
        let names = try connection.rows(
            """
            SELECT o.target_id, s.url, o.old_id, o.digest FROM origin o JOIN source s ON s.id = o.source_id
            WHERE o.kind = 'attachment' AND o.target_id IN
            """, in: words.map { .int($0.id) }
        ) { (picture: $0.int(0), name: FileRecord.OldName(site: $0.text(1), id: $0.text(2), digest: $0.text(3))) }
        let aliases = try connection.rows(
            "SELECT key, location FROM address WHERE kind = 'redirect' AND location IN",
            in: words.compactMap(\.picture.permalink).flatMap { [.text($0.text), .text($0.key)] }
        ) { (key: $0.text(0), location: $0.text(1)) }
        for index in words.indices {
            let (id, page) = (words[index].id, words[index].picture.permalink)
            words[index].oldNames = names.filter { $0.picture == id }.map(\.name).sorted { ($0.site, $0.id) < ($1.site, $1.id) }
            words[index].aliases = aliases.filter { $0.location == page?.text || $0.location == page?.key }.map(\.key).sorted()
        }
        return words
    }

    /// Which of some files are served somewhere.
    package func served(_ digests: [String]) throws -> Set<String> {
        Set(try connection.rows("SELECT digest FROM upload WHERE digest IN", in: digests.map(SQLValue.text)) { $0.text(0) })
    }
}

extension Transaction {
    /// Takes away everything the database knows of a file. Whoever asks for it knows that nothing leads to it any more.
    package func remove(_ record: FileRecord) throws {
        for words in record.pictures {
            if let page = words.picture.permalink { try release(page, of: .picture(words.id)) }
            for alias in words.aliases {
                try connection.run("DELETE FROM address WHERE key = ? AND kind = 'redirect'", [.text(alias)])
                touch(.address(alias))
            }
            for name in words.oldNames {
                // Else a second import would take it for a thing that is here.
                try connection.run(
                    """
                    DELETE FROM origin WHERE source_id = (SELECT id FROM source WHERE url = ?) AND kind = 'attachment' AND old_id = ?
                    """, [.text(name.site), .text(name.id)])
            }
            try connection.run("DELETE FROM picture WHERE id = ?", [.int(words.id)])
            searchChanges.files.insert(words.picture.file)
            touch(.picture(words.id))
        }
        for variant in record.variants {
            try connection.run("DELETE FROM image_variant WHERE path = ?", [.text(variant.path)])
            touch(.upload(variant.path))
        }
        if let image = record.image {
            try connection.run("DELETE FROM image WHERE digest = ?", [.text(image.digest)])
            touch(.image(image.name))
        }
        for upload in record.uploads {
            try connection.run("DELETE FROM upload_source WHERE path = ?", [.text(upload.path)])
            try connection.run("DELETE FROM upload WHERE path = ?", [.text(upload.path)])
            searchChanges.files.insert(upload.path)
            touch(.upload(upload.path))
        }
    }
}
