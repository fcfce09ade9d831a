import Foundation
import Glibc
import Synchronization

/// A PostgreSQL server of the tests' own, on a free port of this machine and in a folder of its own.
///
/// Most tests use `shared()` and a schema or database in it; one that stops, kills or fills a server makes its own. It is gone
/// when the last user is, and when the tests end, crash or are killed.
package final class PostgresServer: Sendable {
    package struct Settings: Sendable {
        /// Of all databases: "C.UTF-8", "C", or what `locale -a` tells.
        package var locale = "C.UTF-8"
        /// Sorts by ICU's rules of a language, as "de" or "und"; `locale` stays for the rest.
        package var icuLocale: String?
        package var authentication = Authentication.trust
        /// Waits for the disk at every commit. Without, nothing is lost to a kill either, only to a power cut.
        package var isDurable = false
        /// Megabytes of a disk in memory for the data; only root can have one. A new cluster takes about 30.
        package var disk: Int?
        /// Whether the write-ahead log is on that disk too. It cannot be written where that is full, and the server goes down;
        /// where it lies elsewhere, a statement fails (53100) and the server stays.
        package var diskHoldsLog = true
        /// Of postgresql.conf, by name.
        package var parameters: [String: String] = [:]

        package init() {}
    }

    package enum Authentication: String, Sendable {
        case trust
        case scram = "scram-sha-256"
    }

    package enum Stop: Sendable {
        /// Cuts connections and puts the data in order (SIGINT).
        case fast
        /// As a crash that recovery follows (SIGQUIT).
        case immediate
    }

    /// The database's owner, who may do everything.
    package static let user = "stet"
    package let port: Int
    package let settings: Settings
    let programs: PostgresPrograms
    let folder: PostgresFolder
    private let state: Mutex<State>

    private struct State {
        /// nil while it is stopped.
        var process: pid_t?
        var password = "first password: %&/"
        var schemas = PostgresSchemas()
    }

    /// The one of this process, begun at the first call, which takes about a second.
    package static func shared() throws -> PostgresServer { try sharedServer.get() }

    private static let sharedServer = Result { try PostgresServer() }

    package init(_ settings: Settings = Settings()) throws {
        let programs = try PostgresPrograms.installed.get()
        (self.settings, self.programs) = (settings, programs)
        folder = try PostgresFolder(owner: programs.user, disk: settings.disk)
        state = Mutex(State())
        port = try PostgresServer.freePort()
        try makeCluster()
        try start()
    }

    deinit { try? stop(.immediate) }

    /// Where the socket lies, for `host=` in an address.
    package var socketFolder: String { folder.path }

    /// What the server has written to its log.
    package var log: String {
        String(decoding: FileManager.default.contents(atPath: folder.log) ?? Data(), as: UTF8.self)
    }

    package var isRunning: Bool { state.withLock { $0.process != nil } }

    // MARK: - Addresses

    /// An address for libpq: `postgres://stet@127.0.0.1:20000/postgres?options=…`.
    /// - Parameters:
    ///   - password: nil for the present one, where the server asks for it.
    ///   - options: more parameters, as `options` and `connect_timeout`, not yet encoded.
    package func address(
        database: String = "postgres", user: String = PostgresServer.user, password: String? = nil,
        options: [(name: String, value: String)] = []
    ) -> String {
        let password = password ?? (settings.authentication == .trust ? nil : state.withLock { $0.password })
        let secret = password.map { ":" + PostgresServer.encoded($0) } ?? ""
        let query = options.map { "\($0.name)=\(PostgresServer.encoded($0.value))" }.joined(separator: "&")
        return "postgres://\(PostgresServer.encoded(user))\(secret)@127.0.0.1:\(port)/\(PostgresServer.encoded(database))"
            + (query.isEmpty ? "" : "?" + query)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte < 0x80 && (isalnum(Int32(byte)) != 0 || "-._~".utf8.contains(byte))
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count < 2 ? "0" : "") + digits
        }.joined()
    }

    // MARK: - Start and stop

    /// Starts it and waits until it answers, recovery included.
    package func start() throws {
        try state.withLock { state in
            guard state.process == nil else { return }
            var parameters = [
                "listen_addresses": "127.0.0.1", "port": "\(port)", "unix_socket_directories": folder.path,
                "max_connections": "400", "shared_buffers": "32MB", "max_wal_size": "64MB", "min_wal_size": "2MB",
                // In the data folder, which goes away; by default segments of killed servers stay in /dev/shm.
                "dynamic_shared_memory_type": "mmap",
            ]
            if !settings.isDurable { parameters.merge(["fsync": "off", "full_page_writes": "off"]) { $1 } }
            parameters.merge(settings.parameters) { $1 }
            let process = try programs.begin(
                "postgres", ["-D", folder.data] + parameters.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0)=\($1)"] },
                in: folder.path, output: .file(folder.log))
            try waitUntilReady(process)
            state.process = process
        }
    }

    package func stop(_ mode: Stop = .fast) throws { end(by: mode == .fast ? SIGINT : SIGQUIT) }

    package func restart(_ mode: Stop = .fast) throws {
        try stop(mode)
        try start()
    }

    /// kill -9 of the server and of every process it has, all at one moment.
    package func kill9() {
        state.withLock { state in
            guard let process = state.process else { return }
            // It must not see its children die: it would begin a recovery of its own.
            kill(process, SIGSTOP)
            let children = PostgresServer.children(of: process)
            for id in children + [process] { kill(id, SIGKILL) }
            Spawn.wait(for: process)
            while !PostgresServer.alive(children).isEmpty { usleep(1000) }
            state.process = nil
        }
    }

    private func end(by signal: Int32) {
        state.withLock { state in
            guard let process = state.process else { return }
            kill(process, signal)
            Spawn.wait(for: process)
            state.process = nil
        }
    }

    // MARK: - Setting up

    /// Runs SQL as the database's owner, one statement after the other, each on its own, and answers its rows as lines, columns
    /// parted by `|`.
    @discardableResult
    package func sql(_ text: String, database: String = "postgres") throws -> String {
        let file = folder.path + "/sql-" + String(UInt64.random(in: .min ... .max), radix: 36)
        try Data(text.utf8).write(to: URL(filePath: file))
        chmod(file, 0o644)
        defer { unlink(file) }
        let password = state.withLock { $0.password }
        let (code, output) = try programs.run(
            "psql",
            [
                "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", folder.path, "-p", "\(port)", "-U", PostgresServer.user,
                "-d", database, "-f", file,
            ],
            in: folder.path, environment: ["PGPASSWORD": password])
        guard code == 0 else { throw PostgresError("psql: \(output)") }
        return output.hasSuffix("\n") ? String(output.dropLast()) : output
    }

    /// Gives the owner another password; addresses asked for from now on have it. Connections that stand are not cut.
    package func changePassword(to password: String) throws {
        try sql("ALTER ROLE \(PostgresServer.user) PASSWORD '\(password.replacing("'", with: "''"))'")
        state.withLock { $0.password = password }
    }

    /// Gives the disk in memory another size.
    package func resizeDisk(megabytes: Int) throws { try folder.resizeDisk(megabytes: megabytes) }

    func withSchemas<T>(_ body: (inout PostgresSchemas) throws -> T) rethrows -> T {
        try state.withLock { try body(&$0.schemas) }
    }

    // MARK: - Beginning

    private func makeCluster() throws {
        let passwordFile = folder.path + "/password"
        try Data(state.withLock { $0.password }.utf8).write(to: URL(filePath: passwordFile))
        chmod(passwordFile, 0o644)
        defer { unlink(passwordFile) }
        var arguments = [
            "-D", folder.data, "--username=\(PostgresServer.user)", "--pwfile=\(passwordFile)",
            "--auth=\(settings.authentication.rawValue)", "--encoding=UTF8", "--locale=\(settings.locale)", "--wal-segsize=1",
            "--no-sync", "--no-instructions",
        ]
        if let icuLocale = settings.icuLocale { arguments += ["--locale-provider=icu", "--icu-locale=\(icuLocale)"] }
        if settings.disk != nil, !settings.diskHoldsLog { arguments.append("--waldir=\(folder.path)/wal") }
        let (code, output) = try programs.run("initdb", arguments, in: folder.path)
        guard code == 0 else { throw PostgresError("PostgreSQL's initdb failed: \(output)") }
    }

    /// It tells by the last line of its lock file, as to `pg_ctl`.
    private func waitUntilReady(_ process: pid_t) throws {
        for _ in 0..<12_000 {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process {
                throw PostgresError("PostgreSQL did not start: \(log.suffix(1500))")
            }
            let file = FileManager.default.contents(atPath: folder.data + "/postmaster.pid") ?? Data()
            let lines = String(decoding: file, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            // The first line is its number: the file of one that was killed still says that it is ready.
            if lines.count > 7, lines[0] == "\(process)", lines[7].hasPrefix("ready") { return }
            usleep(5000)
        }
        kill(process, SIGKILL)
        Spawn.wait(for: process)
        throw PostgresError("PostgreSQL does not answer after a minute: \(log.suffix(1500))")
    }

    /// A port below those that the system gives to outgoing connections: after a restart it is still free.
    private static func freePort() throws -> Int {
        for port in (20_000..<32_000).shuffled().prefix(100) {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            address.sin_port = in_port_t(port).bigEndian
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if result == 0 { return port }
        }
        throw PostgresError("No port from 20000 to 31999 is free on 127.0.0.1.")
    }

    // MARK: - Processes

    private static func children(of parent: pid_t) -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
            .filter { status(of: $0)?.parent == parent }
    }

    /// Those that are neither gone nor dead and unmourned.
    private static func alive(_ processes: [pid_t]) -> [pid_t] {
        processes.filter { id in status(of: id).map { $0.state != "Z" && $0.state != "X" } ?? false }
    }

    private static func status(of id: pid_t) -> (state: Substring, parent: pid_t)? {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(id)/stat") else { return nil }
        // The name stands in brackets and may hold any.
        let words = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        guard words.count > 1, let parent = pid_t(words[1]) else { return nil }
        return (words[0], parent)
    }
}
