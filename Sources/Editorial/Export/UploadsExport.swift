import Content
private import Foundation
import Media
import Storage

/// The files of a magazine as a folder that is copied over that of a WordPress: `wp-content/uploads/…`, and what is served at other
/// addresses beside it. `stet import wordpress --uploads` takes the same folder.
struct UploadsExport {
    let store: Store
    let files: FileStore
    let monitor: ImportMonitor
    let folder: String

    struct Result {
        var folder: String
        var count = 0
        /// Where files are served that are not there.
        var missing: [String] = []
    }

    func run() throws -> Result {
        var result = Result(folder: folder)
        var uploads: [(path: String, digest: String, modified: Timestamp)] = []
        let base = try store.readWaiting { library in
            try library.eachUpload { uploads.append(($0.path, $0.digest, $0.modifiedAt)) }
            return try library.publication().basePath
        }
        // By it an import knows the root of a site.
        try makeFolder(folder + "/wp-content/uploads")
        for (index, upload) in uploads.enumerated() {
            try monitor.check()
            let path = upload.path.hasPrefix(base + "/") ? String(upload.path.dropFirst(base.count)) : upload.path
            // A name that leads out of the folder is none of ours.
            guard !path.split(separator: "/").contains(where: { $0 == ".." || $0 == "." }) else {
                result.missing.append(upload.path)
                continue
            }
            let target = folder + path
            do {
                try place(upload.digest, at: target, upload.modified)
                result.count += 1
            } catch MediaError.unreadable {
                result.missing.append(upload.path)
            }
            monitor.report(
                ImportProgress(
                    "Copying files", done: Int64(index + 1), total: Int64(uploads.count), things: Int64(index + 1),
                    of: Int64(uploads.count), thing: "files"))
        }
        return result
    }

    private func place(_ digest: String, at target: String, _ modified: Timestamp) throws {
        let above = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(target[..<$0]) } ?? folder
        try makeFolder(above)
        try files.copy(digest, to: target)
        // Browsers and feed readers ask by it.
        let date = Date(timeIntervalSince1970: Double(modified.milliseconds) / 1000)
        try? FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: target)
    }

    private func makeFolder(_ path: String) throws(MediaError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: path, reason: error.localizedDescription)
        }
    }
}
