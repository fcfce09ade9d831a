import Content

/// What becomes of a taxonomy of an old site, besides its categories and tags.
enum WordPressTaxonomy: Equatable {
    /// Listings of its terms below a path; `isShown` says whether articles name them.
    case listings(path: String, isShown: Bool)
    case tags
    /// Its terms say in which language things are, or who wrote them: that is read where they stand.
    case read
    case leftOut(reason: String)

    /// - Parameter basePath: the path below which the magazine has its listings.
    init(_ name: String, choices: WordPressChoices, basePath: String) {
        switch choices.taxonomies[name] {
        case .tags?:
            self = .tags
            return
        case .path(let path)?:
            self = .listings(path: path, isShown: true)
            return
        case WordPressChoices.Taxonomy.none?:
            self = .leftOut(reason: "--map-taxonomy says that “\(name)” is left out")
            return
        case nil: break
        }
        if ItemLanguage.taxonomies.contains(name) || name == CoAuthors.taxonomy {
            self = .read
        } else if name == "post_format" {
            self = .listings(path: basePath + "/type/", isShown: false)
        } else if WordPressTaxonomy.furniture.contains(name) {
            self = .leftOut(reason: "“\(name)” is a part of WordPress's or a plugin's own furniture, not content")
        } else if let base = Slug(name)?.text ?? Slug(WordPressSlug.sanitized(name))?.text {
            // WordPress's own address where the plugin says no other (`register_taxonomy`, wp-includes/taxonomy.php).
            self = .listings(path: "\(basePath)/\(base)/", isShown: true)
        } else {
            self = .leftOut(reason: "a taxonomy without a name")
        }
    }

    /// `video` for `post-format-video`: the address of a format has the short form.
    static func slug(_ slug: String, in taxonomy: String) -> String {
        let prefix = "post-format-"
        return taxonomy == "post_format" && slug.hasPrefix(prefix) ? String(slug.dropFirst(prefix.count)) : slug
    }

    /// Taxonomies by which WordPress and plugins keep their own things in order; no reader has seen them.
    private static let furniture: Set<String> = [
        "nav_menu", "link_category", "wp_theme", "wp_template_part_area", "wp_pattern_category", "post_status",
        "term_language", "term_translations", "translation_priority", "following_users", "following_usergroups",
        "ef_usergroup", "ef_editorial_meta", "pp_usergroup", "action-group", "yst_prominent_words", "amp_validation_error",
        "amp_template", "elementor_library_type", "elementor_library_category", "elementor_font_type", "product_type",
        "product_visibility", "product_shipping_class", "fl-builder-template-type", "fl-builder-template-category",
        "layout_category", "layout_tag", "layout_pack", "layout_type", "scope", "module_width", "flamingo_contact_tag",
        "flamingo_inbound_channel", "wpforms_log_type", "wpcode_type", "wpcode_location", "wpcode_tags", "media_folder",
        "wp_onboarding_task",
    ]
}
