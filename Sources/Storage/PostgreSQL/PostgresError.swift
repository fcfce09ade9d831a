import CPostgres

extension StorageError {
    /// PostgreSQL's error as ours, by its SQLSTATE (https://www.postgresql.org/docs/15/errcodes-appendix.html): what SQLite
    /// would have said of the same.
    static func translated(_ result: PostgresResult) -> StorageError {
        let message = stet_pq_message(result.handle).map { String(cString: $0) } ?? "the connection was lost"
        guard let state = stet_pq_sqlstate(result.handle).map({ String(cString: $0) }) else {
            return PQresultStatus(result.handle) == PGRES_PIPELINE_ABORTED
                ? .engine("a statement before this one failed") : .gone(message)
        }
        return switch state {
        case "55P03", "40001", "40P01", "55006": .busy
        case "53100": .full
        case "57014": .slow
        case "57P01", "57P02", "57P03", "57P05", "25P03", "53300": .gone(message)
        case "25006": .readOnly
        case "58030": .unwritable(message)
        case "XX001", "XX002": .damaged(message)
        case "42501", "3F000", "3D000": .cannotOpen(message)
        case _ where state.hasPrefix("23") || state.hasPrefix("54") || state.hasPrefix("22"): .constraint(message)
        case _ where state.hasPrefix("08"): .gone(message)
        case _ where state.hasPrefix("28"): .loginRefused(message)
        default: .engine("\(message) (\(state))")
        }
    }

    /// Why a server did not let us in. libpq has only words for it here, one line for each address it tried.
    static func refusal(_ message: String, by address: PostgresAddress) -> StorageError {
        let line = PostgresSession.firstLine(message)
        // `connection to server at "…", port …: FATAL:  …`
        let reason = line.split(separator: ": ").last { !$0.isEmpty }.map { $0.drop { $0 == " " } }.map(String.init) ?? line
        let place = "\(address): \(reason)"
        // "too many connections for role": it passes, and the password is right.
        if message.contains("too many") || message.contains("connection slots") { return .gone(place) }
        if message.contains("authentication failed") || message.contains("no password supplied")
            || message.contains("pg_hba.conf") || message.contains("role \"")
        {
            return .loginRefused(place)
        }
        if message.contains("does not exist") || message.contains("permission denied") || message.contains("SSL")
            || message.contains("invalid") || message.contains("definition of service")
            || message.contains("certificate")
        {
            return .cannotOpen(place)
        }
        return .gone(place)
    }
}
