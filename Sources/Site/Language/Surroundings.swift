import Synchronization

/// What stands around the content in a language: words, the same for templates, the direction of what is written in it.
struct Surroundings: Sendable {
    let words: Words
    let value: TemplateValue
    /// `ltr` or `rtl`: of the language itself, also where it has no words here.
    let direction: String
}

/// Those that were asked for. A hundred words would otherwise be put together for each page.
final class SurroundingsCache: Sendable {
    private let known = Mutex<[String: Surroundings]>([:])
    /// A magazine has one language at a time; a setting that is changed again and again must not fill the memory.
    private static let most = 64

    func value(for language: String, make: () -> Surroundings) -> Surroundings {
        if let known = known.withLock({ $0[language] }) { return known }
        let made = make()
        known.withLock { if $0.count < SurroundingsCache.most { $0[language] = made } }
        return made
    }
}
