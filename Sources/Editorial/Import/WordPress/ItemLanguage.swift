import Content

/// In which language an item is, and of what it is a translation, as the two plugins say it that most sites use:
///
/// - Polylang: terms of the taxonomies `language`, whose description holds the locale, and `post_translations`, one for each
///   group (https://github.com/polylang/polylang, `src/translated-post.php`).
/// - WPML, as its own exports have it: the fields `_wpml_import_language_code` and `_wpml_import_translation_group`
///   (https://wpml.org/documentation/related-projects/wpml-export-and-import/).
struct ItemLanguage: Sendable {
    /// The magazine's own language.
    private let publication: LanguageTag?
    /// Polylang's languages by the slugs of their terms.
    private let languages: [String: LanguageTag]

    /// The taxonomies whose terms say nothing but this.
    static let taxonomies: Set<String> = ["language", "post_translations"]

    init(publication: String, terms: [WXRTerm]) {
        self.publication = LanguageTag(publication)
        var languages: [String: LanguageTag] = [:]
        for term in terms where term.taxonomy == "language" {
            guard case .string(let locale)? = PHPValue(term.description)?["locale"] else { continue }
            languages[term.slug] = LanguageTag(wordPressLocale: locale)
        }
        self.languages = languages
    }

    /// The item's own language; empty for the magazine's, and where nothing is said.
    func language(of item: WXRItem) -> String {
        let term = item.terms.first { $0.domain == "language" }?.nicename
        let field = ItemLanguage.value("_wpml_import_language_code", of: item)
        let tag =
            term.flatMap { languages[$0] ?? LanguageTag(wordPressLocale: $0) }
            ?? field.flatMap(LanguageTag.init(wordPressLocale:))
        // `en` in a magazine in `en-US` is the magazine's.
        guard let tag, publication?.lookup.contains(tag.text) != true else { return "" }
        return tag.formatted
    }

    /// The name of its group; nil where it has none.
    func group(of item: WXRItem) -> String? {
        if let term = item.terms.first(where: { $0.domain == "post_translations" }), !term.nicename.isEmpty {
            return term.nicename
        }
        return ItemLanguage.value("_wpml_import_translation_group", of: item).map { "wpml:" + $0 }
    }

    private static func value(_ key: String, of item: WXRItem) -> String? {
        guard let value = item.meta.first(where: { $0.key == key })?.value.trimmed, !value.isEmpty else { return nil }
        return value
    }
}
