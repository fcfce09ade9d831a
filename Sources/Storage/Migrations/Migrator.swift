/// Brings a database to the tables this program knows: all missing steps in one transaction, forward only.
enum Migrator {
    /// Refuses the tables of a newer program.
    static func accept(_ found: Int64) throws {
        let known = Int64(Migrations.all.count)
        guard found <= known else { throw StorageError.newerVersion(found: found, known: known) }
    }

    static func migrate(_ connection: Connection) throws {
        try connection.run("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        let found = try connection.number("SELECT coalesce(max(version), 0) FROM schema_version")
        try accept(found)
        for (index, migration) in Migrations.all.enumerated().dropFirst(Int(clamping: found)) {
            for statement in migration.statements { try connection.run(statement) }
            try connection.run("INSERT INTO schema_version (version) VALUES (?)", [.int(Int64(index) + 1)])
        }
    }
}

/// One step of the tables' history. A step that has been released is never changed; what is wrong in it is mended by the next.
struct Migration: Sendable {
    let name: String
    let statements: [String]
}

/// The one list, oldest first.
enum Migrations {
    static let all: [Migration] = [.firstTables]
}
