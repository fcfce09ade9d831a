import Foundation
import Glibc

private let setpriv = "/usr/bin/setpriv"

/// PostgreSQL's own programs on this machine, and the user they run as: the server refuses to run as root.
struct PostgresPrograms: Sendable {
    private let folder: String
    /// nil where the tests run as somebody who is not root: then as oneself.
    let user: User?

    struct User: Sendable {
        let name: String
        let id: uid_t
        let group: gid_t
    }

    /// The newest that is installed, from 15 on; found once.
    static let installed = Result { try PostgresPrograms() }

    private init() throws {
        let debian = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []).compactMap { Int($0) }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let folders = versions.filter { $0 >= 15 }.sorted(by: >).map { "\(debian)/\($0)/bin" } + path
        guard
            let folder = folders.first(where: { folder in
                ["postgres", "initdb", "psql"].allSatisfy { FileManager.default.isExecutableFile(atPath: folder + "/" + $0) }
            })
        else {
            throw PostgresError("PostgreSQL 15 or later is not installed; install Debian's package postgresql and run again.")
        }
        self.folder = folder
        let (_, version) = try Spawn.run([folder + "/postgres", "--version"], environment: [:])
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)": one of the path may be of any age.
        let number = version.split(separator: " ").dropFirst(2).first.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        guard number >= 15 else { throw PostgresError("The tests need PostgreSQL 15 or later, and here is \(version)") }
        guard geteuid() == 0 else {
            user = nil
            return
        }
        guard FileManager.default.isExecutableFile(atPath: setpriv),
            let entry = getpwnam("postgres") ?? getpwnam("nobody")
        else {
            throw PostgresError(
                "PostgreSQL does not run as root, and the tests need setpriv and a user postgres or nobody to run it as;"
                    + " install Debian's packages util-linux and postgresql, or run the tests as another user.")
        }
        user = User(name: String(cString: entry.pointee.pw_name), id: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
    }

    /// Begins one and answers its number. What it writes is added to a file, where one is given.
    func begin(_ program: String, _ arguments: [String], in place: String, output: Spawn.Output) throws -> pid_t {
        try Spawn.begin(words(program, arguments, in: place), environment: environment([:]), output: output)
    }

    /// Runs one to its end: its exit code, and all that it said.
    @discardableResult
    func run(
        _ program: String, _ arguments: [String], in place: String, environment added: [String: String] = [:]
    ) throws -> (code: Int32, output: String) {
        try Spawn.run(words(program, arguments, in: place), environment: environment(added))
    }

    /// Each of these programs becomes the next, so that the number is the last one's.
    private func words(_ program: String, _ arguments: [String], in place: String) -> [String] {
        var words = ["/usr/bin/env", "-C", place]
        if let user { words += [setpriv, "--reuid=\(user.id)", "--regid=\(user.group)", "--clear-groups", "--"] }
        return words + [folder + "/" + program] + arguments
    }

    /// A small one: PGHOST, PGOPTIONS and their like of whoever runs the tests would lead elsewhere.
    private func environment(_ added: [String: String]) -> [String: String] {
        ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"].merging(added) { $1 }
    }
}

/// What is wrong with the tests' PostgreSQL, in a sentence.
package struct PostgresError: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
}
