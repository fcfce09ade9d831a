import Content
import Storage
import Synchronization

/// Whether a body comes back as it is when the item that an export says of it is read again: what cannot be told from its source
/// alone must be written down.
struct BodyProof {
    private let reader: ItemReader
    private let answers: PictureAnswers
    private let numbers: ExportNumbers

    init(_ publication: Publication, _ site: WXRSite, formerSites: [String], _ numbers: ExportNumbers) {
        let answers = PictureAnswers()
        self.answers = answers
        self.numbers = numbers
        // An address without a host is none of an old site's: then nothing is rewritten.
        let oldSite = OldSite(site)?.joined(by: formerSites)
        reader = ItemReader(
            oldSite: oldSite ?? OldSite.nowhere, basePath: publication.basePath, permalinks: nil,
            languages: ItemLanguage(publication: publication.language, terms: []), source: 0,
            teaserWords: publication.teaserWords, choices: WordPressChoices(), now: Timestamp(stored: 0),
            offset: 0, keepsCommenterData: true, exported: nil, pictureByID: { answers.picture($0) },
            picturesOfItem: { answers.pictures(ofItem: $0) },
            // What players and lists of the old site showed is not looked up here: their bodies are written down.
            fileByID: { _ in nil }, filesOfItem: { _ in [] }, facts: SiteFacts(), termPath: { _, _ in nil }, isOwn: true)
    }

    /// What an import would make of an item; nil where it would leave it out.
    func reading(_ item: WXRItem, _ library: Library) throws -> Article? {
        answers.forget()
        var read = reader.read(item, file: 0)
        // Galleries ask for pictures, and most bodies have none: what was asked for is looked up, and the body read once more.
        while try answers.lookUp(library, numbers) { read = reader.read(item, file: 0) }
        return read.leftOut == nil && read.failure == nil ? read.article : nil
    }
}

/// Pictures that a reader asks for while it reads, which needs no database.
private final class PictureAnswers: Sendable {
    private struct State {
        var pictures: [Int64: GalleryShortcode.Picture?] = [:]
        var items: [Int64: [GalleryShortcode.Picture]] = [:]
        var wantedPictures: Set<Int64> = []
        var wantedItems: Set<Int64> = []
    }

    private let state = Mutex(State())

    func forget() { state.withLock { $0 = State() } }

    func picture(_ number: Int64) -> GalleryShortcode.Picture? {
        state.withLock { state in
            if let known = state.pictures[number] { return known }
            state.wantedPictures.insert(number)
            return nil
        }
    }

    func pictures(ofItem number: Int64) -> [GalleryShortcode.Picture] {
        state.withLock { state in
            if let known = state.items[number] { return known }
            state.wantedItems.insert(number)
            return []
        }
    }

    /// - Returns: whether something was asked for that was not known.
    func lookUp(_ library: Library, _ numbers: ExportNumbers) throws -> Bool {
        let (pictures, items) = state.withLock { ($0.wantedPictures, $0.wantedItems) }
        guard !pictures.isEmpty || !items.isEmpty else { return false }
        var found: [Int64: GalleryShortcode.Picture?] = [:]
        for number in pictures {
            let picture = try numbers.picture(numbered: number).flatMap { try library.picture($0) }
            found[number] = .some(picture.map { GalleryShortcode.Picture($0, number: number) })
        }
        var ofItems: [Int64: [GalleryShortcode.Picture]] = [:]
        for number in items {
            let all = try numbers.article(numbered: number).map { try library.pictures(ofArticle: $0) } ?? []
            ofItems[number] = all.sorted {
                ($0.picture.position, numbers.picture($0.id)) < ($1.picture.position, numbers.picture($1.id))
            }
            .map { GalleryShortcode.Picture($0.picture, number: numbers.picture($0.id)) }
        }
        state.withLock { state in
            state.pictures.merge(found, uniquingKeysWith: { $1 })
            state.items.merge(ofItems, uniquingKeysWith: { $1 })
            (state.wantedPictures, state.wantedItems) = ([], [])
        }
        return true
    }
}

extension GalleryShortcode.Picture {
    init(_ picture: Picture, number: Int64) {
        self.init(
            id: number, url: picture.file, alt: picture.alt, caption: picture.caption.markup,
            width: picture.width.map { Int($0) }, height: picture.height.map { Int($0) }, pagePath: picture.permalink?.text)
    }
}
