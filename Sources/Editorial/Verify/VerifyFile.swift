private import Foundation

/// A file that is written whole or not at all: under another name until it is.
final class VerifyFile {
    private let path: String

    /// - Throws: a sentence, where it cannot be written.
    init(path: String) throws {
        self.path = path
        guard FileManager.default.createFile(atPath: path + ".part", contents: nil) else { throw failure }
    }

    deinit { unlink(path + ".part") }

    func finish(_ text: String) throws {
        guard let handle = FileHandle(forWritingAtPath: path + ".part") else { throw failure }
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
            try handle.close()
        } catch {
            throw failure
        }
        guard rename(path + ".part", path) == 0 else { throw failure }
    }

    private var failure: ImportError { .reportUnwritable(path: path) }
}
