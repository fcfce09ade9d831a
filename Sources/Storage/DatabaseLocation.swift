/// Where a magazine's database is: a file in its data directory, or on a PostgreSQL server. The one place that asks which engine
/// it is; a test counts them.
package enum DatabaseLocation: Sendable, Equatable, CustomStringConvertible {
    /// SQLite, in a file of one owner.
    case file(String)
    /// PostgreSQL, for as many as like.
    case server(PostgresAddress)

    /// For a person: never with a password in it.
    package var description: String {
        switch self {
        case .file(let path): path
        case .server(let address): address.description
        }
    }

    /// Whether several programs may work on it at once.
    package var isShared: Bool {
        switch self {
        case .file: false
        case .server: true
        }
    }

    /// The version of the tables that are there, without a byte being changed; nil where there are none.
    func version() throws -> Int64? {
        switch self {
        case .file(let path): DataDirectory.isFilled(path) ? try SQLiteEngine.version(of: path) : nil
        case .server(let address): try PostgresEngine.version(at: address)
        }
    }

    /// Opens it; a file that is not there is made.
    /// - Parameter acceptsUnfinished: whether it may be a copy that is not whole yet: for who makes it so.
    func open(acceptsUnfinished: Bool) throws -> any DatabaseEngine {
        switch self {
        case .file(let path): try SQLiteEngine(file: path)
        case .server(let address):
            PostgresEngine(address, version: Migrator.known, acceptsUnfinished: acceptsUnfinished)
        }
    }

    /// Whether a magazine lives there.
    package func holdsMagazine() throws -> Bool {
        switch self {
        // Without a look inside: what is damaged is told when it is opened.
        case .file(let path): DataDirectory.isFilled(path)
        case .server: try version() != nil
        }
    }
}
