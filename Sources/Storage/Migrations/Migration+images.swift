extension Migration {
    /// What pictures are, by the SHA-256 of their bytes, found once when they come in.
    static let images = Migration(
        name: "images",
        statements: [
            // `name` is the beginning of the digest, for addresses. Sizes are upright, in pixels; the focal point is in
            // thousandths of width and height. What the file itself says about the picture is kept here; `dropped` says what is
            // kept from readers.
            """
            CREATE TABLE image (
                digest TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, format TEXT NOT NULL, width BIGINT NOT NULL,
                height BIGINT NOT NULL, frames BIGINT NOT NULL, has_alpha BIGINT NOT NULL, fallback TEXT NOT NULL,
                color TEXT NOT NULL, focal_x BIGINT NOT NULL, focal_y BIGINT NOT NULL,
                is_focal_chosen BIGINT NOT NULL, title TEXT NOT NULL, credit TEXT NOT NULL, license TEXT NOT NULL,
                caption TEXT NOT NULL, alt TEXT NOT NULL, dropped TEXT NOT NULL) WITHOUT ROWID
            """,
            // The smaller copies that an old site had made, by their addresses: those answer, and no other size that somebody asks for.
            """
            CREATE TABLE image_variant (
                path TEXT PRIMARY KEY, file TEXT NOT NULL, width BIGINT NOT NULL, height BIGINT NOT NULL) WITHOUT ROWID
            """,
            // By decision without alt text; one without either is missing it.
            "ALTER TABLE picture ADD COLUMN is_decorative BIGINT NOT NULL DEFAULT 0",
        ])
}
