extension Migration {
    /// The tables Stet began with. Times are milliseconds: `*_at` in UTC, `dated` as printed. Truth is 0 or 1.
    static let firstTables = Migration(
        name: "first tables",
        statements: [
            // The publication's settings, by name.
            "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",

            // Old sites, and what each of their things has become here. Identity is the site and its own id.
            "CREATE TABLE source (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE)",
            """
            CREATE TABLE origin (
                source_id BIGINT NOT NULL REFERENCES source (id), kind TEXT NOT NULL, old_id TEXT NOT NULL,
                target_id BIGINT NOT NULL, digest TEXT NOT NULL,
                PRIMARY KEY (source_id, kind, old_id)) WITHOUT ROWID
            """,

            """
            CREATE TABLE author (
                id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email TEXT NOT NULL, url TEXT NOT NULL,
                biography TEXT NOT NULL, picture TEXT NOT NULL, path TEXT NOT NULL)
            """,
            """
            CREATE TABLE section (
                id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
                parent_id BIGINT REFERENCES section (id), summary TEXT NOT NULL, path TEXT NOT NULL)
            """,
            """
            CREATE TABLE tag (
                id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, summary TEXT NOT NULL, path TEXT NOT NULL)
            """,

            // Files by the path they are served at; their bytes are in the file store, under `digest`.
            """
            CREATE TABLE upload (
                path TEXT PRIMARY KEY, digest TEXT NOT NULL, size BIGINT NOT NULL, media_type TEXT NOT NULL,
                modified_at BIGINT NOT NULL) WITHOUT ROWID
            """,
            // `article_id` is a plain number: an export may name an article that it does not hold.
            """
            CREATE TABLE picture (
                id INTEGER PRIMARY KEY, title TEXT NOT NULL, slug TEXT NOT NULL, path TEXT, file TEXT NOT NULL, alt TEXT NOT NULL,
                caption TEXT NOT NULL, credit TEXT NOT NULL, summary TEXT NOT NULL, width BIGINT, height BIGINT,
                article_id BIGINT, position BIGINT NOT NULL)
            """,
            "CREATE INDEX picture_by_article ON picture (article_id, position, id)",
            "CREATE INDEX picture_by_file ON picture (file)",

            """
            CREATE TABLE article (
                id INTEGER PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, is_listed BIGINT NOT NULL, slug TEXT NOT NULL,
                path TEXT, headline TEXT NOT NULL, standfirst TEXT NOT NULL, teaser TEXT NOT NULL, language TEXT NOT NULL,
                dated BIGINT NOT NULL, published_at BIGINT, modified_at BIGINT,
                picture_id BIGINT REFERENCES picture (id), picture_caption TEXT NOT NULL,
                section_id BIGINT REFERENCES section (id), parent_id BIGINT, position BIGINT NOT NULL,
                is_pinned BIGINT NOT NULL, comments_open BIGINT NOT NULL, password TEXT NOT NULL, original_type TEXT NOT NULL,
                guid TEXT NOT NULL, revision BIGINT NOT NULL)
            """,
            "CREATE INDEX article_by_slug ON article (slug)",
            "CREATE INDEX article_by_kind ON article (kind, status, position, id)",
            // Saved states of an article. `article.revision` names the one that is shown.
            """
            CREATE TABLE revision (
                article_id BIGINT NOT NULL REFERENCES article (id), number BIGINT NOT NULL,
                source TEXT NOT NULL, source_format TEXT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (article_id, number))
            """,
            """
            CREATE TABLE article_section (
                article_id BIGINT NOT NULL REFERENCES article (id), position BIGINT NOT NULL,
                section_id BIGINT NOT NULL REFERENCES section (id),
                PRIMARY KEY (article_id, position)) WITHOUT ROWID
            """,
            """
            CREATE TABLE article_tag (
                article_id BIGINT NOT NULL REFERENCES article (id), position BIGINT NOT NULL,
                tag_id BIGINT NOT NULL REFERENCES tag (id),
                PRIMARY KEY (article_id, position)) WITHOUT ROWID
            """,
            """
            CREATE TABLE article_author (
                article_id BIGINT NOT NULL REFERENCES article (id), position BIGINT NOT NULL,
                author_id BIGINT NOT NULL REFERENCES author (id),
                PRIMARY KEY (article_id, position)) WITHOUT ROWID
            """,
            """
            CREATE TABLE talk (
                article_id BIGINT PRIMARY KEY REFERENCES article (id), media_url TEXT NOT NULL, duration TEXT NOT NULL,
                speakers TEXT NOT NULL)
            """,
            """
            CREATE TABLE event (
                article_id BIGINT PRIMARY KEY REFERENCES article (id), starts BIGINT NOT NULL, ends BIGINT,
                place TEXT NOT NULL, address TEXT NOT NULL)
            """,
            """
            CREATE TABLE comment (
                id INTEGER PRIMARY KEY, article_id BIGINT NOT NULL REFERENCES article (id), number BIGINT NOT NULL,
                parent_number BIGINT NOT NULL, author_name TEXT NOT NULL, author_email TEXT NOT NULL, author_url TEXT NOT NULL,
                author_address TEXT NOT NULL, dated BIGINT NOT NULL, written_at BIGINT, body TEXT NOT NULL, source TEXT NOT NULL,
                status TEXT NOT NULL, kind TEXT NOT NULL)
            """,
            "CREATE UNIQUE INDEX comment_by_article ON comment (article_id, number)",

            "CREATE TABLE menu (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL)",
            """
            CREATE TABLE menu_entry (
                id INTEGER PRIMARY KEY, menu_id BIGINT NOT NULL REFERENCES menu (id), parent_id BIGINT, position BIGINT NOT NULL,
                label TEXT NOT NULL, kind TEXT NOT NULL, target_id BIGINT, address TEXT NOT NULL)
            """,
            "CREATE INDEX menu_entry_by_menu ON menu_entry (menu_id, position, id)",

            // What each address means, by the key of its permalink. A redirect has its target in `location`.
            """
            CREATE TABLE address (
                key TEXT PRIMARY KEY, kind TEXT NOT NULL, target_id BIGINT NOT NULL, location TEXT NOT NULL) WITHOUT ROWID
            """,

            // Who stands in which listing, in its order, and how many in each month: page 8,000 is found by adding months
            // instead of stepping over 96,000 rows.
            """
            CREATE TABLE listing_entry (
                listing BIGINT NOT NULL, dated BIGINT NOT NULL, article_id BIGINT NOT NULL,
                PRIMARY KEY (listing, dated, article_id)) WITHOUT ROWID
            """,
            """
            CREATE TABLE listing_month (
                listing BIGINT NOT NULL, month BIGINT NOT NULL, entries BIGINT NOT NULL,
                PRIMARY KEY (listing, month)) WITHOUT ROWID
            """,

            // The change log: what each commit touched. Whoever keeps pages reads it and nothing else.
            "CREATE TABLE change (id INTEGER PRIMARY KEY, touched TEXT NOT NULL)",
        ])
}
