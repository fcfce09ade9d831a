/// What the place of a Markdown file says about it, before it is opened.
struct FolderPlace: Sendable, Hashable {
    var isPage = false
    var isDraft = false
    var slug = ""
    /// From a name such as `2023-02-01-slug.md`.
    var date: FolderDate?
    /// The folders that may be sections or pages above this text, nearest first.
    var folders: [String] = []
    /// The section it is in if the front matter says none and none of `folders` is known to be one.
    var topSection: String?
    /// What the folders say of its sections; `FolderLister` decides.
    var sections: [String] = []
    /// Whether `sections` count besides those of the front matter, and not only in their absence (Jekyll).
    var sectionsAreAdded = false
    /// The page it lies below by its folder, by that page's file and the slug from its name; `FolderLister` decides.
    var parent: Parent?
    /// Where the file's folder is served, from `/` to `/`.
    var directory = "/"
    /// Whether the folder belongs to this text alone (`slug/index.md`).
    var isBundle = false
    /// Whether a file without front matter is no text (Jekyll serves it as it stands).
    var needsFrontMatter = false
    /// Whether the words of the slug are a title of last resort (Jekyll).
    var titleFromSlug = false
    /// Whether a text alone is a list of words (Jekyll's `categories: news local`).
    var splitsWords = false

    struct Parent: Sendable, Hashable {
        let file: String
        let slug: String
    }
}

/// What a Markdown file is by its place.
enum FolderRole: Sendable, Hashable {
    case document(FolderPlace)
    case section(slug: String, parent: String?)
    case author(slug: String)
    /// The home page, or the listing of a whole folder: it has no text of its own in Stet.
    case listing
    case refused(reason: String)
}

extension FolderPlace {
    /// What a file is by its path inside the root, part by part, of which the last is the file.
    static func role(of parts: [String], in convention: FolderConvention) -> FolderRole {
        switch convention {
        case .jekyll: jekyll(parts)
        case .content: content(Array(parts.dropFirst()), isPlain: false)
        case .plain: content(parts, isPlain: true)
        }
    }

    /// Folders that say what kind of text is in them, and are no section.
    static let articleFolders: Set<String> = ["articles", "posts", "post", "blog"]
    static let pageFolders: Set<String> = ["pages", "page"]
}

/// Hugo's layout and ours, below `content/` (gohugo.io/content-management/organization).
extension FolderPlace {
    private static func content(_ parts: [String], isPlain: Bool) -> FolderRole {
        guard let file = parts.last else { return .listing }
        var folders = Array(parts.dropLast())
        let stem = stem(of: file)
        let isInPages = folders.first.map(pageFolders.contains) ?? false
        var place = FolderPlace()
        place.directory = "/" + folders.map { $0 + "/" }.joined()
        if stem == "_index" {
            guard isInPages, folders.count >= 2, let slug = folders.popLast() else { return branch(folders) }
            place.slug = slug
        } else if stem == "index", let name = folders.popLast() {
            place.isBundle = true
            (place.date, place.slug) = datedName(name)
        } else {
            (place.date, place.slug) = datedName(stem)
        }
        place.isPage = isInPages || (folders.isEmpty && !isPlain)
        place.folders = folders.reversed()
        if let top = folders.first, isInPages || articleFolders.contains(top) {
            place.folders.removeLast()
        } else {
            place.topSection = folders.first
        }
        return .document(place)
    }

    /// `_index.md`, which is about its folder; Hugo's taxonomies have one for each term.
    private static func branch(_ folders: [String]) -> FolderRole {
        guard let top = folders.first, let slug = folders.last else { return .listing }
        switch top {
        case "tags": return .listing
        case "categories", "sections": return folders.count == 2 ? .section(slug: slug, parent: nil) : .listing
        case "authors": return folders.count == 2 ? .author(slug: slug) : .listing
        default:
            if folders.count == 1, articleFolders.contains(top) || pageFolders.contains(top) { return .listing }
            let parent = folders.dropLast().last.flatMap { articleFolders.contains($0) ? nil : $0 }
            return .section(slug: slug, parent: parent)
        }
    }
}

/// Jekyll's layout.
extension FolderPlace {
    private static func jekyll(_ parts: [String]) -> FolderRole {
        guard let file = parts.last else { return .listing }
        let folders = Array(parts.dropLast())
        var place = FolderPlace()
        place.directory = "/" + folders.map { $0 + "/" }.joined()
        place.splitsWords = true
        (place.date, place.slug) = datedName(stem(of: file))
        if let index = folders.firstIndex(where: { $0 == "_posts" || $0 == "_drafts" }) {
            place.directory = "/"
            place.sections = Array(folders[..<index])
            place.sectionsAreAdded = true
            place.isDraft = folders[index] == "_drafts"
            place.titleFromSlug = true
            return .document(place)
        }
        if let own = folders.first(where: { $0.utf8.first == UInt8(ascii: "_") }) {
            return .refused(reason: "`\(own)` is a collection of Jekyll's: only `_posts` and `_drafts` are read")
        }
        place.isPage = true
        place.needsFrontMatter = true
        if place.slug == "index" {
            guard let name = folders.last else { return .refused(reason: "the front page: not read as a page") }
            place.slug = name
            place.folders = folders.dropLast().reversed()
        } else {
            place.folders = folders.reversed()
        }
        return .document(place)
    }
}

/// Names of files.
extension FolderPlace {
    /// Whether the name ends as Markdown does, in any case.
    static func isMarkdown(_ file: String) -> Bool {
        ["md", "markdown"].contains(pathExtension(of: file))
    }

    /// What follows the last full stop, in small letters.
    static func pathExtension(of file: String) -> String {
        guard let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return file[file.utf8.index(after: dot)...].lowercased()
    }

    private static func stem(of file: String) -> String {
        guard let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")) else { return file }
        return String(file[..<dot])
    }

    /// `2023-02-01-slug` parted; a name without a day of the calendar in front is all slug.
    private static func datedName(_ name: String) -> (date: FolderDate?, slug: String) {
        let bytes = Array(name.utf8)
        guard bytes.count > 11, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "-") || bytes[10] == UInt8(ascii: "_"),
            let date = FolderDate(String(decoding: bytes[..<10], as: UTF8.self))
        else { return (nil, name) }
        return (date, String(decoding: bytes[11...], as: UTF8.self))
    }
}
