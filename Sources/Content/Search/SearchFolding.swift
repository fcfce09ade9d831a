/// What a character is to the search: part of a word, and by which character it is found, or nothing.
///
/// The same for every engine and every language, so that a word is found however it is spelt: small letters for capitals, `e` for
/// `é`, `ا` for `أ`, `3` for `٣`. The tables are our own: those of an engine or a library change with its version, and an index
/// made by one would not be found by the next.
///
/// Whoever changes what is said here, or in `SearchWords`, adds a migration that makes the index anew: the words of an article are
/// taken out of an index by the same rules that put them in. `SearchTextTests` holds the rules still.
enum SearchFolding {
    enum Kind: UInt8 {
        /// White space, punctuation, signs: it parts words.
        case separator
        /// It says nothing: an accent, a vowel point, a soft hyphen, a mark of direction.
        case dropped
        /// Part of a word, found by another character or itself.
        case letter
        /// Found by several: `ß` by `ss`.
        case several
        /// Found by its base, and as those write it who have no such key: `ü` by `u` and `ue`.
        case umlaut
        /// The same with an `a` behind: `å` by `a` and `aa`.
        case ring
        /// Of a script that is written without spaces, or whose words run together: found by pairs.
        case unspaced
        /// Sits on such a character.
        case unspacedMark
    }

    /// A scalar's kind, and the one that it is found by.
    static func folded(_ scalar: UInt32) -> (kind: Kind, scalar: UInt32) {
        if scalar < tableEnd {
            let entry = table[Int(scalar)]
            return (Kind(rawValue: UInt8(truncatingIfNeeded: entry >> 24)) ?? .separator, entry & 0xFF_FFFF)
        }
        return beyondTable(scalar)
    }

    /// What `.several` stands for.
    static func several(_ scalar: UInt32) -> StaticString {
        switch scalar {
        case 0xDF: "ss"
        case 0xE6: "ae"
        case 0x153: "oe"
        case 0xFE: "th"
        case 0x133: "ij"
        case 0x149: "n"
        case 0x1C6: "dz"
        case 0x1C9: "lj"
        case 0x1CC: "nj"
        case 0x1F3: "dz"
        case 0x587: "եւ"
        case 0xFB00: "ff"
        case 0xFB01: "fi"
        case 0xFB02: "fl"
        case 0xFB03: "ffi"
        case 0xFB04: "ffl"
        default: "st"
        }
    }

    /// A letter and the mark after it that together are another letter, where text comes in pieces: `и` and a breve are `й`, `か`
    /// and a voicing mark are `が`. What only changes a letter's look is dropped instead.
    static func composed(_ base: UInt32, _ mark: UInt32) -> UInt32? {
        switch (base, mark) {
        case (0x438, 0x306): 0x439
        case (0x443, 0x306): 0x45E
        case (0x456, 0x308): 0x457
        case (0x433, 0x301): 0x453
        case (0x43A, 0x301): 0x45C
        case (0x3046, 0x3099): 0x3094
        case (0x30A6, 0x3099): 0x30F4
        case (_, 0x3099), (_, 0x309A): kana(base, mark)
        default: nil
        }
    }

    private static func kana(_ base: UInt32, _ mark: UInt32) -> UInt32? {
        // Katakana stand 0x60 behind Hiragana.
        let hiragana = base >= 0x30A1 ? base - 0x60 : base
        let isAspirate = aspirates.contains(hiragana)
        if mark == 0x309A { return isAspirate ? base + 2 : nil }
        return isAspirate || plosives.contains(hiragana) ? base + 1 : nil
    }

    private static let plosives = Set("かきくけこさしすせそたちつてと".unicodeScalars.map(\.value))
    private static let aspirates = Set("はひふへほ".unicodeScalars.map(\.value))

    // MARK: - The table

    private static let tableEnd: UInt32 = 0x3100

    private static let table: [UInt32] = (0..<tableEnd).map { value in
        let (kind, folded) = entry(value)
        return UInt32(kind.rawValue) << 24 | folded
    }

    private static func entry(_ value: UInt32) -> (Kind, UInt32) {
        guard let scalar = Unicode.Scalar(value) else { return (.separator, 0) }
        let properties = scalar.properties
        if isUnspaced(value) {
            switch properties.generalCategory {
            case .otherLetter, .modifierLetter, .letterNumber: return (.unspaced, value)
            case .nonspacingMark, .spacingMark: return (.unspacedMark, value)
            default: break
            }
        }
        switch properties.generalCategory {
        case .decimalNumber, .otherNumber, .letterNumber:
            guard let digit = properties.numericValue, properties.generalCategory == .decimalNumber || value < 0x100,
                let whole = Int(exactly: digit), (0...9).contains(whole)
            else { return (.letter, value) }
            return (.letter, 0x30 + UInt32(whole))
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            let small = properties.lowercaseMapping.unicodeScalars.first?.value ?? value
            return letter(small)
        case .nonspacingMark, .enclosingMark: return isAccent(value) ? (.dropped, 0) : (.letter, value)
        case .spacingMark: return (.letter, value)
        case .format: return (.dropped, 0)
        default: return (.separator, 0)
        }
    }

    private static func letter(_ small: UInt32) -> (Kind, UInt32) {
        let base = bases[small] ?? small
        switch small {
        case 0xE4, 0xF6, 0xF8, 0xFC: return (.umlaut, base)
        case 0xE5: return (.ring, base)
        // An apostrophe, however it is typed, parts words; a sign for a breath, and a stroke that makes an Arabic word longer, say nothing.
        case 0x2BC: return (.separator, 0)
        case 0x2B9...0x2BF, 0x640: return (.dropped, 0)
        default: break
        }
        switch base {
        case 0xDF, 0xE6, 0xFE, 0x133, 0x149, 0x153, 0x1C6, 0x1C9, 0x1CC, 0x1F3, 0x587: return (.several, base)
        default: return (.letter, base)
        }
    }

