/// Brings a database to the tables this program knows: all missing steps in one transaction, forward only.
enum Migrator {
    /// The version of the tables this program knows.
    static let known = Int64(Migrations.all.count)

    /// Refuses the tables of a newer program.
    static func accept(_ found: Int64) throws {
        guard found <= known else { throw StorageError.newerVersion(found: found, known: known) }
    }

    static func migrate(_ connection: Connection) throws {
        try connection.run("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        let found = try connection.number("SELECT coalesce(max(version), 0) FROM schema_version")
        try accept(found)
        let missing = Migrations.all.enumerated().dropFirst(Int(clamping: found))
        for (index, migration) in missing {
            for statement in migration.statements { try connection.run(connection.engine.definition(statement)) }
            try connection.run("INSERT INTO schema_version (version) VALUES (?)", [.int(Int64(index) + 1)])
        }
        for (_, migration) in missing { try migration.then?(connection) }
    }
}

/// One step of the tables' history. A step that has been released is never changed; what is wrong in it is mended by the next.
struct Migration: Sendable {
    let name: String
    /// In SQLite's words: `INTEGER PRIMARY KEY` for a column that numbers its rows by itself, `TEXT` that is compared byte by
    /// byte, `WITHOUT ROWID` for a table that is kept in the order of its key. The other engine has its own words put in.
    let statements: [String]
    /// What cannot be said in SQL, done in the same transaction once the tables are those this program knows: its code does not know
    /// those of the time between. It reads by stretches: a magazine does not fit into memory.
    var then: (@Sendable (Connection) throws -> Void)? = nil
}

/// The one list, oldest first.
enum Migrations {
    static let all: [Migration] = [
        .firstTables, .commitNumber, .images, .redirects, .search, .translations, .leadPictures, .series,
        .exportedAddresses, .taxonomies, .importedStates, .enclosures, .commentMeta, .variants, .imports,
        .uploadSources, .importedComments,
    ]
}
