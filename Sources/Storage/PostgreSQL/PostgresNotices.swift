private import Foundation

/// Says when somebody has committed, in this program or another: a connection that listens (`LISTEN`), on a thread of its own.
///
/// A notice can be lost: while the connection is away, or where a pooler between hands it to another. So it also says so four times
/// a second without one, and who is told asks the change log what there is.
enum PostgresNotices {
    static let channel = "stet_commit"
    /// Milliseconds without a notice.
    private static let patience: Int32 = 250

    /// One that ends when nobody waits for it any more.
    static func stream(from address: PostgresAddress) -> AsyncStream<Void> {
        // Two notices that nobody has seen to yet are one.
        let (stream, told) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let thread = Thread { listen(to: address, told) }
        thread.name = "stet listening"
        thread.start()
        return stream
    }

    private static func listen(to address: PostgresAddress, _ told: AsyncStream<Void>.Continuation) {
        while true {
            do {
                let session = try PostgresSession(address, limits: .init(statement: 10_000))
                try session.run("LISTEN \(channel)")
                try session.settle()
                // The first time for what was committed while nobody listened.
                while true {
                    if case .terminated = told.yield() { return }
                    try session.waitForNotice(milliseconds: patience)
                }
            } catch {
                // The database is away, and who asks the change log says so.
                if case .terminated = told.yield() { return }
                Thread.sleep(forTimeInterval: 0.25)
            }
        }
    }
}
