/// Why a folder of Markdown files cannot be read at all.
package enum FolderError: Error, Hashable, CustomStringConvertible {
    case missing(path: String)
    case notAFolder(path: String)
    /// The operating system's reason, such as "Permission denied".
    case unreadable(path: String, reason: String)

    package var description: String {
        switch self {
        case .missing(let path): "\(path) is not there. Name the folder that holds the Markdown files."
        case .notAFolder(let path): "\(path) is a file. Name the folder that holds the Markdown files."
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        }
    }
}
