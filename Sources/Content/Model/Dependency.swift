/// One thing a page was made of, and one thing a commit touched. What meets is forgotten.
package enum Dependency: Hashable, Sendable {
    case publication
    case navigation
    case article(Int64)
    case author(Int64)
    case section(Int64)
    case tag(Int64)
    case picture(Int64)
    /// Membership and order of a listing.
    case listing(Listing)
    /// What a path means, by the key of its permalink.
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

    /// As the change log has it: a letter and what follows. Parted by spaces; no part holds one, because a permalink holds none.
    package var text: String {
        switch self {
        case .publication: "P"
        case .navigation: "N"
        case .article(let id): "a\(id)"
        case .author(let id): "w\(id)"
        case .section(let id): "s\(id)"
        case .tag(let id): "t\(id)"
        case .picture(let id): "p\(id)"
        case .listing(let listing): "l\(listing.number)"
        case .address(let key): "/\(key)"
        case .upload(let path): "u\(path)"
        case .image(let name): "i\(name)"
        case .translations(let key): "x\(key)"
        case .series(let name): "e\(PercentEncoding.encoded(name))"
        case .everything: "*"
        }
    }
}
