import Content

/// What a page will ask for, said beforehand: a database on a server is then asked for all of it in one go, and a page costs a few
/// journeys instead of a dozen. What is announced and not asked for is only a little wasted; nothing depends on it.
extension Library {
    /// The beginning of every page: settings, the meaning of its address, and what stands on every page.
    package func announcePage(at key: String, topSections: Int64, topPages: Int64) throws {
        try connection.engine.announce([
            Statement(Library.settingsSQL, []), Statement(Library.destinationSQL, [.text(key)]),
            Statement(Library.topSectionsSQL, [.int(topSections)]), Statement(Library.topPagesSQL, [.int(topPages)]),
        ])
    }

    /// What decides whether a query means anything at an address.
    package func announceQueries(at key: String) throws {
        try connection.engine.announce([
            Statement(Library.queriesSQL, Library.queriesValues(key)), Statement(Library.sourcesSQL, []),
        ])
    }

    /// An article with all that its page shows.
    package func announceArticle(_ id: Int64) throws {
        try connection.engine.announce([
            Statement(Library.articleSQL, [.int(id)]), Statement(Library.bylinesSQL(1), [.int(id)]),
            Statement(Library.commentsSQL, [.int(id)]), Statement(Library.sectionsOfArticleSQL, [.int(id)]),
            Statement(Library.tagsOfArticleSQL, [.int(id)]), Statement(Library.translationsSQL, [.int(id)]),
            Statement(Library.correctionsSQL, [.int(id)]),
        ])
    }
}
