import Foundation

/// A folder of its own for a test, gone when the last user is.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "stet-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path below it, of something that need not be there.
    package subscript(_ relative: String) -> String { path + "/" + relative }

    /// Writes a file, with the folders above it, and answers its path.
    @discardableResult
    package func write(_ bytes: some Sequence<UInt8>, to relative: String) throws -> String {
        let file = URL(filePath: self[relative])
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    @discardableResult
    package func write(_ text: String, to relative: String) throws -> String { try write(text.utf8, to: relative) }

    /// Every file below it by its path from here, with its bytes.
    package func contents(of relative: String = "") throws -> [String: [UInt8]] {
        let top = relative.isEmpty ? path : self[relative]
        guard let walker = FileManager.default.enumerator(atPath: top) else { return [:] }
        var files: [String: [UInt8]] = [:]
        while let name = walker.nextObject() as? String {
            guard walker.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            files[name] = Array(try Data(contentsOf: URL(filePath: top + "/" + name)))
        }
        return files
    }
}
