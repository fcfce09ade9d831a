import Content
private import Foundation

/// What Stet says of a whole magazine in an export of its own, in elements `<stet:data>` of the channel: a key and a value each.
/// WordPress passes over them.
///
/// ```
/// setting:cards_per_page     24
/// author:anna                {"slug": "anna", "path": "/author/anna/", "url": "…", "biography": "…", "picture": "…"}
/// former_site                https://old.example
/// redirect:/old/             /new/
/// gone:/never-again/
/// ```
struct OwnData: Sendable {
    /// What is said of an author besides what WordPress says.
    struct AuthorProfile: Codable, Sendable, Equatable {
        var slug: String
        var path: String
        var url: String
        /// HTML.
        var biography: String
        /// The path of a file.
        var picture: String
    }

    enum Key: Equatable {
        case setting(String)
        case author(login: String)
        /// A site that links in bodies still name: they lead here.
        case formerSite
        case redirect(from: String)
        case gone(String)

        init?(_ text: String) {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = parts.count == 2 ? parts[1] : ""
            switch parts[0] {
            case "setting" where !name.isEmpty: self = .setting(name)
            case "author" where !name.isEmpty: self = .author(login: name)
            case "former_site": self = .formerSite
            case "redirect" where !name.isEmpty: self = .redirect(from: name)
            case "gone" where !name.isEmpty: self = .gone(name)
            default: return nil
            }
        }

        var text: String {
            switch self {
            case .setting(let name): "setting:\(name)"
            case .author(let login): "author:\(login)"
            case .formerSite: "former_site"
            case .redirect(let from): "redirect:\(from)"
            case .gone(let address): "gone:\(address)"
            }
        }
    }

    private(set) var settings: [String: String] = [:]
    private(set) var authors: [String: AuthorProfile] = [:]
    private(set) var formerSites: [String] = []
    /// Addresses that lead on or are gone: many, and read again when all else is here.
    private(set) var addresses = 0

    /// Whether Stet did not write the export.
    var isEmpty: Bool { settings.isEmpty && authors.isEmpty && addresses == 0 }

    /// A hostile file has as many as it likes.
    private static let most = 100_000

    mutating func note(_ row: WXRMeta) {
        switch Key(row.key) {
        case .setting(let name) where settings.count < 1000: settings[name] = row.value
        case .author(let login) where authors.count < OwnData.most:
            authors[login] = try? JSONDecoder().decode(AuthorProfile.self, from: Data(row.value.utf8))
        case .formerSite where formerSites.count < 100: formerSites.append(row.value)
        case .redirect, .gone: addresses += 1
        default: break
        }
    }
}

extension OwnData.AuthorProfile {
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
