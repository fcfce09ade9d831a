import Content
private import Foundation

extension WordPressImport {
    /// Asks the old site how it calls its authors in addresses, where it may be asked and the export does not tell: first its
    /// list of users (`/wp-json/wp/v2/users`), and where that is closed its map of authors (`/wp-sitemap-users-1.xml`).
    mutating func askForAuthors() throws {
        guard let fetch = options.fetch, storesFiles else { return }
        let isOpen = survey.authors.contains { author in
            !author.login.isEmpty && !nicenames.nicename(login: author.login, id: nil, name: "").isKnown
        }
        guard isOpen else { return }
        var asked = 0
        for page in 1...WordPressImport.mostUserPages {
            let address = "\(survey.oldSite.url)/wp-json/wp/v2/users?per_page=100&page=\(page)"
            guard let users = try users(at: address, fetch) else { break }
            for user in users {
                nicenames.add(user.profile, of: user.id)
                asked += 1
            }
            if users.count < 100 { break }
        }
        if asked == 0, let map = try document(at: survey.oldSite.url + "/wp-sitemap-users-1.xml", fetch) {
            for slug in WordPressImport.authorSlugs(in: map) { nicenames.add(listed: slug) }
        }
    }

    private static let mostUserPages = 50
    /// Bytes of an answer; a hundred users are far less.
    private static let longestAnswer = 8 << 20

    private struct User: Decodable {
        var id: Int64
        var slug: String
        var name: String?
        var description: String?
        var url: String?

        var profile: Nicenames.Profile {
            Nicenames.Profile(slug: slug, name: name ?? "", biography: description ?? "", url: url ?? "")
        }
    }

    private func users(at address: String, _ fetch: any FileFetch) throws -> [User]? {
        guard let document = try document(at: address, fetch) else { return nil }
        return try? JSONDecoder().decode([User].self, from: Data(document))
    }

    /// The bytes at an address; nil where nothing of use is there.
    private func document(at address: String, _ fetch: any FileFetch) throws -> [UInt8]? {
        var document: [UInt8]?
        let wanted = WantedFile(address: address, served: "")
        try fetch.fetch([wanted], isCancelled: monitor.isCancelled) { _, result in
            guard case .success(let path) = result else { return }
            defer { try? FileManager.default.removeItem(atPath: path) }
            guard FileSize.of(path) <= WordPressImport.longestAnswer else { return }
            document = FileManager.default.contents(atPath: path).map { Array($0) }
        }
        return document
    }

    /// The last parts of the addresses in a site map.
    static func authorSlugs(in map: [UInt8]) -> [String] {
        String(decoding: map, as: UTF8.self).components(separatedBy: "<loc>").dropFirst().compactMap { rest in
            let address = rest.prefix { $0 != "<" }
            return address.split(separator: "/").last.map(String.init)
        }
    }
}
