import Content
package import Storage

/// The readers' site: a path in, a page out. It knows no requests, users or sessions.
package struct Site: Sendable {
    private let store: Store
    private let theme: Theme

    package init(store: Store, theme: Theme) {
        self.store = store
        self.theme = theme
    }

    /// What an address says, from one snapshot of the magazine.
    ///
    /// - Parameters:
    ///   - path: the path asked for, starting with `/`.
    ///   - query: the query as written, without `?`.
    ///   - parameters: the same, decoded.
    package func answer(
        path: String, query: String? = nil, parameters: [(name: String, value: String)] = []
    ) async throws -> Answer {
        try await store.read { library in
            try answer(path: path, query: query, parameters: parameters, from: library)
        }
    }

    /// The same from a snapshot at hand.
    package func answer(
        path: String, query: String?, parameters: [(name: String, value: String)], from library: Library
    ) throws -> Answer {
        try library.announcePage(at: Permalink.key(of: path), topSections: Frame.mostSections, topPages: Frame.mostPages)
        var router = Router(library: library, theme: theme, publication: try library.publication())
        return try router.answer(path: path, query: query, parameters: parameters)
    }
}
