import Content
import Storage

extension QueryAddress {
    /// The listing of a term, as `?taxonomy=series&term=winter` asks for it; nil where it has nothing that is published.
    func path(ofTerm slug: String, in taxonomy: String) throws -> String? {
        // WordPress calls a format by its long name there.
        let slug = taxonomy == "post_format" && slug.hasPrefix("post-format-") ? String(slug.dropFirst(12)) : slug
        return try library.path(of: .term, oldID: "slug:" + Tag.key(taxonomy: taxonomy, slug: slug))
    }
}
