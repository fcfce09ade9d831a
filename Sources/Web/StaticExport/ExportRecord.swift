import Content
import Crypto

/// What is known of one exported address: what lies there, and what it was made of.
struct ExportRecord: Sendable, Equatable {
    enum Kind: UInt8 {
        /// Bytes of any kind under their own name.
        case file = 1
        case page = 2
        /// A page that leads on.
        case leading = 3
        /// An address that leads on and has no file.
        case leadingOnly = 4
        /// Gone by decision: no file either.
        case gone = 5
        /// A form of a picture or a style sheet, there because a page names it.
        case named = 6
        /// Nothing any more.
        case removed = 7
        /// No file, though the magazine has something there: its file could not be read, or another address has its place.
        case lacking = 8
    }

    var address: String
    /// Of the text of what it belongs to.
    var owner: UInt64
    var kind: Kind
    /// What is written before what links to it: lower numbers first.
    var rank: UInt8
    /// Whether time alone can make it wrong.
    var isFleeting = false
    var digest = ExportDigest()
    /// Where it leads.
    var location = ""
    /// Of all it was made of but stretches, and of all forms of pictures that it names; sorted.
    var marks: [UInt64] = []
    /// The stretches of listings that it was made of; sorted.
    var stretches: [Stretch] = []

    /// Entries of a listing from one time to another, as `Dependency.stretch` has them.
    struct Stretch: Sendable, Equatable {
        var listing: Int64
        var start: Int64
        var end: Int64
    }

    /// What the file has room for. What was made of more is made anew with every commit.
    static let mostStretches = 255

    var hash: UInt64 { ExportMark.address(address) }

    /// Notes what it was made of.
    mutating func note(_ dependencies: Set<Dependency>) {
        var all = Set(marks)
        for dependency in dependencies {
            if case .stretch(let listing, let start, let end) = dependency {
                stretches.append(Stretch(listing: listing.number, start: start, end: end))
            } else {
                all.insert(ExportMark.dependency(dependency.text))
            }
        }
        if stretches.count > ExportRecord.mostStretches {
            stretches = []
            all.insert(ExportMark.dependency(Dependency.everything.text))
        }
        stretches.sort { ($0.listing, $0.start, $0.end) < ($1.listing, $1.start, $1.end) }
        marks = all.sorted()
    }

    /// Its file below the folder; nil where it has none.
    var file: String? {
        switch kind {
        case .file, .named: try? ExportPlace.file(of: address, isPage: false)
        case .page, .leading: try? ExportPlace.file(of: address, isPage: true)
        case .leadingOnly, .gone, .removed, .lacking: nil
        }
    }

    /// Whether it stands in the lists of addresses that lead on.
    var isListed: Bool { kind == .leading || kind == .leadingOnly || kind == .gone }
}

/// The first 16 bytes of a SHA-256.
struct ExportDigest: Sendable, Equatable {
    var first: UInt64 = 0
    var second: UInt64 = 0

    init() {}

    init(first: UInt64, second: UInt64) { (self.first, self.second) = (first, second) }

    init(of bytes: [UInt8]) {
        for (index, byte) in SHA256.hash(data: bytes).prefix(16).enumerated() {
            if index < 8 { first = first << 8 | UInt64(byte) } else { second = second << 8 | UInt64(byte) }
        }
    }

    /// - Parameter hexadecimal: a whole digest.
    init?(hexadecimal: String) {
        guard hexadecimal.utf8.count == 64, let first = UInt64(hexadecimal.prefix(16), radix: 16),
            let second = UInt64(hexadecimal.dropFirst(16).prefix(16), radix: 16)
        else { return nil }
        (self.first, self.second) = (first, second)
    }
}

/// Numbers that stand for texts: 64 bits of FNV-1a. Two texts that share one cost a page that is made for nothing.
enum ExportMark {
    private static let name: UInt64 = 1 << 63

    /// Of something in the change log.
    static func dependency(_ text: String) -> UInt64 { hash(text) & ~name }

    static func address(_ text: String) -> UInt64 { hash(text) }

    /// Of a form of a picture at an address, in the page that names it.
    static func named(_ address: String) -> UInt64 { named(hash(address)) }

    static func named(_ address: UInt64) -> UInt64 { address | name }

    static func isNamed(_ mark: UInt64) -> Bool { mark & name != 0 }

    private static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { bytes in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return hash
        }
    }
}
