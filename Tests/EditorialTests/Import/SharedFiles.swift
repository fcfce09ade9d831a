import Foundation
import TestSupport

/// The folder of exports by others that the tests read where it is at hand.
enum SharedFiles {
    static let folder = SharedMaterial.folder

    static let areAtHand = !exports.isEmpty

    /// Paths below `wxr/`, sorted: "real/jahanworld.xml".
    static let exports: [String] = {
        guard let root = folder?.appendingPathComponent("wxr") else { return [] }
        let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".xml") }.sorted()
    }()

    static func export(_ path: String) throws -> [UInt8] {
        guard let folder else { return [] }
        return Array(try Data(contentsOf: folder.appendingPathComponent("wxr").appendingPathComponent(path)))
    }
}
