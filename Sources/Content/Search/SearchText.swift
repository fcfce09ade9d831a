/// A text as a full-text index is given it: its words folded and parted by spaces, in their order.
///
/// All that engines must do is part them at the spaces, so that every engine finds the same. Words are of small letters, digits and
/// what is beyond ASCII, and nothing else: no sign of a query language can stand in one.
package enum SearchText {
    /// A stretch of an unspaced script becomes its pairs of neighbours, and its last character by itself: `東京都` is `東京 京都 都`. So a
    /// pair is found where it stands, and a single character by the pairs that begin with it.
    ///
    /// - Parameter bytes: how long the result may be; what does not fit is not found. PostgreSQL takes a megabyte of an article.
    package static func words(of text: String, atMost bytes: Int) -> String {
        var text = text
        return text.withUTF8 { buffer in
            var reader = SearchWords(buffer)
            var words: [UInt8] = []
            words.reserveCapacity(min(buffer.count + buffer.count / 8, bytes) + 256)
            while words.count < bytes {
                if reader.appendPlainWord(to: &words) { continue }
                guard let piece = reader.next() else { break }
                switch piece {
                case .word:
                    append(reader.folded[...], to: &words)
                    if !reader.writtenOut.isEmpty { append(reader.writtenOut[...], to: &words) }
                case .stretch:
                    for pair in pairs(reader) {
                        guard words.count < bytes else { break }
                        append(pair, to: &words)
                    }
                    append(reader.folded[reader.start(of: reader.ends.count - 1)...], to: &words)
                }
            }
            return String(decoding: words, as: UTF8.self)
        }
    }

    /// Each character of a stretch together with the next one.
    static func pairs(_ reader: SearchWords) -> some Sequence<ArraySlice<UInt8>> {
        reader.ends.indices.dropLast().lazy.map { reader.folded[reader.start(of: $0)..<reader.ends[$0 + 1]] }
    }

    private static func append(_ word: ArraySlice<UInt8>, to words: inout [UInt8]) {
        if !words.isEmpty { words.append(UInt8(ascii: " ")) }
        words += word
    }
}
