import Content
private import Foundation
import Media
import Storage

/// The files of an old site, on disk: `wp-content/uploads` with its years and months, or a folder around it.
struct UploadsFolder {
    /// Where the years begin.
    let path: String

    init(_ given: String) throws(ImportError) {
        let inner = [given + "/wp-content/uploads", given + "/uploads"].first(where: UploadsFolder.isFolder)
        let folder = inner ?? given
        guard UploadsFolder.isFolder(folder), (try? FileManager.default.contentsOfDirectory(atPath: folder)) != nil else {
            throw .uploadsMissing(path: given)
        }
        path = folder
    }

    /// All ordinary files below, as paths from the folder, in the order of their bytes. Links are not followed.
    var files: [String] {
        guard let walker = FileManager.default.enumerator(atPath: path) else { return [] }
        var files: [String] = []
        while let file = walker.nextObject() as? String {
            if walker.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append(file) }
        }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// Takes files into the store and notes where they are served.
struct FileIntake {
    let fileStore: FileStore
    let storesFiles: Bool
    let monitor: ImportMonitor

    /// - Parameter files: what to take in: where it lies, where it is served, and how the ledger calls it.
    func add(
        _ files: [(disk: String, served: String, name: String)], to store: Store, _ record: (Ledger.Entry) -> Void
    ) throws {
        for start in stride(from: 0, to: files.count, by: 200) {
            let batch = files[start..<min(start + 200, files.count)]
            var uploads: [Upload] = []
            for (disk, served, name) in batch {
                try monitor.check()
                var entry = Ledger.Entry(.file, .imported, id: name, title: "", file: disk, line: 0, path: served)
                do throws(MediaError) {
                    let stored = try fileStore.add(fileAt: disk, storing: storesFiles)
                    if name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                        entry.outcome = .leftOut
                        entry.reason = "its name holds a control character: no address could lead to it"
                    } else if stored.size == 0 {
                        entry.outcome = .leftOut
                        entry.reason = "it is empty"
                    } else if let type = MediaType.of(path: name, head: stored.head) {
                        uploads.append(
                            Upload(
                                path: served, digest: stored.digest, size: stored.size, mediaType: type,
                                modifiedAt: FileIntake.modified(disk)))
                    } else {
                        entry.outcome = .leftOut
                        entry.reason = "a magazine serves no such files: it is no picture, recording, film or document"
                    }
                } catch {
                    if case .unwritable = error { throw error }
                    entry = entry.failing(error.description)
                }
                record(entry)
            }
            try store.writeWaiting { transaction in
                for upload in uploads { try transaction.save(upload) }
            }
            monitor.report(
                ImportProgress(
                    "Taking in files", done: Int64(start + batch.count), total: Int64(files.count),
                    things: Int64(start + batch.count), of: Int64(files.count), thing: "files"))
        }
    }

    private static func modified(_ path: String) -> Timestamp {
        let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        return Timestamp(stored: Int64(((date ?? Date(timeIntervalSince1970: 0)).timeIntervalSince1970 * 1000).rounded()))
    }
}

extension WordPressImport {
    mutating func importUploads(_ folder: UploadsFolder) throws {
        let served = publication.basePath + OldSite.uploads + "/"
        let files = folder.files.map { (disk: folder.path + "/" + $0, served: served + $0, name: $0) }
        ledger.expect(.file, count: files.count)
        var entries: [Ledger.Entry] = []
        try FileIntake(fileStore: fileStore, storesFiles: storesFiles, monitor: monitor).add(files, to: store) {
            entries.append($0)
        }
        for entry in entries { ledger.record(entry) }
    }
}
