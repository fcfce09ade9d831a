package import Content
package import Storage
import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The readers' site: a path in, a page out. It knows no requests, users or sessions.
package struct Site: Sendable {
    private let store: Store
    private let themes: ThemeSource
    private let lastLanguage = LastLanguage()
    private let now: @Sendable () -> Timestamp
    /// Where the magazine says that it lives; nil: where its settings say.
    private let baseURL: String?
    /// Whether an article without a picture has a card of its own where it is shared, and not the magazine's.
    let drawsCards: Bool

    package init(store: Store, theme: Theme, now: @escaping @Sendable () -> Timestamp = Site.systemClock) {
        self.init(store: store, themes: ThemeSource(theme), now: now)
    }

    /// - Parameters:
    ///   - now: the clock, which the news site map alone asks.
    ///   - baseURL: what absolute addresses begin with in the place of the setting, with the same path.
    ///   - drawsCards: whether an article without a picture has a card of its own where it is shared, and not the magazine's.
    package init(
        store: Store, themes: ThemeSource, now: @escaping @Sendable () -> Timestamp = Site.systemClock, baseURL: String? = nil,
        drawsCards: Bool = true
    ) {
        self.store = store
        self.themes = themes
        self.now = now
        self.baseURL = baseURL
        self.drawsCards = drawsCards
    }

    package static let systemClock: @Sendable () -> Timestamp = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(stored: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// What an address says, from one snapshot of the magazine.
    ///
    /// - Parameters:
    ///   - path: the path asked for, starting with `/`.
    ///   - query: the query as written, without `?`.
    ///   - parameters: the same, decoded.
    ///   - host: which host was asked. Only one thing comes of it: with `www.` where the magazine has none, or without where it has
    ///     one, a reader is led to the magazine's own.
    package func answer(
        path: String, query: String? = nil, parameters: [(name: String, value: String)] = [], host: String? = nil
    ) async throws -> Answer {
        try await store.read { library in
            let answer = try answer(path: path, query: query, parameters: parameters, from: library)
            guard let host else { return answer }
            return try SiteHost(library.publication().origin).answer(answer, asked: host, path, query)
        }
    }

    /// What an address says to everybody, whatever host was asked and whatever was added to the address; with what it was made of.
    package func made(path: String) async throws -> MadeAnswer {
        try await store.read { library in
            let (answer, idle) = try answerForAll(path, from: library)
            let origin = try library.publication().origin
            return MadeAnswer(
                answer: answer, commit: try library.lastCommit(), dependencies: library.dependencies, origin: origin,
                otherHost: SiteHost.other(than: origin), idle: idle)
        }
    }

    private func answerForAll(_ path: String, from library: Library) throws -> (Answer, IdleParameters) {
        do {
            try library.announceQueries(at: Router.key(ofQueriesAt: path))
            let router = try router(path: path, query: nil, parameters: [], from: library)
            return (try router.answer(path: path), try router.idleParameters(at: path))
        } catch let error as ThemeError where themes.reloads {
            return (.page(ThemeFaultPage(error: error, source: themes).page()), .none)
        }
    }

    /// What a query asks for at a path; nil where it says nothing that we know, and the path alone counts.
    package func asked(
        path: String, query: String, parameters: [(name: String, value: String)], host: String?
    ) async throws -> Answer? {
        try await store.read { library in
            let router = try router(path: path, query: query, parameters: parameters, from: library)
            guard let answer = try router.asked(path, query) else { return nil }
            return leading(answer, to: host, path, query, origin: try library.publication().origin)
        }
    }

    /// The answer, or the way to the magazine's own host.
    package func leading(_ answer: Answer, to host: String?, _ path: String, _ query: String?, origin: String) -> Answer {
        guard let host else { return answer }
        return SiteHost(origin).answer(answer, asked: host, path, query)
    }

    /// Where an address leads that was asked for with a query: what was added to it goes along.
    package static func location(_ location: String, with query: String?) -> String {
        guard let query, location.hasPrefix("/"), !location.contains("?") else { return location }
        return PathText.adding(query, to: location)
    }

    /// An address at the magazine's own host.
    package static func location(of path: String, with query: String?, at origin: String) -> String {
        origin + PathText.adding(query ?? "", to: PercentEncoding.encoded(path))
    }

    /// Whether what was made once may be sent again: not while a theme is being worked on.
    package var mayKeep: Bool { !themes.reloads }

    private func router(
        path: String, query: String?, parameters: [(name: String, value: String)], from library: Library
    ) throws -> Router {
        try library.announcePage(
            at: Permalink.key(of: path), topSections: Library.navigationSections, topPages: Library.navigationPages)
        let publication = try publication(from: library)
        lastLanguage.note(publication.language)
        return Router(
            library: library, theme: try themes.theme(), publication: publication, query: query, parameters: parameters,
            now: now(), drawsCards: drawsCards)
    }

    /// The same from a snapshot at hand.
    package func answer(
        path: String, query: String?, parameters: [(name: String, value: String)], from library: Library
    ) throws -> Answer {
        do {
            return try router(path: path, query: query, parameters: parameters, from: library).answer(path: path)
        } catch let error as ThemeError where themes.reloads {
            return .page(ThemeFaultPage(error: error, source: themes).page())
        }
    }

    /// Whether what an address leads to is but the likeliest thing, as where only the beginning of a slug is right.
    package func isGuess(
        path: String, query: String?, parameters: [(name: String, value: String)], from library: Library
    ) throws -> Bool {
        try Router(
            library: library, theme: try themes.theme(), publication: publication(from: library), query: query,
            parameters: parameters,
            now: now(), drawsCards: drawsCards
        ).isGuess(path)
    }

    /// The publication's settings, as its pages have them.
    package func publication(from library: Library) throws -> Publication {
        var publication = try library.publication()
        if let baseURL { publication.baseURL = baseURL }
        return publication
    }

    func theme() throws -> Theme { try themes.theme() }

    /// The forms of pictures that readers of the newest articles ask for first, in the order in which they are wanted.
    package func firstPictures() async throws -> [PictureAnswer] {
        try await store.read { try FirstPictures(library: $0).forms() }
    }

    /// What a reader is told where no page can be made.
    package enum Sentence: String, Sendable {
        case failed, noAddress, noPicture, nothingHere, pictureLater, tooLong, unavailable
    }

    /// A sentence in the publication's language, and that language. Nothing is read for it: the database may be what fails.
    package func sentence(_ sentence: Sentence) -> (text: String, language: String) {
        let words = themes.vocabulary.words(in: lastLanguage.value)
        return (words.text(sentence.rawValue), words.language.formatted)
    }
}

/// The publication's language as the last page had it; English until there was one.
private final class LastLanguage: Sendable {
    private let language = Mutex("en")

    var value: String { language.withLock { $0 } }

    func note(_ language: String) {
        self.language.withLock { if $0 != language { $0 = language } }
    }
}
