import Foundation

/// The project's own files.
enum Repository {
    /// A path below the project. Links in it stand: the Python of an environment is one, and finds its packages by where it lies.
    static func path(_ relative: String) -> String {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return project.path + "/" + relative
    }
}
