package import Storage

/// A database for one test, on the engine that the test runs on: a file in the test's folder, or a schema of the tests' server.
package struct TemporaryDatabase: Sendable {
    package let location: DatabaseLocation
    /// Dropped when nobody needs it any more.
    private let schema: PostgresSchema?

    /// - Parameter file: where it is if it is a file.
    package init(file: String) throws {
        switch Engine.current {
        case .sqlite: (location, schema) = (.file(file), nil)
        case .postgres:
            let schema = try PostgresServer.shared().makeSchema()
            (location, self.schema) = (.server(try PostgresAddress(schema.address)), schema)
        }
    }

    /// What a command needs besides `--data`.
    package var options: [String] { schema.map { ["--database", $0.address] } ?? [] }
}
