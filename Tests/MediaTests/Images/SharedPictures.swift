import Foundation
import TestSupport

/// Pictures that lie beside the project, and some files among them that are none.
enum SharedPictures {
    /// By their paths from there.
    static let all: [String] = ["images", "wxr/media-theme-test-data"].flatMap { folder -> [String] in
        let walker = FileManager.default.enumerator(atPath: SharedMaterial.path(folder))
        return (walker?.compactMap { $0 as? String } ?? []).map { folder + "/" + $0 }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: SharedMaterial.path(path), isDirectory: &isFolder)
                && !isFolder.boolValue && !path.hasSuffix(".md")
        }
    }.sorted()

    /// Of one of them, or of any file by its whole path.
    static func bytes(_ path: String) -> [UInt8] {
        Array(FileManager.default.contents(atPath: path.hasPrefix("/") ? path : SharedMaterial.path(path)) ?? Data())
    }
}
