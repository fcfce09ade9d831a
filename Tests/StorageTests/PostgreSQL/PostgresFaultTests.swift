import Content
import Foundation
import TestSupport
import Testing

@testable import Storage

/// Servers of their own that are stopped, killed, filled and locked: nothing acknowledged is lost, errors are sentences, and pages
/// answer again by themselves.
@Suite("When PostgreSQL goes away")
struct PostgresFaultTests {
    @Test("pages that are asked for during a restart wait for it, and none fails")
    func restart() async throws {
        let server = try PostgresServer()
        let store = try Store(.server(PostgresAddress(server.address())))
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        let isOver = Flag()
        let answered = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var count = 0
                    while !isOver.isUp {
                        let path = try await store.read { try $0.article(1)?.path }
                        #expect(path == "/1/")
                        count += 1
                    }
                    return count
                }
            }
            try await onThread {
                for _ in 0..<3 {
                    usleep(100_000)
                    try server.restart(.fast)
                }
                usleep(100_000)
            }
            isOver.putUp()
            return try await group.reduce(0, +)
        }
        #expect(answered > 0)
        try store.close()
    }

    @Test("a write that begins during a restart waits for it, and what was acknowledged before a kill is there")
    func killed() throws {
        var settings = PostgresServer.Settings()
        settings.isDurable = true
        let server = try PostgresServer(settings)
        let store = try Store(.server(PostgresAddress(server.address())))
        for number in 1...5 {
            try store.writeWaiting { _ = try $0.add(TemporaryStore.article(number)) }
            server.kill9()
            try server.start()
        }
        let paths = try store.readWaiting { try $0.listing(.front, page: 1, size: 12).cards.map(\.path) }
        #expect(paths == ["/5/", "/4/", "/3/", "/2/", "/1/"])
        #expect(try store.readWaiting { try $0.problems() } == [])
        try store.close()
    }

    @Test("a write during which the server is killed is not there, and says so; the next one is")
    func killedInside() throws {
        let server = try PostgresServer()
        let store = try Store(.server(PostgresAddress(server.address())))
        let error = #expect(throws: StorageError.self) {
            try store.writeWaiting { transaction in
                _ = try transaction.add(TemporaryStore.article(1))
                server.kill9()
                _ = try transaction.add(TemporaryStore.article(2))
            }
        }
        guard case .gone = error else { return #expect(Bool(false), "\(error.map { "\($0)" } ?? "nothing")") }
        try server.start()
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(3)) }
        #expect(try store.readWaiting { try $0.listing(.front, page: 1, size: 12).cards.map(\.path) } == ["/3/"])
        try store.close()
    }

    @Test("where the server goes away in the middle of a commit, it is said that nobody knows")
    func unconfirmed() throws {
        let server = try PostgresServer()
        let store = try Store(.server(PostgresAddress(server.address())))
        try server.sql(
            """
            CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER stopping AFTER INSERT ON change DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION stop();
            """)
        let error = #expect(throws: StorageError.self) { try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) } }
        guard case .unconfirmed = error else { return #expect(Bool(false), "\(error.map { "\($0)" } ?? "nothing")") }
        try store.close()
    }

    @Test("while the server stays away a page fails soon and in a sentence, and answers once it is back")
    func away() async throws {
        let server = try PostgresServer()
        let store = try Store(.server(PostgresAddress(server.address())))
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        try server.stop()
        for _ in 0..<2 {
            let error = await #expect(throws: StorageError.self) { try await store.read { try $0.article(1)?.path } }
            #expect(error?.description.hasPrefix("The database server does not answer (") == true)
        }
        try server.start()
        #expect(try await store.read { try $0.article(1)?.path } == "/1/")
        try store.close()
    }

    @Test("a password that changes cuts nobody off; who connects anew is told, until the password is right again")
    func password() async throws {
        var settings = PostgresServer.Settings()
        settings.authentication = .scram
        let server = try PostgresServer(settings)
        let file = try TemporaryFolder()
        func write(_ password: String) throws {
            let line = "127.0.0.1:*:*:stet:\(password.replacing("\\", with: "\\\\").replacing(":", with: "\\:"))\n"
            chmod(try file.write(line, to: "pgpass"), 0o600)
        }
        try server.changePassword(to: "first")
        try write("first")
        let address = try PostgresAddress("postgres://stet@127.0.0.1:\(server.port)/postgres?passfile=\(file["pgpass"])")
        let store = try Store(.server(address))
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        try server.changePassword(to: "second")
        #expect(try store.readWaiting { try $0.article(1)?.path } == "/1/")
        try server.restart(.fast)
        let error = #expect(throws: StorageError.self) { try store.readWaiting { try $0.article(1)?.path } }
        #expect(error?.description.contains("did not let us in") == true, "\(error.map(\.description) ?? "")")
        try write("second")
        #expect(try store.readWaiting { try $0.article(1)?.path } == "/1/")
        try store.close()
    }

    @Test(
        "where the server's disk is full a write fails in a sentence and leaves nothing; with room again it goes in",
        .enabled(if: getuid() == 0, "only root may mount a small disk"))
    func fullDisk() throws {
        var settings = PostgresServer.Settings()
        (settings.disk, settings.diskHoldsLog) = (70, false)
        let server = try PostgresServer(settings)
        let store = try Store(.server(PostgresAddress(server.address())))
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        var random = SystemRandomNumberGenerator()
        // Letters by chance, so that they cannot be packed.
        let long = String(decoding: (0..<4_000_000).map { _ in UInt8.random(in: 97...122, using: &random) }, as: UTF8.self)
        let error = #expect(throws: StorageError.self) {
            for number in 2...40 {
                try store.writeWaiting { transaction in
                    var article = TemporaryStore.article(number)
                    article.body = HTML(stored: long)
                    _ = try transaction.add(article)
                }
            }
        }
        #expect(error == .full)
        let kept = try store.readWaiting { try $0.listing(.front, page: 1, size: 100).cards.count }
        #expect(kept >= 1 && kept < 40)
        #expect(try store.readWaiting { try $0.problems() } == [])
        try server.resizeDisk(megabytes: 400)
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1000)) }
        #expect(try store.readWaiting { try $0.listing(.front, page: 1, size: 100).cards.count } == kept + 1)
        try store.close()
    }

    @Test("two hundred pages at once need four connections, and all are answered")
    func manyPages() async throws {
        let database = try PostgresServer.shared().makeDatabase()
        let store = try Store(.server(PostgresAddress(database.address)))
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        let most = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await store.read { library in
                        usleep(5000)
                        return try library.connection.number(
                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'stet'"
                        )
                    }
                }
            }
            return try await group.reduce(0, max)
        }
        // Four that read, the one that has written, and the one that looked whether this is a whole magazine.
        #expect(most == 6)
        try store.close()
    }

    @Test("a page that nobody waits for any more is stopped on the server, and the session is used again")
    func cancelled() async throws {
        let database = try PostgresServer.shared().makeDatabase()
        let store = try Store(.server(PostgresAddress(database.address)))
        let reading = Task {
            try await store.read { library in
                _ = try library.connection.number("SELECT count(*) FROM (SELECT pg_sleep(25)) AS waiting")
            }
        }
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database.name)' AND query LIKE '%pg_sleep%' AND state = 'active'"
        while try database.server.sql(waiting) == "0" { try await Task.sleep(for: .milliseconds(20)) }
        reading.cancel()
        await #expect(throws: CancellationError.self) { try await reading.value }
        #expect(try database.server.sql(waiting) == "0")
        for _ in 0..<20 { #expect(try await store.read { try $0.connection.number("SELECT 1") } == 1) }
        try store.close()
    }

    @Test("two programs that begin an empty database at once make one magazine")
    func bothMigrate() async throws {
        let schema = try PostgresServer.shared().makeSchema()
        let address = try PostgresAddress(schema.address)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try await onThread { try Store(.server(address)).close() } } }
            try await group.waitForAll()
        }
        #expect(
            try schema.sql("SELECT string_agg(version::text, ',' ORDER BY version) FROM schema_version")
                == (1...Migrations.all.count).map(String.init).joined(separator: ","))
    }

    @Test("once a newer Stet has been here, an older one that still runs neither reads nor writes, and says why")
    func newerBeside() async throws {
        let schema = try PostgresServer.shared().makeSchema()
        let store = try Store(.server(PostgresAddress(schema.address)))
        try store.writeWaiting { _ = try $0.add(TemporaryStore.article(1)) }
        try schema.sql("INSERT INTO schema_version (version) VALUES (99)")
        let error = StorageError.newerVersion(found: 99, known: Migrator.known)
        #expect(throws: error) { try store.writeWaiting { _ = try $0.add(TemporaryStore.article(2)) } }
        #expect(throws: error) { try store.readWaiting { try $0.article(1) } }
        await #expect(throws: error) { try await store.read { try $0.article(1)?.path } }
        try schema.sql("DELETE FROM schema_version WHERE version = 99")
        #expect(try await store.read { try $0.listing(.front, page: 1, size: 12).total } == 1)
        try store.close()
    }

    @Test("in a database of another language names and addresses are compared and sorted as in SQLite")
    func otherLanguage() throws {
        var settings = PostgresServer.Settings()
        settings.icuLocale = "de"
        let server = try PostgresServer(settings)
        let folder = try TemporaryFolder()
        let names = ["Zoo", "äpfel", "apple", "Ärger", "Apfel", "zebra", "Ὀδυσσεύς", "éclair"]
        func sorted(_ location: DatabaseLocation) throws -> [String] {
            let store = try Store(location)
            try store.writeWaiting { transaction in
                for (index, name) in names.enumerated() {
                    let path = try #require(Permalink("/section-\(index)/"))
                    var article = TemporaryStore.article(index + 1)
                    article.sectionIDs = [try transaction.save(Section(slug: "s\(index)", name: name, permalink: path))]
                    _ = try transaction.add(article)
                }
            }
            defer { try? store.close() }
            return try store.readWaiting { try $0.topSections(limit: 24).map(\.name) }
        }
        let here = try sorted(.file(folder["stet.sqlite"]))
        let there = try sorted(.server(PostgresAddress(server.address())))
        #expect(here == there && here.count == names.count)
    }
}
