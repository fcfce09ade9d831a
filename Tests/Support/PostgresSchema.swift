/// A place of its own for a test in a shared server: a schema in the one database `postgres`, dropped when the last user is gone.
///
/// What belongs to the whole database is shared with every other test: advisory locks and channels of NOTIFY. A test about those
/// takes a database.
package final class PostgresSchema: Sendable {
    package let name: String
    package let server: PostgresServer

    fileprivate init(name: String, server: PostgresServer) { (self.name, self.server) = (name, server) }

    deinit { server.withSchemas { $0.done.append(name) } }

    /// With `options=-csearch_path=NAME`, so that every unqualified name is the schema's.
    package var address: String { server.address(options: [("options", "-csearch_path=\(name)")]) }

    /// Runs SQL in it.
    @discardableResult
    package func sql(_ text: String) throws -> String { try server.sql("SET search_path = \(name);\n\(text)") }
}

/// A database of its own for a test, dropped when the last user is gone.
package final class PostgresDatabase: Sendable {
    package let name: String
    package let server: PostgresServer

    fileprivate init(name: String, server: PostgresServer) { (self.name, self.server) = (name, server) }

    deinit { _ = try? server.sql("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }

    package var address: String { server.address(database: name) }

    @discardableResult
    package func sql(_ text: String) throws -> String { try server.sql(text, database: name) }
}

/// Schemas that are ready for tests to come, and those that no test needs any more.
struct PostgresSchemas: Sendable {
    var ready: [String] = []
    var made = 0
    var done: [String] = []
}

extension PostgresServer {
    /// An empty schema. They are made, and dropped, many at a time: a run of psql takes longer than a schema.
    package func makeSchema() throws -> PostgresSchema {
        if let name = withSchemas({ $0.ready.popLast() }) { return PostgresSchema(name: name, server: self) }
        let (names, done) = withSchemas { schemas in
            defer { schemas.done = [] }
            schemas.made += 32
            return ((schemas.made - 31...schemas.made).map { "test_\($0)" }, schemas.done)
        }
        // One that is still in use, by a connection that was not closed, stays: the server goes away in the end.
        let dropping = done.map { "DROP SCHEMA IF EXISTS \($0) CASCADE;\n" }.joined()
        let making = names.map { "CREATE SCHEMA \($0);\n" }.joined()
        try sql(
            making + "\\set ON_ERROR_STOP 0\nSET lock_timeout = '1s'; SET client_min_messages = error;\n" + dropping)
        let name = withSchemas { schemas in
            schemas.ready += names.dropFirst()
            return names[0]
        }
        return PostgresSchema(name: name, server: self)
    }

    /// An empty database of the cluster's locale, or a copy of another that nobody is connected to.
    package func makeDatabase(template: String = "template0") throws -> PostgresDatabase {
        let name = "test_" + String(UInt64.random(in: .min ... .max), radix: 36)
        try sql("CREATE DATABASE \(name) TEMPLATE \(template)")
        return PostgresDatabase(name: name, server: self)
    }
}
