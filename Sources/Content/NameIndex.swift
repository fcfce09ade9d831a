/// Names in the order in which a reader looks for them, below the letters that they begin with.
///
/// Letters are those that a reader of the magazine's language knows: an Å stands with A in English and behind Z in Swedish. Other
/// scripts have their own: Hangul its initial consonants, Kana its rows; Han, which has no letters, is one group. The script of most
/// names comes first. Names are taken as they are written: which part of one is the family's nobody can tell.
package struct NameIndex {
    package struct Letter<Entry> {
        /// `A`, `ا`, `ㄱ`, `か`; `#` for what begins with no letter.
        package var letter: String
        package var entries: [Entry]
    }

    /// - Parameter language: the magazine's, BCP 47.
    package static func letters<Entry>(
        of entries: [Entry], in language: String, name: (Entry) -> String
    ) -> [Letter<Entry>] {
        let own = ownLetters[language.prefix { $0 != "-" && $0 != "_" }.lowercased()] ?? [:]
        let keyed = entries.map { (entry: $0, name: name($0), key: key(of: name($0), own)) }
        var names: [Int: Int] = [:]
        for entry in keyed { names[entry.key.script, default: 0] += 1 }
        let sorted = keyed.sorted { first, second in
            let (one, other) = (first.key.script, second.key.script)
            if one != other {
                // What is no letter comes last, whatever there is of it.
                if one == Script.none || other == Script.none { return other == Script.none }
                let (more, fewer) = (names[one] ?? 0, names[other] ?? 0)
                return more != fewer ? more > fewer : one < other
            }
            if first.key.order != second.key.order { return first.key.order.lexicographicallyPrecedes(second.key.order) }
            return first.name.unicodeScalars.lexicographicallyPrecedes(second.name.unicodeScalars)
        }
        var letters: [Letter<Entry>] = []
        for entry in sorted {
            if letters.last?.letter != entry.key.letter { letters.append(Letter(letter: entry.key.letter, entries: [])) }
            letters[letters.count - 1].entries.append(entry.entry)
        }
        return letters
    }

    private struct Key {
        var script: Int
        var letter: String
        /// Letters by their order, as numbers.
        var order: [UInt32]
    }

    /// Longer beginnings tell no names apart.
    private static let longest = 60

    private static func key(of name: String, _ own: [UInt32: UInt32]) -> Key {
        var order: [UInt32] = []
        var first: UInt32?
        var script = Script.none
        for scalar in name.unicodeScalars.prefix(longest) {
            let small = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar.value
            let folded = fold(small, own)
            guard let leading = folded.first else { continue }
            if first == nil, leading != space {
                // Thai and Lao write some vowels before the consonant that a word is looked up by.
                if (0xE40...0xE44).contains(small) || (0xEC0...0xEC4).contains(small) { continue }
                script = Script.of(leading >> 4)
                first = leading
            }
            order += folded
        }
        let letter = first.map { script == Script.none ? "#" : label($0, own) } ?? "#"
        // A group's names stand together.
        return Key(script: script, letter: letter, order: [first.map { group($0) } ?? .max] + order)
    }

    private static let space: UInt32 = 0x20 << 4

    /// A letter as numbers that are in its order: the letter it belongs to, and behind that its place.
    private static func fold(_ small: UInt32, _ own: [UInt32: UInt32]) -> [UInt32] {
        if let number = own[small] { return [number] }
        let (kind, scalar) = SearchFolding.folded(small)
        switch kind {
        case .dropped, .unspacedMark: return []
        case .separator: return [space]
        case .several:
            return SearchFolding.several(scalar).withUTF8Buffer { String(decoding: $0, as: UTF8.self) }.unicodeScalars.map {
                $0.value << 4
            }
        // Katakana with Hiragana.
        case .unspaced where (0x30A1...0x30F6).contains(scalar): return [(scalar - 0x60) << 4]
        default: return [scalar << 4]
        }
    }

    /// What all letters of one group have in common.
    private static func group(_ number: UInt32) -> UInt32 {
        let scalar = number >> 4
        switch scalar {
        case 0xAC00...0xD7A3: return (0xAC00 + (scalar - 0xAC00) / 588) << 4
        case 0x3041...0x3096: return (kanaRows.last { $0.first <= scalar }?.first ?? scalar) << 4
        case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return 0x3400 << 4
        case 0x30...0x39: return 0x30 << 4
        default: return number
        }
    }

    private static func label(_ number: UInt32, _ own: [UInt32: UInt32]) -> String {
        let scalar = number >> 4
        switch scalar {
        case 0xAC00...0xD7A3:
            let initial = Int((scalar - 0xAC00) / 588)
            return initials.indices.contains(initial) ? String(initials[initial]) : "#"
        case 0x3041...0x3096: return kanaRows.last { $0.first <= scalar }?.name ?? "#"
        case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return "漢"
        default:
            let letter = own.first { $0.value == number }?.key ?? scalar
            return Unicode.Scalar(letter)?.properties.uppercaseMapping ?? "#"
        }
    }

    /// The consonants that Hangul syllables begin with, doubled ones with the single.
    private static let initials = Array("ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ")

    private static let kanaRows: [(first: UInt32, name: String)] = [
        (0x3041, "あ"), (0x304B, "か"), (0x3055, "さ"), (0x305F, "た"), (0x306A, "な"), (0x306F, "は"), (0x307E, "ま"), (0x3083, "や"),
        (0x3089, "ら"), (0x308E, "わ"),
    ]

    /// Letters of their own, each behind the one it is named after: `nñ` is an Ñ behind N. By CLDR's collations.
    private static let ownLetters: [String: [UInt32: UInt32]] = {
        let rules: [(String, String)] = [
            ("sv fi", "zåäö"), ("nb nn no da", "zæøå"), ("is", "dð zþæö"), ("es gl eu", "nñ"), ("et", "sš zžõäöü"),
            ("pl", "aą cć eę lł nń oó sś zźż"), ("cs sk", "cč rř sš zž"), ("hr bs sl", "cčć dđ sš zž"), ("lv lt", "cč sš zž"),
            ("tr az", "cç gğ hı oö sş uü"), ("ro", "aăâ iî sș tț"), ("hu", "oö uü"), ("sq", "cç eë"),
        ]
        var letters: [String: [UInt32: UInt32]] = [:]
        for (languages, groups) in rules {
            var own: [UInt32: UInt32] = [:]
            for group in groups.split(separator: " ") {
                guard let base = group.unicodeScalars.first?.value else { continue }
                for (place, letter) in group.unicodeScalars.dropFirst().enumerated() {
                    own[letter.value] = base << 4 + UInt32(place) + 1
                }
            }
            for language in languages.split(separator: " ") { letters[String(language)] = own }
        }
        return letters
    }()

    /// Scripts as numbers: blocks of Unicode, those of one script together.
    private enum Script {
        /// Of what is no letter.
        static let none = Int.max

        static func of(_ scalar: UInt32) -> Int {
            guard let value = Unicode.Scalar(scalar), value.properties.isAlphabetic else { return none }
            switch scalar {
            case ..<0x370, 0x1E00...0x1EFF: return 0
            case 0x370...0x3FF, 0x1F00...0x1FFF: return 1
            case 0x400...0x52F: return 2
            case 0x600...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: return 5
            case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7A3: return 8001
            case 0x3041...0x30FF: return 8002
            case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return 8003
            // Most others have a block of 128.
            default: return Int(scalar >> 7)
            }
        }
    }
}
