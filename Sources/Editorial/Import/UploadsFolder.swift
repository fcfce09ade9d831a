import Content
private import Foundation
import Storage

/// The files of an old site, on disk: `wp-content/uploads` with its years and months, or a folder around it. Of the root folder of
/// a site its own files come along too (`/favicon.ico`, `/pictures/…`), but none of WordPress's.
struct UploadsFolder {
    /// Where the years begin.
    let path: String
    /// The root of the site, where that was given.
    private let root: String?

    init(_ given: String) throws(ImportError) {
        root = UploadsFolder.isFolder(given + "/wp-content/uploads") ? given : nil
        let inner = [given + "/wp-content/uploads", given + "/uploads"].first(where: UploadsFolder.isFolder)
        let folder = inner ?? given
        guard UploadsFolder.isFolder(folder), (try? FileManager.default.contentsOfDirectory(atPath: folder)) != nil else {
            throw .uploadsMissing(path: given)
        }
        path = folder
    }

    /// All ordinary files below, as paths from the folder, in the order of their bytes. Links are not followed.
    var files: [String] { UploadsFolder.files(below: path) { _ in true } }

    /// A file beside the uploads.
    typealias RootFile = (disk: String, name: String)

    /// The site's own files beside the uploads, as paths from its root, likewise. What begins with `wp-` is WordPress's, and so are
    /// its licence and its notes; what begins with a dot is nobody's.
    var rootFiles: [RootFile] {
        guard let root else { return [] }
        return UploadsFolder.files(below: root) { name in
            !name.hasPrefix("wp-") && !name.hasPrefix(".")
                && !["license.txt", "readme.html", "xmlrpc.php", "index.php"].contains(name)
        }.map { (root + "/" + $0, $0) }
    }

    private static func files(below folder: String, isWanted: (_ name: String) -> Bool) -> [String] {
        guard let walker = FileManager.default.enumerator(atPath: folder) else { return [] }
        var files: [String] = []
        while let file = walker.nextObject() as? String {
            if walker.level == 1, !isWanted(file) {
                walker.skipDescendants()
                continue
            }
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
        let base = publication.basePath + "/"
        let files =
            folder.files.map { (disk: folder.path + "/" + $0, served: served + $0, name: $0) }
            + folder.rootFiles.filter { file in
                // What Stet answers itself is no file's address.
                Permalink(base + PercentEncoding.encoded(file.name)).map {
                    !ReservedAddress.contains($0, basePath: publication.basePath)
                } ?? false
            }.map { (disk: $0.disk, served: base + $0.name, name: $0.name) }
        ledger.expect(.file, count: files.count)
        var entries: [Ledger.Entry] = []
        let intake = FileIntake(fileStore: fileStore, images: images, storesFiles: storesFiles, monitor: monitor, source: source)
        let taken = try intake.add(files, to: store) { entries.append($0) }
        freshFiles.formUnion(taken.fresh)
        othersFiles.formUnion(taken.refused)
        for entry in entries { ledger.record(entry) }
        if let note = FileIntake.note(of: taken.dropped) { ledger.note(note) }
    }
}
