extension Migration {
    /// The smaller copies of a picture are found without reading those of all: an export asks for them picture by picture.
    static let variants = Migration(
        name: "variants", statements: ["CREATE INDEX image_variant_by_file ON image_variant (file)"])
}
