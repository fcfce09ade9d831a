private import Foundation
import Media
package import Storage
import Synchronization

/// How a command reaches the server that owns its data directory: a socket in the directory, a line of JSON each way.
///
/// ```
/// → {"importWordPress": {…}}
/// ← {"progress": {…}}        as often as there is news
/// ← {"result": {"report": "…", "exit": 0}}
/// ```
/// A client that goes away stops what it asked for at the next point where it can go on later.
package enum CommandSocket {
    fileprivate struct Message: Codable {
        var progress: ImportProgress?
        var result: WorkResult?
    }

    /// Hands work to the server that owns the directory.
    ///
    /// - Returns: nil where nobody listens.
    package static func handOver(
        _ work: Work, to directory: DataDirectory, monitor: ImportMonitor
    ) throws -> WorkResult? {
        guard let connection = try? LineSocket(connectingTo: directory) else { return nil }
        try connection.write(JSONEncoder().encode(work))
        while true {
            // Letting go of the connection tells the server to stop.
            try monitor.check()
            guard connection.hasLine(waiting: 200) else { continue }
            guard let line = connection.readLine() else { break }
            let message = try JSONDecoder().decode(Message.self, from: line)
            if let progress = message.progress { monitor.report(progress) }
            if let result = message.result { return result }
        }
        return WorkResult(
            report: "The server stopped before the work was done. What went in stays; run the same command again to go on.\n",
            exit: .incomplete)
    }

    /// Takes commands until it is told to stop, one after the other, on the caller's thread.
    package static func serve(
        _ directory: DataDirectory, store: Store, tools: WorkTools, stop: StopSign
    ) throws {
        let listener = try LineSocket.Listener(in: directory)
        defer { listener.close() }
        while !stop.isUp {
            guard let connection = listener.accept(waiting: 200) else { continue }
            guard let line = connection.readLine(waiting: 5000) else { continue }
            let result: WorkResult
            do {
                let work = try JSONDecoder().decode(Work.self, from: line)
                let last = Mutex<ContinuousClock.Instant?>(nil)
                let monitor = ImportMonitor(
                    report: { progress in
                        // Ten lines a second are enough for a person.
                        let now = ContinuousClock.now
                        let isDue = last.withLock { last in
                            if let before = last, now - before < .milliseconds(100), progress.done < progress.total {
                                return false
                            }
                            last = now
                            return true
                        }
                        guard isDue else { return }
                        try? connection.write(JSONEncoder().encode(Message(progress: progress)))
                    }, isCancelled: { stop.isUp || connection.isClosedByPeer })
                result = try work.perform(with: tools, monitor: monitor) { store }
            } catch {
                result = WorkResult(error)
            }
            try? connection.write(JSONEncoder().encode(Message(result: result)))
        }
    }
}

/// Tells a thread that it should end.
package final class StopSign: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package var isUp: Bool { flag.load(ordering: .relaxed) }

    package func putUp() { flag.store(true, ordering: .relaxed) }
}