    /// Marks that a word means the same without: of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the dot of Devanagari and its
    /// kin. Vowels of Indic scripts are marks too, and stay.
    private static func isAccent(_ value: UInt32) -> Bool {
        switch value {
        case 0x300...0x36F, 0x483...0x489, 0x591...0x5C7, 0x610...0x61A, 0x64B...0x65F, 0x670, 0x6D6...0x6ED: true
        case 0x93C, 0x9BC, 0xA3C, 0xABC, 0xB3C, 0xCBC: true
        case 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF: true
        default: false
        }
    }

    /// Thai, Lao, Myanmar, Khmer, Hangul's letters, Kana, Bopomofo. Hangul has spaces, but what a word does in its sentence is written
    /// onto it without one.
    private static func isUnspaced(_ value: UInt32) -> Bool {
        switch value {
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3005...0x3007, 0x3041...0x30FF: true
        default: false
        }
    }

    private static func beyondTable(_ value: UInt32) -> (Kind, UInt32) {
        switch value {
        case 0x3105...0x318E, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA48C,
            0xAC00...0xD7A3, 0xF900...0xFAD9, 0x20000...0x3FFFF:
            return (.unspaced, value)
        // Of full width: `Ａ` is `a`.
        case 0xFF01...0xFF5E: return folded(value - 0xFEE0)
        // Of half width.
        case 0xFF66...0xFF9D: return (.unspaced, halfWidth[Int(value - 0xFF66)])
        case 0xFF9E, 0xFF9F: return (.unspacedMark, value - 0xFF9E + 0x3099)
        case 0xFB00...0xFB06: return (.several, value)
        default: break
        }
        guard let properties = Unicode.Scalar(value)?.properties else { return (.separator, 0) }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return (.letter, properties.lowercaseMapping.unicodeScalars.first?.value ?? value)
        case .decimalNumber:
            guard let digit = properties.numericValue, let whole = Int(exactly: digit), (0...9).contains(whole) else {
                return (.letter, value)
            }
            return (.letter, 0x30 + UInt32(whole))
        case .letterNumber, .otherNumber, .spacingMark: return (.letter, value)
        case .nonspacingMark: return (0xFE00...0xFE2F).contains(value) ? (.dropped, 0) : (.letter, value)
        case .enclosingMark, .format: return (.dropped, 0)
        default: return (.separator, 0)
        }
    }

    /// U+FF66 to U+FF9D by their ordinary forms.
    private static let halfWidth = Array(
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars.map(\.value))

    /// Letters by the one that they are found by.
    private static let bases: [UInt32: UInt32] = {
        var bases: [UInt32: UInt32] = [:]
        for (base, letters) in families {
            for letter in letters.unicodeScalars { bases[letter.value] = base.unicodeScalars.first?.value }
        }
        return bases
    }()

    /// Small letters of one look, by Unicode's canonical decompositions, and those that it does not decompose and people do.
    private static let families: [(String, String)] = [
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁẚạảấầẩẫậắằẳẵặ"), ("b", "ḃḅḇɓ"), ("c", "çćĉċčḉƈ"), ("d", "ðďđḋḍḏḑḓɗ"),
        ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"), ("f", "ḟƒ"), ("g", "ĝğġģǧǵḡɠ"), ("h", "ĥħȟḣḥḧḩḫẖ"), ("i", "ìíîïĩīĭįıǐȉȋḭḯỉị"),
        ("j", "ĵǰ"), ("k", "ķǩḱḳḵƙĸ"), ("l", "ĺļľłŀḷḹḻḽ"), ("m", "ḿṁṃ"), ("n", "ñńņňŋǹṅṇṉṋɲ"),
        ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšſșṡṣṥṧṩẛ"),
        ("t", "ţťŧțṫṭṯṱẗ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹƴ"), ("z", "źżžẑẓẕ"), ("æ", "ǣǽ"),
        ("α", "άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ"), ("ε", "έἐἑἒἓἔἕὲέ"), ("η", "ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ"),
        ("ι", "ΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ"), ("ο", "όὀὁὂὃὄὅὸό"), ("ρ", "ῤῥ"), ("σ", "ς"), ("υ", "ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ"),
        ("ω", "ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ"),
        // `й` and `ї` are letters of their own; `ё` is written with and without its dots.
        ("е", "ѐё"), ("и", "ѝ"),
        ("ا", "آأإٱ"), ("و", "ؤ"), ("ي", "ئىیے"), ("ه", "ةہۀەۂۃ"), ("ك", "ک"),
        ("क", "\u{958}"), ("ख", "\u{959}"), ("ग", "\u{95A}"), ("ज", "\u{95B}"), ("ड", "\u{95C}"), ("ढ", "\u{95D}"),
        ("फ", "\u{95E}"), ("य", "\u{95F}"), ("ড", "\u{9DC}"), ("ঢ", "\u{9DD}"), ("য", "\u{9DF}"), ("ਲ", "\u{A33}"),
        ("ਸ", "\u{A36}"), ("ਖ", "\u{A59}"), ("ਗ", "\u{A5A}"), ("ਜ", "\u{A5B}"), ("ਫ", "\u{A5E}"), ("ଡ", "\u{B5C}"),
        ("ଢ", "\u{B5D}"),
    ]
}
