import CPostgres
import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// One conversation with a PostgreSQL server: prepared statements in libpq's pipeline mode
/// (https://www.postgresql.org/docs/15/libpq-pipeline-mode.html). What is sent waits for no answer until one is asked for.
///
/// A statement that fails is told at the next `answer` or `settle`; nothing after it has run then.
final class PostgresSession: @unchecked Sendable {
    // Sendable because whoever has borrowed it from the pool is its only user. The handle for cancelling is the exception:
    // libpq allows it from any thread.
    private let handle: OpaquePointer
    private let canceller: OpaquePointer?
    /// Names of the prepared statements, by their text.
    private var statements: [String: String] = [:]
    /// Names go on where statements are forgotten: the server has the old ones still.
    private var names = 0
    /// What the server owes an answer for, oldest first.
    private var owed: [Owed] = []
    /// Where the values of the statement that is being sent are laid out.
    private var layout: [UInt8] = []
    /// How long the server may be silent, in milliseconds. It ends slow statements itself, before that.
    private var patience: Int32 = 10_000
    private(set) var isBroken = false

    private enum Owed {
        case preparation(String)
        case nothing
        case answer
        case sync
    }

    /// What one statement is for.
    struct Limits: Sendable {
        /// Milliseconds for one statement.
        var statement: Int32
        /// Milliseconds that another's lock is waited for.
        var lock: Int32 = 10_000
        /// Milliseconds that a transaction may stand open while nothing is asked.
        var idle: Int32 = 60_000
    }

    /// Connects, and waits for it.
    /// - Throws: `StorageError`.
    init(_ address: PostgresAddress, limits: Limits) throws {
        let connected = PostgresSession.connect(address)
        guard let connected, PQstatus(connected) == CONNECTION_OK else {
            let message = connected.map { String(cString: PQerrorMessage($0)) } ?? "out of memory"
            PQfinish(connected)
            throw StorageError.refusal(message, by: address)
        }
        handle = connected
        canceller = PQgetCancel(connected)
        stet_pq_be_quiet(handle)
        guard PQserverVersion(handle) >= 150_000 else {
            throw StorageError.notSuitable("it is PostgreSQL \(PQserverVersion(handle) / 10_000), and 15 or later is needed")
        }
        guard let encoding = PQparameterStatus(handle, "server_encoding"), String(cString: encoding) == "UTF8" else {
            throw StorageError.notSuitable(
                "its encoding is not UTF8; make it with: createdb --encoding=UTF8 --template=template0 NAME")
        }
        guard PQsetnonblocking(handle, 1) == 0 else { throw gone() }
        // `jit` costs more than any of our statements. A plan is made once for a prepared statement, and goes from index to index
        // even while the tables are so small, or so new, that the planner would rather read them through.
        try simple(
            """
            SET statement_timeout = \(limits.statement); SET lock_timeout = \(limits.lock); SET jit = off;
            SET idle_in_transaction_session_timeout = \(limits.idle); SET standard_conforming_strings = on;
            SET client_connection_check_interval = 5000; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;
            SET synchronous_commit = on; SET plan_cache_mode = force_generic_plan;
            """ + PostgresSession.wholeTablePlans.map { " SET \($0) = off;" }.joined())
        // Bodies are long: the better packer of the two, where the server was built with it.
        try simple(
            "SELECT set_config(name, 'lz4', false) FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"
        )
        // Where the tables are, or else are to be, and nowhere besides: locks, statistics and the catalogue are of one schema.
        try simple(
            """
            SELECT set_config('search_path', quote_ident(coalesce(
                (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid = to_regclass('schema_version')), current_schema())), false)
            """)
        guard PQenterPipelineMode(handle) == 1 else { throw gone() }
        patience = limits.statement &+ 5000
    }

    deinit {
        PQfreeCancel(canceller)
        PQfinish(handle)
    }

