/// Addresses of WordPress's own machinery, which has nothing for readers.
enum OldFurniture {
    /// - Parameter rest: a path below the front page's.
    static func contains(_ rest: Substring) -> Bool {
        let parts = rest.split(separator: "/")
        guard let first = parts.first else { return false }
        if folders.contains(String(first)) { return true }
        if first == "wp-content" { return parts.count > 1 && parts[1] != "uploads" && parts[1] != "files" }
        guard let last = parts.last else { return false }
        return programs.contains(String(last)) || (parts.count == 1 && doors.contains(String(first)))
    }

    private static let folders: Set<String> = ["wp-admin", "wp-includes", "wp-json"]

    /// At any depth: sites live in folders.
    private static let programs: Set<String> = [
        "wp-login.php", "wp-register.php", "wp-signup.php", "wp-activate.php", "wp-cron.php", "wp-trackback.php",
        "wp-comments-post.php",
        "wp-links-opml.php", "wp-mail.php", "wp-config.php", "wp-settings.php", "wp-load.php", "wp-blog-header.php",
        "wp-comments-popup.php", "wp-app.php", "xmlrpc.php", "wlwmanifest.xml", "wp-sitemap.xsl", "wp-sitemap-index.xsl",
        "main-sitemap.xsl",
    ]

    /// Short cuts to the two above (`wp_redirect_admin_locations`).
    private static let doors: Set<String> = ["login", "admin", "dashboard"]
}
