import Content
package import Editorial
private import Foundation
package import Media
import Site
package import Storage
import Syndication

extension WorkTools {
    /// Those of this program, for a data directory.
    package init(of directory: DataDirectory, images: ImageIntake) {
        self.init(
            of: directory, images: images,
            fetch: { try OldSiteFiles(folder: directory.fetching, hostMap: $0) },
            reading: { store in
                let magazine = MagazineAnswers(
                    site: Site(store: store, theme: try Theme(overriding: directory.theme)),
                    files: FileStore(folder: directory.files))
                return { try magazine.answer($0, from: $1) }
            },
            pages: { hostMap in
                let pages = try OldSitePages(hostMap: hostMap)
                return { try pages.fetch($0, isCancelled: $1, each: $2) }
            },
            export: { order, store, tools, monitor in
                try StaticExport(order: order, store: store, tools: tools, monitor: monitor).run()
            })
    }
}

/// Fetches an old site's files into a folder of the data directory, from which they are taken.
struct OldSiteFiles: FileFetch {
    private let folder: String
    private let settings: FetchSettings

    /// A film of an hour; what is larger is brought by `--uploads`.
    private static let maximumSize: Int64 = 1_000_000_000

    /// - Throws: `ImportError` where the map is not one.
    init(folder: String, hostMap: [String: String]) throws {
        self.folder = folder
        var settings = FetchSettings(userAgent: "Stet/0.1.0 (moving this site's own files)")
        settings.hostMap = hostMap
        settings.maximumSize = OldSiteFiles.maximumSize
        settings.attemptTimeout = .seconds(1800)
        self.settings = settings
        // What is wrong with the map is said before anything is done.
        do throws(FetchError) { _ = try Fetcher(settings) } catch { throw ImportError.unreadable("\(error)") }
    }

    func fetch(
        _ wanted: [WantedFile], isCancelled: () -> Bool, each: (WantedFile, Result<String, FetchFailure>) throws -> Void
    ) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw MediaError.unwritable(path: folder, reason: "\(error.localizedDescription)")
        }
        // Only where nothing is left of what did not come.
        defer { rmdir(folder) }
        do {
            try Fetcher(settings).fetchAll(
                wanted, into: folder, check: OldSiteFiles.check, isCancelled: isCancelled, address: { $0.address }
            ) { file, result in
                switch result {
                case .success(let fetched):
                    guard let path = fetched.file else { return }
                    OldSiteFiles.date(path, as: fetched.headers["last-modified"])
                    try each(file, .success(path))
                case .failure(.unwritable(let path, let reason)):
                    // A full disk is not the trouble of one file.
                    throw MediaError.unwritable(path: path, reason: reason)
                case .failure(let error):
                    try each(file, .failure(FetchFailure(sentence: error.description)))
                }
            }
        } catch FetchError.cancelled {
            throw ImportError.cancelled
        }
    }

    /// Many sites answer 200 with a page where there is no file.
    private static let check: Fetched.Check = { head, contentType in
        let text = String(decoding: head.prefix(64), as: UTF8.self).lowercased()
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let isPage = start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
        guard isPage || contentType.lowercased().hasPrefix("text/html") else { return nil }
        return "There is a page in its place, not a file."
    }

    /// The file is as old as it was there: that is what readers are told.
    private static func date(_ path: String, as lastModified: String?) {
        guard let seconds = lastModified.flatMap(HTTPDate.parse) else { return }
        try? FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: Double(seconds))], ofItemAtPath: path)
    }
}
