import Editorial
private import Foundation
import Media
import Syndication

/// Pages of an old site, fetched as files are: politely, within limits, never from a private address but one that was named.
struct OldSitePages {
    private let settings: FetchSettings

    /// What is larger is no page that somebody reads; a site map may have 50 MB.
    private static let maximumSize: Int64 = 64_000_000

    /// - Throws: `ImportError` where the map is not one.
    init(hostMap: [String: String]) throws {
        var settings = FetchSettings(userAgent: "Stet/0.1.0 (comparing this site with its new home)")
        settings.hostMap = hostMap
        settings.maximumSize = OldSitePages.maximumSize
        settings.attempts = 3
        settings.attemptTimeout = .seconds(120)
        self.settings = settings
        do throws(FetchError) { _ = try Fetcher(settings) } catch { throw ImportError.unreadable("\(error)") }
    }

    func fetch(
        _ addresses: [String], isCancelled: () -> Bool, each: (String, Result<FetchedPage, FetchFailure>) throws -> Void
    ) throws {
        // Several at a time come as files; each is read and removed as it comes.
        let folder = NSTemporaryDirectory() + "/stet-pages-" + UUID().uuidString
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw MediaError.unwritable(path: folder, reason: "\(error.localizedDescription)")
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            try Fetcher(settings).fetchAll(
                addresses, into: folder, isCancelled: isCancelled, address: { $0 }
            ) { address, result in
                switch result {
                case .success(let fetched):
                    guard let path = fetched.file else { return }
                    defer { unlink(path) }
                    let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
                    try each(address, .success(FetchedPage(bytes: bytes, contentType: fetched.headers["content-type"] ?? "")))
                case .failure(.unwritable(let path, let reason)): throw MediaError.unwritable(path: path, reason: reason)
                case .failure(let error): try each(address, .failure(FetchFailure(sentence: error.description)))
                }
            }
        } catch FetchError.cancelled {
            throw ImportError.cancelled
        }
    }
}
