/// Whose layout a folder follows.
enum FolderConvention: Sendable, Hashable {
    /// Texts in `content/`, files in `static/`, lists in `data/`: ours and Hugo's.
    case content
    /// Texts in `_posts/`, pages and files anywhere (jekyllrb.com/docs/structure).
    case jekyll
    /// A folder of Markdown files.
    case plain

    /// - Parameters:
    ///   - files: the files at the root.
    ///   - folders: the folders at the root.
    init(files: Set<String>, folders: Set<String>) {
        let hasJekyllSettings = files.contains("_config.yml") || files.contains("_config.yaml")
        if folders.contains("_posts"), hasJekyllSettings {
            self = .jekyll
        } else if folders.contains("content") {
            self = .content
        } else if folders.contains("_posts") || hasJekyllSettings {
            self = .jekyll
        } else {
            self = .plain
        }
    }

    /// Whether a folder holds anything for us, by its path inside the root.
    func enters(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard let top = parts.first, let last = parts.last else { return true }
        switch self {
        case .content:
            return ["content", "static", "data", "config"].contains(top)
        case .jekyll:
            // What Jekyll leaves out by itself (`exclude` in its settings) and where it keeps what is no text.
            let left = ["_includes", "_layouts", "_plugins", "_sass", "_site", "node_modules", "vendor"]
            return !left.contains(last)
        case .plain:
            return last != "node_modules"
        }
    }

    /// The settings, the first that is there counting.
    static let settings: [(file: String, origin: FolderPublication.Origin)] = [
        ("publication.yaml", .stet), ("publication.yml", .stet),
        ("hugo.yaml", .hugo), ("hugo.yml", .hugo), ("config.yaml", .hugo), ("config.yml", .hugo),
        ("config/_default/hugo.yaml", .hugo), ("config/_default/config.yaml", .hugo),
        ("_config.yml", .jekyll), ("_config.yaml", .jekyll),
    ]

    /// Settings we know of and cannot read.
    static let unreadableSettings = [
        "hugo.toml", "config.toml", "hugo.json", "config.json", "config/_default/hugo.toml",
        "config/_default/config.toml", "_config.toml",
    ]
}
