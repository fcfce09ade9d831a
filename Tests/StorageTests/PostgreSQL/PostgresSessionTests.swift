import TestSupport
import Testing

@testable import Storage

@Suite("A session with PostgreSQL")
struct PostgresSessionTests {
    private let schema: PostgresSchema

    init() throws { schema = try PostgresServer.shared().makeSchema() }

    @Test("a question mark is a value, unless it stands between quotes")
    func marks() {
        #expect(
            PostgresSession.numbered("SELECT ? FROM t WHERE a = ? AND b = 'why?' LIMIT ?")
                == "SELECT $1 FROM t WHERE a = $2 AND b = 'why?' LIMIT $3")
    }

    @Test("a statement that fails is told with the next answer, and the session goes on")
    func laterTold() throws {
        let session = try session()
        try session.run("CREATE TABLE t (a BIGINT PRIMARY KEY)")
        for number in [1, 1, 2] as [Int64] { try session.run("INSERT INTO t (a) VALUES (?)", [.int(number)]) }
        let error = #expect(throws: StorageError.self) { try session.answers([Statement("SELECT count(*) FROM t", [])]) }
        guard case .constraint = error else { return #expect(Bool(false), "\(error.map { "\($0)" } ?? "nothing")") }
        #expect(try rows(session, "SELECT 1") == [.int(1)])
    }

    @Test("a thousand statements are sent before anything is asked for")
    func pipeline() throws {
        let session = try session()
        try session.run("CREATE TABLE t (a BIGINT, b TEXT)")
        let long = String(repeating: "long ", count: 4000)
        for number in 0..<Int64(1000) { try session.run("INSERT INTO t (a, b) VALUES (?, ?)", [.int(number), .text(long)]) }
        #expect(try rows(session, "SELECT sum(length(b)) FROM t") == [.int(20_000_000)])
    }

    @Test("more different statements than are kept prepared do no harm")
    func manyStatements() throws {
        let session = try session()
        for number in 0..<1200 { let found = try rows(session, "SELECT \(number)"); #expect(found == [.int(Int64(number))]) }
        #expect(try rows(session, "SELECT 0") == [.int(0)])
    }

    @Test(
        "numbers come as they are, whatever their type",
        arguments: [
            ("SELECT 9223372036854775807", SQLValue.int(.max)), ("SELECT -9223372036854775807 - 1", .int(.min)),
            ("SELECT (-7)::smallint", .int(-7)), ("SELECT (-70000)::integer", .int(-70_000)), ("SELECT true", .int(1)),
            ("SELECT false", .int(0)), ("SELECT 0::numeric", .int(0)),
            ("SELECT 1234567890123456::numeric", .int(1_234_567_890_123_456)),
            ("SELECT (-50000)::numeric", .int(-50_000)), ("SELECT 0.5::numeric", .int(0)), ("SELECT 1e30::numeric", .null),
            ("SELECT NULL::bigint", .null), ("SELECT ''::text", .text("")), ("SELECT 'ä€😀'::text", .text("ä€😀")),
        ])
    func values(sql: String, value: SQLValue) throws {
        let session = try session()
        #expect(try rows(session, sql) == [value])
    }

    @Test("a statement that takes too long is stopped, and the session goes on")
    func slow() throws {
        let session = try PostgresSession(PostgresAddress(schema.address), limits: .init(statement: 100))
        #expect(throws: StorageError.slow) { try session.answers([Statement("SELECT pg_sleep(20)", [])]) }
        #expect(try rows(session, "SELECT 1") == [.int(1)])
    }

    @Test("a lock that another holds is waited for, and then the database is busy")
    func locked() throws {
        let (one, other) = (
            try session(), try PostgresSession(PostgresAddress(schema.address), limits: .init(statement: 30_000, lock: 100))
        )
        try one.run("CREATE TABLE t (a BIGINT)")
        try one.settle()
        try one.run("BEGIN")
        try one.run("LOCK TABLE t")
        try one.settle()
        #expect(throws: StorageError.busy) { try other.answers([Statement("SELECT count(*) FROM t", [])]) }
    }

    @Test("a server of another encoding is refused in a sentence")
    func encoding() throws {
        let server = try PostgresServer.shared()
        try server.sql("CREATE DATABASE old_encoding ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        let error = #expect(throws: StorageError.self) {
            try PostgresSession(PostgresAddress(server.address(database: "old_encoding")), limits: .init(statement: 1000))
        }
        #expect(error?.description.contains("UTF8") == true)
    }

    @Test(
        "what keeps us out is told in a sentence",
        arguments: [
            ("no_such_database", "stet", "cannot be opened"), ("postgres", "nobody_of_that_name", "did not let us in"),
        ])
    func refused(database: String, user: String, words: String) throws {
        let address = try PostgresAddress(PostgresServer.shared().address(database: database, user: user))
        let error = #expect(throws: StorageError.self) { try Store(.server(address)) }
        #expect(error?.description.contains(words) == true, "\(error.map(\.description) ?? "")")
    }

    @Test("where no server is, it is said at once")
    func nobody() throws {
        let error = #expect(throws: StorageError.self) { try Store(.server(PostgresAddress("postgres://stet@127.0.0.1:1/x"))) }
        #expect(error?.description.contains("Connection refused") == true, "\(error.map(\.description) ?? "")")
    }

    private func session() throws -> PostgresSession {
        try PostgresSession(PostgresAddress(schema.address), limits: .init(statement: 30_000))
    }

    private func rows(_ session: PostgresSession, _ sql: String) throws -> [SQLValue] {
        let result = try #require(try session.answers([Statement(sql, [])]).first)
        return (0..<result.count).map { PostgresRow(result: result, row: $0).value(0) }
    }
}
