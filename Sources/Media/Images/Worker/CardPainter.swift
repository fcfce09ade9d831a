internal import CVips

/// Draws a card: an accent bar, the headline as large as it fits, the magazine's name below. In the worker.
///
/// A headline that begins in a script written from the right stands at the right, and so does everything else. Which letters
/// join and how lines break is Pango's.
enum CardPainter {
    private static let margin = 80
    private static let bar = 12
    /// What is left for the headline, in pixels.
    private static let column = ImageCard.width - 2 * margin
    private static let tallest = 380

    static func draw(_ card: ImageCard) throws(ImageError) -> RenderedImage {
        do throws(VipsPicture.Failure) {
            let isFromRight = startsFromRight(card.headline)
            func place(_ picture: VipsPicture) -> Int32 {
                Int32(isFromRight ? ImageCard.width - margin - picture.width : margin)
            }
            let ground = try area(ImageCard.width, ImageCard.height, card.background)
            let bar = try area(bar, ImageCard.height, card.accent)
            var canvas = try VipsPicture {
                stet_vips_insert(ground.handle, bar.handle, isFromRight ? Int32(ImageCard.width - self.bar) : 0, 0, $0)
            }
            if let headline = try headline(card) {
                let below = canvas
                canvas = try VipsPicture {
                    stet_vips_lay_over(below.handle, headline.handle, place(headline), Int32(margin), $0)
                }
            }
            if let name = try text(card.magazine, card, colour: card.accent, size: 34, limit: 80, weight: "Bold") {
                let below = canvas
                let top = Int32(ImageCard.height - margin - min(name.height, margin))
                canvas = try VipsPicture { stet_vips_lay_over(below.handle, name.handle, place(name), top, $0) }
            }
            let whole = try canvas.inMemory()
            let bytes = try whole.encoded { handle, bytes, size in
                card.asJPEG
                    ? stet_vips_save_jpeg(handle, 88, bytes, size) : stet_vips_save_png(handle, 6, 0, bytes, size)
            }
            return RenderedImage(
                bytes: bytes, format: card.asJPEG ? .jpeg : .png, width: whole.width, height: whole.height, frames: 1)
        } catch {
            throw .undrawable(error.reason)
        }
    }

    /// The largest of a few sizes that fits. Where none does, the text is cut at a word and says so.
    private static func headline(_ card: ImageCard) throws(VipsPicture.Failure) -> VipsPicture? {
        for size in [84, 72, 62, 54, 46] {
            guard let drawn = try text(card.headline, card, colour: card.text, size: size, limit: 400, weight: "Bold") else {
                return nil
            }
            if drawn.height <= tallest, drawn.width <= column { return drawn }
        }
        var limit = 320
        while limit > 20 {
            if let drawn = try text(card.headline, card, colour: card.text, size: 46, limit: limit, weight: "Bold"),
                drawn.height <= tallest, drawn.width <= column
            {
                return drawn
            }
            limit -= 20
        }
        return nil
    }

    private static func text(
        _ words: String, _ card: ImageCard, colour: ImageCard.Colour, size: Int, limit: Int, weight: String
    ) throws(VipsPicture.Failure) -> VipsPicture? {
        let plain = oneLine(words, limit: limit)
        guard !plain.isEmpty else { return nil }
        let language = card.language.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") } ? card.language : ""
        let markup =
            "<span foreground=\"\(colour.hexadecimal)\"\(language.isEmpty ? "" : " lang=\"\(language)\"")>\(escape(plain))</span>"
        // A comma ends the family's name, else Pango would read "Bold" as part of it where there is no such family.
        let family = String(decoding: card.font.utf8.filter { isLetterOrDigit($0) || $0 == UInt8(ascii: " ") }, as: UTF8.self)
        return try VipsPicture {
            stet_vips_text(markup, "\(family), \(weight) \(size)", Int32(column), Int32(size / 8), $0)
        }
    }

    /// Words on one line, without what is not text, cut at a word where they are too long.
    static func oneLine(_ text: String, limit: Int) -> String {
        var scalars = String.UnicodeScalarView()
        var wasSpace = true
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace || scalar.value < 32
            if isSpace {
                if !wasSpace { scalars.append(" ") }
            } else if scalar.properties.generalCategory != .control, scalar.value != 0xFFFC {
                scalars.append(scalar)
            }
            wasSpace = isSpace
            if scalars.count > limit { break }
        }
        if scalars.count > limit {
            let cut = scalars.index(scalars.startIndex, offsetBy: limit)
            // Scripts without spaces are cut where the room ends.
            let space = scalars[..<cut].lastIndex(of: " ")
            let end = space.flatMap { scalars.distance(from: $0, to: cut) < 30 ? $0 : nil } ?? cut
            return String(scalars[..<end]) + "…"
        }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
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

    /// Whether the first letter is of a script that runs from right to left (rule P2 of the Unicode Bidirectional Algorithm,
    /// by blocks: Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin).
    static func startsFromRight(_ text: String) -> Bool {
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return true
            default: return false
            }
        }
        return false
    }

    private static func area(
        _ width: Int, _ height: Int, _ colour: ImageCard.Colour
    ) throws(VipsPicture.Failure) -> VipsPicture {
        try VipsPicture {
            stet_vips_area(
                Int32(width), Int32(height), Double(colour.red), Double(colour.green), Double(colour.blue), $0)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
