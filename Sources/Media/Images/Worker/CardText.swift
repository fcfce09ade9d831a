/// Words of a card, as they may be drawn: one line of text, its direction, the fonts for it, and Pango's markup of it.
///
/// The words are a stranger's. Nothing of them is ever read as markup, and what no font has a shape for is left out.
struct CardText {
    let words: String
    let isFromRight: Bool
    private let language: String
    private let family: String

    init(_ words: String, language: String, isFromRight: Bool, font: String) {
        self.words = words
        self.isFromRight = isFromRight
        self.language = language.utf8.allSatisfy { CardText.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") } ? language : ""
        family = CardFonts.families(for: words, language: self.language, first: CardText.familyName(font))
    }

    /// How many characters, as a reader counts them.
    var count: Int { words.count }

    /// The first of them, at a word's end where there is one near, and a sign that more came.
    func cut(to count: Int) -> CardText {
        let characters = Array(words)
        guard characters.count > count else { return self }
        var kept = characters.prefix(max(1, count))
        // Scripts without spaces are cut where the room ends.
        if let space = kept.lastIndex(of: " "), kept.count - space < 24, space > 0 { kept = kept[..<space] }
        while let last = kept.last, " ,;:–—-".contains(last), kept.count > 1 { kept.removeLast() }
        return CardText(String(kept) + "…", self)
    }

    private init(_ words: String, _ other: CardText) {
        (self.words, isFromRight, language, family) = (words, other.isFromRight, other.language, other.family)
    }

    /// A description of a font as Pango reads it: families in their order, a weight, a size in pixels.
    func font(_ weight: String, _ size: Int) -> String { "\(family), \(weight) \(size)" }

    func markup(_ colour: ImageCard.Colour) -> String {
        // The mark has no shape. It decides the direction of all that follows, whatever the first letter is.
        let mark = isFromRight ? "\u{200F}" : "\u{200E}"
        let lang = language.isEmpty ? "" : " lang=\"\(language)\""
        let style = "foreground=\"\(colour.hexadecimal)\" line_height=\"\(lineHeight)\""
        return "<span \(style)\(lang)>\(mark)\(CardText.escape(CardText.keepingWords(words)))</span>"
    }

    /// Of the height that its font asks for: heads stand closer than prose, alphabets without marks above their letters closest.
    private var lineHeight: Double {
        var factor = 0.86
        for scalar in words.unicodeScalars where scalar.properties.isAlphabetic {
            switch scalar.value {
            case 0..<0x0530, 0x0600..<0x0780, 0xFB50..<0xFE00, 0xFE70..<0xFF00: continue
            default: factor = 0.92
            }
        }
        return CardFonts.isUrdu(language) ? 1 : factor
    }

    /// Korean parts words by spaces and breaks lines there alone; Pango would break it at every syllable, as Chinese.
    private static func keepingWords(_ text: String) -> String {
        func isHangul(_ scalar: Unicode.Scalar) -> Bool { (0xAC00..<0xD7B0).contains(scalar.value) }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let last = scalars.last, isHangul(last), isHangul(scalar) { scalars.append("\u{2060}") }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    // MARK: - What comes from outside

    /// Words on one line, without what is no text; of more than a number of scalars the first.
    static func oneLine(_ text: String, limit: Int) -> String {
        var scalars = String.UnicodeScalarView()
        var (count, marks, endsInSpace) = (0, 0, true)
        for scalar in text.unicodeScalars where count < limit {
            if scalar.properties.isWhitespace || scalar.value < 32 {
                if !endsInSpace { scalars.append(" ") }
                endsInSpace = true
                continue
            }
            switch scalar.properties.generalCategory {
            case .control, .privateUse, .surrogate: continue
            case .nonspacingMark, .enclosingMark: marks += 1
            default: marks = 0
            }
            // No script stacks more of them; and what stands for a thing that is no text.
            guard marks <= 4, scalar.value != 0xFFFC else { continue }
            scalars.append(scalar)
            (count, endsInSpace) = (count + 1, false)
        }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    /// Whether words are written from the right: in a language that is, or where most of their letters are (Hebrew, Arabic,
    /// Syriac, Thaana, N'Ko and their kin).
    static func startsFromRight(_ text: String, isLanguageFromRight: Bool) -> Bool {
        if isLanguageFromRight { return true }
        var (right, all) = (0, 0)
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            all += 1
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: right += 1
            default: break
            }
        }
        return right * 2 > all
    }

    static func escape(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Without what has a meaning in a description of a font.
    private static func familyName(_ font: String) -> String {
        String(decoding: font.utf8.filter { isLetterOrDigit($0) || $0 == UInt8(ascii: " ") }, as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
