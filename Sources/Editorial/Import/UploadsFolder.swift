import Content
private import Foundation
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

extension WordPressImport {
    mutating func importUploads(_ folder: UploadsFolder) throws {
        let served = publication.basePath + OldSite.uploads + "/"
        let files = folder.files.map { (disk: folder.path + "/" + $0, served: served + $0, name: $0) }
        ledger.expect(.file, count: files.count)
        var entries: [Ledger.Entry] = []
        let intake = FileIntake(fileStore: fileStore, images: images, storesFiles: storesFiles, monitor: monitor)
        let taken = try intake.add(files, to: store) { entries.append($0) }
        freshFiles.formUnion(taken.fresh)
        for entry in entries { ledger.record(entry) }
        if let note = FileIntake.note(of: taken.dropped) { ledger.note(note) }
    }
}
