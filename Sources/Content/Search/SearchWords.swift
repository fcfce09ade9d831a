/// Reads the words of a text as the search knows them, one after the other, each with its place.
///
/// A word is a run of letters, digits and their marks, folded by `SearchFolding`. Scripts that are written without spaces, and
/// Hangul, come as a stretch of characters instead: what of it is a word nobody can tell, so it is found by pairs of neighbours.
///
/// Valid only as long as the bytes it was made of.
struct SearchWords {
    enum Piece {
        case word
        case stretch
    }

    /// Longer words are found by their beginning.
    static let longest = 60

    /// The piece as it is found, in UTF-8.
    private(set) var folded: [UInt8] = []
    /// A word with its umlauts written out; empty where it has none.
    private(set) var writtenOut: [UInt8] = []
    /// Where each character of a stretch ends in `folded`.
    private(set) var ends: [Int] = []
    /// Where each of them begins in the text, in bytes.
    private(set) var starts: [Int] = []
    /// Where the piece stands in the text, in bytes.
    private(set) var range = 0..<0

    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0
    /// How many characters `folded` has.
    private var length = 0
    /// The last one, for marks that come after it.
    private var last: UInt32 = 0

    /// - Parameter text: UTF-8, as a `String` has it.
    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Goes on to the next word or stretch; nil at the end.
    mutating func next() -> Piece? {
        while index < text.count {
            let start = index
            let (kind, scalar, after) = read(index)
            switch kind {
            case .separator, .dropped: index = after
            case .letter, .several, .umlaut, .ring:
                begin()
                readWord()
                range = start..<index
                return .word
            case .unspaced, .unspacedMark:
                begin()
                readStretch(from: scalar)
                range = start..<index
                return .stretch
            }
        }
        return nil
    }

    /// Goes on by one word of ASCII alone and adds it, behind a space: what most words of most languages are, and several times as
    /// fast as `next`.
    ///
    /// - Returns: false where the next word is another one; it is still to come.
    mutating func appendPlainWord(to words: inout [UInt8]) -> Bool {
        while index < text.count, text[index] < 0x80, SearchWords.ascii(text[index]) == 0 { index += 1 }
        var end = index
        while end < text.count, text[end] < 0x80, SearchWords.ascii(text[end]) != 0 { end += 1 }
        guard end > index, end == text.count || text[end] < 0x80 else { return false }
        if !words.isEmpty { words.append(UInt8(ascii: " ")) }
        for place in index..<min(end, index + SearchWords.longest) { words.append(SearchWords.ascii(text[place])) }
        index = end
        return true
    }

    private mutating func begin() {
        folded.removeAll(keepingCapacity: true)
        writtenOut.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        (length, last) = (0, 0)
    }

    // MARK: - Words

