private import CPostgres

/// Where a PostgreSQL database is: `postgres://user:password@host:port/database?sslmode=verify-full`, with all that libpq
/// understands (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING). What it leaves out comes from libpq's
/// own places: `PGPASSWORD`, `~/.pgpass`, a service file. So does TLS: it is as the address says.
package struct PostgresAddress: Hashable, Sendable, CustomStringConvertible {
    /// As it was given, the password included: for libpq, never to be shown.
    let text: String
    /// For a person and the log: without password and parameters.
    package let description: String
    /// What the address itself sets, by libpq's names.
    let parameters: Set<String>

    /// Whether a text is meant as such an address, well-formed or not.
    package static func isMeant(by text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// - Throws: `StorageError.badAddress` with what libpq finds wrong.
    package init(_ text: String) throws(StorageError) {
        guard PostgresAddress.isMeant(by: text) else {
            throw .badAddress("an address begins with postgres://, as in postgres://user@host/magazine")
        }
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &message) else {
            defer { PQfreemem(message) }
            throw .badAddress(message.map { PostgresAddress.words(of: String(cString: $0)) } ?? "it cannot be read")
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        guard values["dbname"]?.isEmpty == false || values["service"] != nil else {
            throw .badAddress("it names no database, as in postgres://user@host/magazine")
        }
        // libpq parts an address at the first sign it can: what it takes for host, port or name may be half a password.
        let port = values["port"] ?? ""
        guard !["host", "hostaddr", "dbname", "user"].contains(where: { values[$0]?.contains("@") == true }),
            port.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") }),
            values["dbname"]?.contains("/") != true
        else {
            throw .badAddress("it cannot be read; is a character of user or password not percent-encoded?")
        }
        self.text = text
        parameters = Set(values.keys)
        let host = values["host"] ?? values["hostaddr"] ?? (values["service"] == nil ? "localhost" : "")
        let user = values["user"].map { $0 + "@" } ?? ""
        if host.hasPrefix("/") {
            let number = port.isEmpty ? "" : "&port=" + port
            description = "postgres://\(user)/\(values["dbname"] ?? "")?host=\(host)\(number)"
        } else {
            let bracketed = host.contains(":") && !host.contains(",") ? "[\(host)]" : host
            description = "postgres://\(user)\(bracketed)\(port.isEmpty ? "" : ":" + port)/\(values["dbname"] ?? "")"
        }
    }

    /// What libpq finds wrong, where it cannot quote a piece of the password.
    private static func words(of message: String) -> String {
        guard message.hasPrefix("invalid URI query parameter") else {
            return "it cannot be read; is a character of user or password not percent-encoded?"
        }
        return String(message.prefix { !$0.isNewline })
    }
}
