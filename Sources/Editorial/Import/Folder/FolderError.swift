/// Why a folder of Markdown files cannot be read at all.
package enum FolderError: Error, Hashable {
    case missing(path: String)
    case notAFolder(path: String)
    /// The operating system's reason, such as "Permission denied".
    case unreadable(path: String, reason: String)
}