    private mutating func readWord() {
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                let letter = SearchWords.ascii(byte)
                guard letter != 0 else { return }
                index += 1
                if length < SearchWords.longest { append(letter) }
                continue
            }
            let (kind, scalar, after) = read(index)
            switch kind {
            case .separator, .unspaced, .unspacedMark: return
            case .dropped: settle(mark: mark(at: index))
            case _ where length >= SearchWords.longest: break
            case .letter: append(scalar: scalar)
            case .several:
                SearchFolding.several(scalar).withUTF8Buffer { letters in for letter in letters { append(letter) } }
            case .umlaut: append(scalar, second: UInt8(ascii: "e"))
            case .ring: append(scalar, second: UInt8(ascii: "a"))
            }
            index = after
        }
    }

    private mutating func append(_ letter: UInt8) {
        folded.append(letter)
        if !writtenOut.isEmpty { writtenOut.append(letter) }
        length += 1
        last = UInt32(letter)
    }

    private mutating func append(scalar: UInt32) {
        let start = folded.count
        SearchWords.append(scalar, to: &folded)
        if !writtenOut.isEmpty { writtenOut += folded[start...] }
        length += 1
        last = scalar
    }

    private mutating func append(_ base: UInt32, second: UInt8) {
        append(scalar: base)
        writeOut(second)
    }

    private mutating func writeOut(_ second: UInt8) {
        if writtenOut.isEmpty { writtenOut = folded }
        writtenOut.append(second)
    }

    /// A mark that comes as a character of its own: it may make another letter of the one before it.
    private mutating func settle(mark: UInt32) {
        guard length > 0, length < SearchWords.longest else { return }
        switch (last, mark) {
        case (0x61, 0x308), (0x6F, 0x308), (0x75, 0x308): writeOut(UInt8(ascii: "e"))
        case (0x61, 0x30A): writeOut(UInt8(ascii: "a"))
        default:
            guard let letter = SearchFolding.composed(last, mark) else { return }
            // Both are of two bytes: Cyrillic.
            folded.removeLast(2)
            if !writtenOut.isEmpty { writtenOut.removeLast(2) }
            length -= 1
            append(scalar: letter)
        }
        last = 0
    }

    // MARK: - Stretches

    private mutating func readStretch(from first: UInt32) {
        while index < text.count {
            let (kind, scalar, after) = read(index)
            switch kind {
            case .unspaced:
                if let syllable = hangul(last, scalar) {
                    replaceLast(by: syllable)
                } else {
                    starts.append(index)
                    SearchWords.append(scalar, to: &folded)
                    ends.append(folded.count)
                    last = scalar
                }
            case .unspacedMark:
                if let letter = SearchFolding.composed(last, scalar), !ends.isEmpty {
                    replaceLast(by: letter)
                } else if ends.isEmpty {
                    starts.append(index)
                    SearchWords.append(scalar, to: &folded)
                    ends.append(folded.count)
                } else if folded.count - start(of: ends.count - 1) < 24 {
                    SearchWords.append(scalar, to: &folded)
                    ends[ends.count - 1] = folded.count
                }
            case .dropped: break
            case .separator, .letter, .several, .umlaut, .ring: return
            }
            index = after
        }
    }

    /// Where a character of a stretch begins in `folded`.
    func start(of character: Int) -> Int { character == 0 ? 0 : ends[character - 1] }

    private mutating func replaceLast(by scalar: UInt32) {
        folded.removeLast(folded.count - start(of: ends.count - 1))
        SearchWords.append(scalar, to: &folded)
        ends[ends.count - 1] = folded.count
        last = scalar
    }

    /// A syllable of Hangul that comes in pieces (Unicode, 3.12).
    private func hangul(_ base: UInt32, _ next: UInt32) -> UInt32? {
        if (0x1100...0x1112).contains(base), (0x1161...0x1175).contains(next) {
            return 0xAC00 + ((base - 0x1100) * 21 + next - 0x1161) * 28
        }
        if (0xAC00...0xD7A3).contains(base), (base - 0xAC00) % 28 == 0, (0x11A8...0x11C2).contains(next) {
            return base + next - 0x11A7
        }
        return nil
    }

    // MARK: - Bytes

    private func read(_ index: Int) -> (kind: SearchFolding.Kind, scalar: UInt32, after: Int) {
        let byte = text[index]
        if byte < 0x80 {
            let letter = SearchWords.ascii(byte)
            return (letter == 0 ? .separator : .letter, UInt32(letter), index + 1)
        }
        let (scalar, after) = decode(index)
        let (kind, folded) = SearchFolding.folded(scalar)
        return (kind, folded, after)
    }

    private func mark(at index: Int) -> UInt32 { decode(index).scalar }

    private func decode(_ index: Int) -> (scalar: UInt32, after: Int) {
        let first = UInt32(text[index])
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard first >= 0xC0, index + length <= text.count else { return (0, index + 1) }
        var scalar = first & (0x7F >> UInt32(length))
        for byte in text[(index + 1)..<(index + length)] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
        return (scalar, index + length)
    }

    private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        bytes += UTF8.encode(scalar) ?? UTF8.EncodedScalar()
    }

    /// Small letters and digits by themselves, capitals by their small letters, everything else 0.
    private static func ascii(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: 0
        }
    }
}
