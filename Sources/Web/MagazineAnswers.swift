import Content
import Editorial
private import Foundation
import Media
import Site
import Storage

/// What the magazine says to an address, without a connection: read as the server reads it.
struct MagazineAnswers {
    let site: Site
    let files: FileStore

    /// - Parameter address: a path with its query, as a client writes it.
    func answer(_ address: String, from library: Library) throws -> AddressAnswer {
        switch RequestTarget.parse(address) {
        case .bad: return AddressAnswer(status: 400)
        case .notFound: return AddressAnswer(status: 404)
        case .tooLong: return AddressAnswer(status: 414)
        case .redirect(let location): return AddressAnswer(status: 301, location: location)
        case .target(let target):
            do {
                var found = answer(
                    try site.answer(
                        path: target.normalPath, query: target.rawQuery, parameters: target.query, from: library))
                if found.location != nil {
                    found.isGuess = try site.isGuess(
                        path: target.normalPath, query: target.rawQuery, parameters: target.query, from: library)
                }
                return found
            } catch let error as StorageError {
                // The database fails, not the page.
                throw error
            } catch {
                return AddressAnswer(status: 500)
            }
        }
    }

    private func answer(_ answer: Answer) -> AddressAnswer {
        switch answer {
        case .redirect(let location): AddressAnswer(status: 301, location: location)
        case .page(let page):
            AddressAnswer(status: page.status, page: page.mediaType.hasPrefix("text/html") ? page.bytes : [])
        // That it can be decoded was seen when it came in; that it is still there is what counts.
        case .picture(let picture): file(picture.digest)
        case .upload(let upload): file(upload.digest, size: upload.size)
        case .card: AddressAnswer(status: 200)
        }
    }

    private func file(_ digest: String, size: Int64? = nil) -> AddressAnswer {
        let isThere = size.map { files.holds(digest, size: $0) } ?? FileManager.default.fileExists(atPath: files.path(of: digest))
        return AddressAnswer(status: isThere ? 200 : 404)
    }
}
