package import Content

/// What an old site called a thing: the identity that an import goes by, never title and date.
package struct Origin: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case item, attachment, author, category, tag, menu, menuEntry
        /// Of any other taxonomy; its slug has the taxonomy before it.
        case term
    }

    package var kind: Kind
    package var oldID: String

    package init(_ kind: Kind, _ oldID: String) { (self.kind, self.oldID) = (kind, oldID) }
}

extension Transaction {
    /// The number of an old site, by its address; it is noted where it is new.
    package func source(url: String) throws -> Int64 {
        if let id = try connection.first("SELECT id FROM source WHERE url = ?", [.text(url)], { $0.int(0) }) { return id }
        // An address may be its front page from now on, where a query means what it meant there.
        touch(.publication)
        return try connection.insert("INSERT INTO source (url) VALUES (?)", [.text(url)])
    }

    /// What a thing of an old site has become, and the digest of what it was made from.
    package func target(of origin: Origin, source: Int64) throws -> (id: Int64, digest: String)? {
        if source == expected.source, let known = expected.targets[origin] { return known.map { ($0.id, $0.digest) } }
        return try connection.first(
            Library.originSQL, [.int(source), .text(origin.kind.rawValue), .text(origin.oldID)]
        ) { ($0.int(0), $0.text(1)) }
    }

    /// Whether an old site's thing of a kind has become this already, under any name.
    package func isTarget(_ id: Int64, of kind: Origin.Kind, source: Int64) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM origin WHERE source_id = ? AND kind = ? AND target_id = ? LIMIT 1",
            [.int(source), .text(kind.rawValue), .int(id)]
        ) { _ in true } ?? false
    }

    /// The state in which an import has left what a thing of an old site became; empty where it did not say.
    package func importedState(of origin: Origin, source: Int64) throws -> String {
        try connection.first(
            "SELECT state FROM origin WHERE source_id = ? AND kind = ? AND old_id = ?",
            [.int(source), .text(origin.kind.rawValue), .text(origin.oldID)]
        ) { $0.text(0) } ?? ""
    }

    /// Notes what a thing of an old site has become.
    ///
    /// - Parameter state: what tells later whether somebody has changed it here since.
    package func note(
        _ origin: Origin, source: Int64, became id: Int64, digest: String, state: String = ""
    ) throws {
        // A second run notes the same again.
        let known = try target(of: origin, source: source)?.id
        if journal != nil {
            let isNew = source == expected.source && expected.targets[origin].map { $0 == nil } ?? false
            try remember(.origin, "\(source) \(origin.kind.rawValue) \(origin.oldID)", isNew: isNew)
        }
        try connection.run(
            """
            INSERT INTO origin (source_id, kind, old_id, target_id, digest, state) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (source_id, kind, old_id)
            DO UPDATE SET target_id = excluded.target_id, digest = excluded.digest, state = excluded.state
            """, [.int(source), .text(origin.kind.rawValue), .text(origin.oldID), .int(id), .text(digest), .text(state)])
        if known != id { touch(.origins) }
        if source == expected.source { expected.targets[origin]? = Expected.Target(id: id, digest: digest) }
    }
}

extension Library {
    static let originSQL = "SELECT target_id, digest FROM origin WHERE source_id = ? AND kind = ? AND old_id = ?"

    /// The picture that an attachment of an old site has become.
    package func picture(of origin: Origin, source: Int64) throws -> Picture? {
        let id = try connection.first(
            Library.originSQL, [.int(source), .text(origin.kind.rawValue), .text(origin.oldID)]
        ) { $0.int(0) }
        return try id.flatMap { try picture($0) }
    }

    /// Where what an old site numbered is now: `?p=`, `?cat=`. With several old sites the first one imported answers.
    ///
    /// - Parameter source: the site that answers before the others.
    package func path(of kind: Origin.Kind, oldID: String, source: Int64? = nil) throws -> String? {
        depends(on: .origins)
        let targets = try connection.rows(
            "SELECT source_id, target_id FROM origin WHERE source_id IN (SELECT id FROM source) AND kind = ? AND old_id = ? ORDER BY source_id",
            [.text(kind.rawValue), .text(oldID)]
        ) { (source: $0.int(0), target: $0.int(1)) }
        guard let target = (targets.first { $0.source == source } ?? targets.first)?.target else { return nil }
        return switch kind {
        case .item: try path(ofArticle: target)
        case .attachment: try picture(target).flatMap { try path(ofPicture: $0) }
        // Of those who have nothing published, not even the name in an address.
        case .author: try isEmpty(.author(target)) ? nil : author(target)?.permalink.text
        case .category: try section(target)?.permalink.text
        case .tag, .term: try isEmpty(.tag(target)) ? nil : tag(target)?.permalink.text
        case .menu, .menuEntry: nil
        }
    }

    /// Its page; where something else has the page's address, what it was uploaded to.
    private func path(ofPicture picture: Picture) throws -> String? {
        try picture.permalink?.text ?? picture.articleID.flatMap { try path(ofArticle: $0) }
    }
}