    /// Asks the server to end the statement that runs, if one does; from any thread. Waits for the server's yes.
    func cancel() {
        guard let canceller else { return }
        var message = [CChar](repeating: 0, count: 256)
        PQcancel(canceller, &message, Int32(message.count))
    }

    /// Ways of answering that read tables whole.
    static let wholeTablePlans = [
        "enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_material",
    ]

    // MARK: - Statements

    /// Sends a statement that gives no rows.
    func run(_ sql: String, _ values: [SQLValue] = []) throws {
        try send(sql, values)
        owed.append(.nothing)
        // So that neither side waits for the other with its buffers full, and a batch fails soon after what is wrong in it.
        if owed.count >= 512 { try settle() }
    }

    /// Sends statements, with all that was sent before, and waits for their rows.
    func answers(_ wanted: [Statement]) throws -> [PostgresResult] {
        for statement in wanted {
            try send(statement.sql, statement.values)
            owed.append(.answer)
        }
        return try collect()
    }

    /// Waits until all that was sent has run.
    func settle() throws { _ = try collect() }

    /// Whether something was sent that may not have run.
    var hasUnsettled: Bool { !owed.isEmpty }

    private func send(_ sql: String, _ values: [SQLValue]) throws {
        guard !isBroken else { throw gone() }
        let name: String
        if let known = statements[sql] {
            name = known
        } else {
            names += 1
            name = "s\(names)"
            guard PQsendPrepare(handle, name, PostgresSession.numbered(sql), 0, nil) == 1 else { throw gone() }
            statements[sql] = name
            owed.append(.preparation(sql))
        }
        let sent = withLayout(of: values) { pointers, lengths, formats in
            // Results are asked for in binary: a number needs no parsing.
            PQsendQueryPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 1)
        }
        guard sent == 1 else { throw gone() }
    }

    /// Ends the pipeline's stretch and takes all answers that are owed.
    private func collect() throws -> [PostgresResult] {
        guard !isBroken else { throw gone() }
        guard PQpipelineSync(handle) == 1 else { throw gone() }
        owed.append(.sync)
        var answers: [PostgresResult] = []
        var failure: (any Error)?
        for item in owed {
            let result = try next()
            switch (item, PQresultStatus(result.handle)) {
            case (.sync, PGRES_PIPELINE_SYNC): continue
            case (.preparation, PGRES_COMMAND_OK): break
            case (.nothing, PGRES_COMMAND_OK), (.nothing, PGRES_TUPLES_OK): break
            case (.answer, PGRES_TUPLES_OK), (.answer, PGRES_COMMAND_OK): answers.append(result)
            default:
                if case .preparation(let sql) = item { statements[sql] = nil }
                // The first is what went wrong; what follows it was not run.
                if failure == nil { failure = StorageError.translated(result) }
            }
            guard case .sync = item else {
                // The end of one statement's results.
                try endOfResults()
                continue
            }
        }
        owed.removeAll(keepingCapacity: true)
        if PQstatus(handle) != CONNECTION_OK { isBroken = true }
        if let failure { throw failure }
        // What is prepared stays with the server; statements made of changing text must not pile up there.
        if statements.count >= 500 {
            statements = [:]
            try run("DEALLOCATE ALL")
            statements = [:]
        }
        return answers
    }

    private func next() throws -> PostgresResult {
        try wait()
        guard let result = PQgetResult(handle) else { throw gone() }
        let wrapped = PostgresResult(result)
        // The server's last word, as when it is stopped: it says why, and then there is no more.
        if PQresultStatus(result) == PGRES_FATAL_ERROR, PQstatus(handle) != CONNECTION_OK {
            isBroken = true
            throw StorageError.translated(wrapped)
        }
        return wrapped
    }

    private func endOfResults() throws {
        try wait()
        while let result = PQgetResult(handle) {
            PQclear(result)
            try wait()
        }
    }

    /// Waits until a result can be taken without waiting.
    private func wait() throws {
        var flushed = PQflush(handle)
        while PQisBusy(handle) == 1 || flushed == 1 {
            guard flushed >= 0 else { throw gone() }
            var request = pollfd(fd: PQsocket(handle), events: Int16(POLLIN) | (flushed == 1 ? Int16(POLLOUT) : 0), revents: 0)
            let ready = poll(&request, 1, patience)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw gone("it has not answered for \(patience / 1000) seconds") }
            guard PQconsumeInput(handle) == 1 else { throw gone() }
            flushed = PQflush(handle)
        }
    }

    /// Waits for a notice of what is listened to, or until the time is over.
    func waitForNotice(milliseconds: Int32) throws {
        if takeNotices() { return }
        var request = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        if poll(&request, 1, milliseconds) > 0 {
            guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else { throw gone() }
            _ = takeNotices()
        }
    }

    private func takeNotices() -> Bool {
        var isAny = false
        while let notice = PQnotifies(handle) {
            PQfreemem(notice)
            isAny = true
        }
        return isAny
    }

    /// Statements without values, before the pipeline.
    private func simple(_ sql: String) throws {
        // Not `PQexec`, which waits for ever for a server, or a proxy, that has fallen silent.
        guard PQsendQuery(handle, sql) == 1 else { throw gone() }
        var failure: StorageError?
        try wait()
        while let result = PQgetResult(handle) {
            let wrapped = PostgresResult(result)
            if ![PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)), failure == nil {
                failure = StorageError.translated(wrapped)
            }
            try wait()
        }
        if let failure { throw failure }
    }

    private func gone(_ reason: String? = nil) -> StorageError {
        isBroken = true
        return .gone(reason ?? PostgresSession.firstLine(String(cString: PQerrorMessage(handle))))
    }

    /// Values as text, each ended by a zero, one after the other in a buffer that is used again.
    private func withLayout<T>(
        of values: [SQLValue],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) -> T {
        guard !values.isEmpty else { return body(nil, nil, nil) }
        layout.removeAll(keepingCapacity: true)
        var starts: [Int?] = []
        starts.reserveCapacity(values.count)
        for value in values {
            switch value {
            case .null: starts.append(nil)
            case .int(let number):
                starts.append(layout.count)
                layout.append(contentsOf: String(number).utf8)
                layout.append(0)
            case .text(let text):
                starts.append(layout.count)
                layout.append(contentsOf: SQLValue.storable(text).utf8)
                layout.append(0)
            }
        }
        return layout.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            return pointers.withUnsafeBufferPointer { body($0.baseAddress, nil, nil) }
        }
    }

    /// `?` for each value becomes `$1`, `$2` and so on.
    static func numbered(_ sql: String) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(sql.utf8.count + 32)
        var number = 0
        var isQuoted = false
        for byte in sql.utf8 {
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if byte == UInt8(ascii: "?"), !isQuoted {
                number += 1
                text.append(UInt8(ascii: "$"))
                text.append(contentsOf: String(number).utf8)
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func firstLine(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? "the connection was lost"
        return line.hasPrefix("ERROR:  ") ? String(line.dropFirst(8)) : line
    }

    /// What we want of every connection stands before the address, which may say otherwise; the encoding after it.
    private static func connect(_ address: PostgresAddress) -> OpaquePointer? {
        let parameters: [(String, String)] = [
            ("application_name", "stet"), ("connect_timeout", "5"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "30000"), ("dbname", address.text), ("client_encoding", "UTF8"),
        ]
        var keywords = parameters.map { UnsafePointer<CChar>(strdup($0.0)) }
        var values = parameters.map { UnsafePointer<CChar>(strdup($0.1)) }
        defer { for pointer in keywords + values { free(UnsafeMutablePointer(mutating: pointer)) } }
        keywords.append(nil)
        values.append(nil)
        return PQconnectdbParams(keywords, values, 1)
    }
}
