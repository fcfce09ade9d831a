import ArgumentParser
import Editorial
import Foundation
import Synchronization

/// What is written for the person at the terminal.
enum Terminal {
    static func error(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    static func output(_ text: String) {
        // A full disk behind it is no reason to end: `write(_:)` would.
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }

    /// How many characters a line has: of the terminal, or as `COLUMNS` says, or 100.
    static var width: Int {
        if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 100
    }

    /// Does long work, shows how far it has come, says what came of it, and ends the process with its code.
    static func perform(_ work: @escaping @Sendable (ImportMonitor) throws -> WorkResult) async throws {
        // Blocking work gets a thread of its own; the pool of tasks is as wide as the machine has cores.
        let result: WorkResult = await withCheckedContinuation { continuation in
            let thread = Thread {
                let progress = Mutex(ProgressHolder())
                let monitor = ImportMonitor(
                    report: { update in progress.withLock { $0.line.show(update) } }, isCancelled: { Interrupt.wasAsked })
                Interrupt.listen()
                let result: WorkResult
                do {
                    result = try work(monitor)
                } catch {
                    result = WorkResult(error)
                }
                progress.withLock { $0.line.finish() }
                continuation.resume(returning: result)
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        if result.exit == .unreadable || result.exit == .usage {
            Terminal.error(result.report)
        } else {
            Terminal.output(result.report)
        }
        throw ExitCode(result.exit.rawValue)
    }

    private struct ProgressHolder: @unchecked Sendable {
        // Sendable because it never leaves its Mutex.
        let line = ProgressLine()
    }
}

/// How far a long work has come: a bar on a terminal, a line now and then elsewhere.
final class ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private var phase = ""
    private var phaseStart = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var isBarShown = false

    func show(_ progress: ImportProgress) {
        let now = ContinuousClock.now
        if progress.phase != phase {
            phase = progress.phase
            phaseStart = now
            lastShown = nil
        }
        // How much there is may not be known: then there is no share of it, and no end.
        let isDone = progress.total > 0 && progress.done >= progress.total
        let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
        if let lastShown, now - lastShown < pause, !isDone { return }
        // What takes no time needs no line in a log.
        if !isTerminal, lastShown == nil, !isDone {
            lastShown = now
            return
        }
        if !isTerminal, isDone, now - phaseStart < .seconds(5) { return }
        lastShown = now
        let seconds = Double((now - phaseStart).components.seconds) + Double((now - phaseStart).components.attoseconds) / 1e18
        let share = progress.total > 0 ? min(1, Double(progress.done) / Double(progress.total)) : 0
        let rate = seconds > 0.2 ? Double(progress.things) / seconds : 0
        let left = share > 0.001 && share < 1 ? seconds / share * (1 - share) : 0
        let numbers =
            (progress.total > 0 ? "\(Int(share * 100)) %, " : "")
            + "\(progress.things)\(progress.allThings > 0 ? " of \(progress.allThings)" : "") \(progress.thing)"
            + (rate >= 1 ? ", \(Int(rate)) a second" : "") + (left >= 1 ? ", \(ProgressLine.time(left)) left" : "")
        if isTerminal {
            let width = 24
            let filled = Int(share * Double(width))
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled) + " "
            FileHandle.standardError.write(Data("\r\u{1B}[K\(phase) \(progress.total > 0 ? bar : "")\(numbers)".utf8))
            isBarShown = true
        } else {
            Terminal.error("\(phase): \(numbers)")
        }
    }

    /// Takes the bar away.
    func finish() {
        if isBarShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
