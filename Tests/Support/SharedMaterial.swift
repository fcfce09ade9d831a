package import Foundation

/// What lies beside the project to test with: exports, pictures, hostile markup. It is never part of the repository; a test
/// whose material is absent says so and is skipped.
package enum SharedMaterial {
    /// `STET_SHARED`, or the folder `shared` beside one that holds this file.
    package static let folder: URL? = {
        if let path = ProcessInfo.processInfo.environment["STET_SHARED"] { return URL(filePath: path) }
        var place = URL(filePath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            let shared = place.deletingLastPathComponent().appending(path: "shared")
            if FileManager.default.fileExists(atPath: shared.appending(path: "design.md").path) { return shared }
        }
        return nil
    }()

    package static var isAtHand: Bool { folder != nil }

    /// Why a test is skipped without it.
    package static let absence = "the material beside the project is not here (STET_SHARED)"

    /// A file or folder of it, by its path from there.
    package static func path(_ relative: String) -> String { folder?.appending(path: relative).path ?? "" }
}
