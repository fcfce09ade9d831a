/// Something that a page can be made of, as its read notes it, and something that a commit has touched, as the change log has it.
///
/// The names are fine on purpose: a comment drops its article's page and no card of the article, a new article drops the listings
/// that it stands in and the neighbours it has there, and no other page.
package enum Dependency: Hashable, Sendable {
    /// The settings that every page may show.
    case publication
    /// The settings that listings alone know: how many cards to a page.
    case listingSettings
    /// The setting that the front page alone knows: how it begins.
    case frontSettings
    /// What stands on every page: the menu, the top sections, the top pages.
    case navigation
    /// Touched: some menu. What readers see of it is `navigation`.
    case menus
    /// Everything of an article, its text included.
    case article(Int64)
    /// What a card shows of an article.
    case card(Int64)
    /// The same without the teaser and the byline.
    case face(Int64)
    /// Where an article is, and what it is called.
    case link(Int64)
    /// What a page stands below.
    case place(Int64)
    /// What readers wrote below an article.
    case comments(Int64)
    /// What readers wrote last, anywhere.
    case newestComments
    case author(Int64)
    case section(Int64)
    /// What a section is called, and where it is.
    case sectionLink(Int64)
    case tag(Int64)
    case picture(Int64)
    /// Membership and order of a listing, all of it.
    case listing(Listing)
    /// Read: the entries of a listing from one time to another, both included, as they are printed; in milliseconds.
    case stretch(Listing, from: Int64, through: Int64)
    /// Touched: an entry came or went at this time.
    case entry(Listing, at: Int64)
    /// How many pages a listing has.
    case pages(Listing)
    /// Whether anything stands in a listing.
    case presence(Listing)
    /// Which articles are pinned, and in which order.
    case pinned
    /// Which articles are events, and when.
    case events
    /// Who has written how much.
    case contributors
    /// Who has written anything.
    case authors
    /// What the site map says of a stretch of articles, by `SiteMapPart`.
    case mapPart(Int64)
    /// Which parts the site map has, and when each was changed.
    case mapParts
    /// Anything about any picture.
    case pictures
    /// Which sections, tags and authors there are, and where.
    case terms
    /// What an old site called things.
    case origins
    /// What a path means, by the key of its permalink; one that ends in `?`: whether anything there has a query in its address.
    case address(String)
    case upload(String)
    /// What is known about a picture's file, by its name in addresses.
    case image(String)
    /// Which articles say the same in other languages, by what they share.
    case translations(String)
    /// Which articles are the parts of a series, by its name.
    case series(String)
    /// Too much to name: an import's batch.
    case everything

    /// As the change log has it: a letter and what follows. They are parted by spaces.
    package var text: String {
        switch self {
        case .publication: "P"
        case .listingSettings: "L"
        case .frontSettings: "D"
        case .navigation: "N"
        case .menus: "Y"
        case .article(let id): "a\(id)"
        case .card(let id): "c\(id)"
        case .face(let id): "f\(id)"
        case .link(let id): "k\(id)"
        case .place(let id): "b\(id)"
        case .comments(let id): "m\(id)"
        case .newestComments: "M"
        case .author(let id): "w\(id)"
        case .section(let id): "s\(id)"
        case .sectionLink(let id): "h\(id)"
        case .tag(let id): "t\(id)"
        case .picture(let id): "p\(id)"
        case .listing(let listing): "l\(listing.number)"
        case .stretch(let listing, let start, let end): "r\(listing.number)@\(start)@\(end)"
        case .entry(let listing, let time): "d\(listing.number)@\(time)"
        case .pages(let listing): "g\(listing.number)"
        case .presence(let listing): "v\(listing.number)"
        case .pinned: "F"
        case .events: "E"
        case .contributors: "W"
        case .authors: "A"
        case .mapPart(let number): "q\(number)"
        case .mapParts: "Q"
        case .pictures: "I"
        case .terms: "T"
        case .origins: "O"
        case .address(let key): "/" + Dependency.word(key)
        case .upload(let path): "u" + Dependency.word(path)
        case .image(let name): "i" + Dependency.word(name)
        case .translations(let key): "x" + Dependency.word(key)
        case .series(let name): "e" + Dependency.word(name)
        case .everything: "*"
        }
    }

    /// Without white space, and so that decoding gives it back to the letter.
    private static func word(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "%") }) else { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var word: [UInt8] = []
        for byte in text.utf8 {
            if byte <= 0x20 || byte == UInt8(ascii: "%") {
                word += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                word.append(byte)
            }
        }
        return String(decoding: word, as: UTF8.self)
    }

    /// Reads what `text` writes. What another version of the program has written and this one does not know is everything.
    package init(_ text: Substring) {
        let rest = text.dropFirst()
        func number(_ make: (Int64) -> Dependency) -> Dependency { Int64(rest).map(make) ?? .everything }
        func listing(_ make: (Listing) -> Dependency) -> Dependency {
            Int64(rest).flatMap(Listing.init(number:)).map(make) ?? .everything
        }
        switch text.first {
        case "P" where rest.isEmpty: self = .publication
        case "L" where rest.isEmpty: self = .listingSettings
        case "D" where rest.isEmpty: self = .frontSettings
        case "N" where rest.isEmpty: self = .navigation
        case "Y" where rest.isEmpty: self = .menus
        case "M" where rest.isEmpty: self = .newestComments
        case "F" where rest.isEmpty: self = .pinned
        case "E" where rest.isEmpty: self = .events
        case "W" where rest.isEmpty: self = .contributors
        case "A" where rest.isEmpty: self = .authors
        case "Q" where rest.isEmpty: self = .mapParts
        case "I" where rest.isEmpty: self = .pictures
        case "T" where rest.isEmpty: self = .terms
        case "O" where rest.isEmpty: self = .origins
        case "a": self = number(Dependency.article)
        case "c": self = number(Dependency.card)
        case "f": self = number(Dependency.face)
        case "k": self = number(Dependency.link)
        case "b": self = number(Dependency.place)
        case "m": self = number(Dependency.comments)
        case "w": self = number(Dependency.author)
        case "s": self = number(Dependency.section)
        case "h": self = number(Dependency.sectionLink)
        case "t": self = number(Dependency.tag)
        case "p": self = number(Dependency.picture)
        case "q": self = number(Dependency.mapPart)
        case "l": self = listing(Dependency.listing)
        case "g": self = listing(Dependency.pages)
        case "v": self = listing(Dependency.presence)
        case "d", "r":
            let parts = rest.split(separator: "@", omittingEmptySubsequences: false).map { Int64($0) }
            guard let first = parts.first ?? nil, let listing = Listing(number: first) else {
                self = .everything
                return
            }
            switch (text.first, parts.count) {
            case ("d", 2): self = parts[1].map { .entry(listing, at: $0) } ?? .everything
            case ("r", 3):
                guard let start = parts[1], let end = parts[2] else {
                    self = .everything
                    return
                }
                self = .stretch(listing, from: start, through: end)
            default: self = .everything
            }
        case "/": self = .address(PercentEncoding.decoded(String(rest)))
        case "u": self = .upload(PercentEncoding.decoded(String(rest)))
        case "i": self = .image(PercentEncoding.decoded(String(rest)))
        case "x": self = .translations(PercentEncoding.decoded(String(rest)))
        case "e": self = .series(PercentEncoding.decoded(String(rest)))
        default: self = .everything
        }
    }
}
