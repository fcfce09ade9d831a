import Foundation
import Storage

/// Whether a magazine may have changed since somebody looked, told by the times of its files alone: without the right to the directory, and
/// without the database.
struct DirectoryWatch {
    private let directory: DataDirectory
    private var seen: [String] = []
    private var lookedAt: ContinuousClock.Instant?

    /// Time alone makes some things wrong, and what could not be read may be there again.
    private static let longest = Duration.seconds(60)
    /// A database elsewhere has no files here.
    private static let pause = Duration.seconds(2)

    init(_ directory: DataDirectory) { self.directory = directory }

    /// Whether it is time to look at the magazine itself. What changes after the answer makes the next one yes.
    mutating func isDue() -> Bool {
        let (now, files) = (ContinuousClock.now, state)
        let waited = lookedAt.map { now - $0 } ?? DirectoryWatch.longest
        guard files != seen || waited >= (directory.database.isShared ? DirectoryWatch.pause : DirectoryWatch.longest) else {
            return false
        }
        (seen, lookedAt) = (files, now)
        return true
    }

    /// Notes how the files are now: to open and close a database alone changes them.
    mutating func note() { seen = state }

    /// What is to be seen of the database and the theme from outside.
    private var state: [String] {
        let theme = FileManager.default.enumerator(atPath: directory.theme)?.compactMap { $0 as? String } ?? []
        let files = ["stet.sqlite", "stet.sqlite-wal"].map { "\(directory.path)/\($0)" }
        return (files + theme.sorted().map { "\(directory.theme)/\($0)" }).map { file in
            var status = stat()
            guard stat(file, &status) == 0 else { return file }
            return "\(file) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        }
    }
}
