internal import CVips
private import Content

/// Draws a card, in the worker: a short bar and the headline below it, as large as it fits; a line; the magazine's name.
///
/// What is written from the right stands at the right, and so does everything else. Which letters join and where lines may break
/// is Pango's. Whoever changes what a card looks like raises `SharingCard.design`, else those who have one keep it.
enum CardPainter {
    private static let margin = 80
    private static let column = ImageCard.width - 2 * margin
    private static let bar = (width: 96, height: 10, gap: 40)
    /// Where the line is drawn, and below it the middle of the name.
    private static let (line, footer) = (504, 554)
    private static let lineGap = 48
    /// What is left for the headline, in pixels.
    private static let tallest = line - lineGap - margin - bar.height - bar.gap
    /// In Unicode scalars; far more than can be read on a card.
    private static let mostLetters = 500
    private static let sizes = [116, 104, 94, 84, 76, 68, 60, 54]

    static func draw(_ card: ImageCard) throws(ImageError) -> RenderedImage {
        do throws(VipsPicture.Failure) {
            let words = CardText.oneLine(card.headline, limit: mostLetters)
            let isFromRight = CardText.startsFromRight(
                words, isLanguageFromRight: Publication.isRightToLeft(card.language))
            var canvas = Canvas(try area(ImageCard.width, ImageCard.height, card.background), isFromRight)
            let headline = try headline(
                CardText(words, language: card.language, isFromRight: isFromRight, font: card.font), card)
            // Bar and headline together stand in the middle of what is above the line, a little higher as a page is composed.
            let height = bar.height + (headline.map { bar.gap + $0.height } ?? 0)
            let top = margin + max(0, (line - lineGap - margin - height) * 2 / 5)
            try canvas.insert(try area(bar.width, bar.height, card.accent), top)
            if let headline { try canvas.lay(headline, top + bar.height + bar.gap) }
            let name = CardText.oneLine(card.magazine, limit: mostLetters)
            if let name = try footer(
                CardText(
                    name, language: card.language, isFromRight: CardText.startsFromRight(name, isLanguageFromRight: false),
                    font: card.font), card)
            {
                try canvas.insert(try area(column, 2, card.rule), line)
                try canvas.lay(name, footer - name.height / 2)
            }
            let whole = try canvas.picture.inMemory()
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

    // MARK: - Words

    /// The largest of the sizes in which no word is broken. A word that is wider than the card is broken; what is longer than
    /// the card is high is cut.
    private static func headline(_ text: CardText, _ card: ImageCard) throws(VipsPicture.Failure) -> VipsPicture? {
        guard text.count > 0 else { return nil }
        for size in sizes {
            // Letters in a row that are wider than any picture may be are an error, and too wide like others.
            if let drawn = try? draw(text, card, size: size), fits(drawn) { return try balanced(text, drawn, card, size: size) }
        }
        for size in sizes.suffix(4) {
            let drawn = try draw(text, card, size: size, breaksWords: true)
            if fits(drawn) { return drawn }
        }
        return try longest(text) { (text) throws(VipsPicture.Failure) in
            let drawn = try draw(text, card, size: sizes[sizes.count - 1], breaksWords: true)
            return fits(drawn) ? drawn : nil
        }
    }

    private static func footer(_ text: CardText, _ card: ImageCard) throws(VipsPicture.Failure) -> VipsPicture? {
        guard text.count > 0 else { return nil }
        return try longest(text) { (text) throws(VipsPicture.Failure) in
            let drawn = try draw(text, card, size: 34, width: 0)
            return drawn.width <= column && drawn.height <= margin ? drawn : nil
        }
    }

    private static func fits(_ drawn: VipsPicture) -> Bool { drawn.height <= tallest && drawn.width <= column }

    /// The narrowest column in which it has no more lines: no word stands alone in the last.
    private static func balanced(
        _ text: CardText, _ drawn: VipsPicture, _ card: ImageCard, size: Int
    ) throws(VipsPicture.Failure) -> VipsPicture {
        guard drawn.height > size * 3 / 2 else { return drawn }
        var best = drawn
        var (low, high) = (column / 3, drawn.width)
        while high - low > 8 {
            let middle = (low + high) / 2
            let narrower = try draw(text, card, size: size, width: middle)
            // With other words in the first line and the last the height is another by what reaches up and down.
            if narrower.width <= middle, narrower.height < drawn.height + size / 2, fits(narrower) {
                best = narrower
                high = min(middle, narrower.width)
            } else {
                low = middle
            }
        }
        return best
    }

    /// As much of a text as can be drawn.
    private static func longest(
        _ text: CardText, _ draw: (CardText) throws(VipsPicture.Failure) -> VipsPicture?
    ) throws(VipsPicture.Failure) -> VipsPicture? {
        if let whole = try draw(text) { return whole }
        var best: VipsPicture?
        var (low, high) = (0, text.count + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if let drawn = try draw(text.cut(to: middle)) {
                best = drawn
                low = middle
            } else {
                high = middle
            }
        }
        guard let best else { throw VipsPicture.Failure(reason: "its first letter is larger than the card") }
        return best
    }

    private static func draw(
        _ text: CardText, _ card: ImageCard, size: Int, width: Int = column, breaksWords: Bool = false
    ) throws(VipsPicture.Failure) -> VipsPicture {
        let markup = text.markup(card.text)
        return try VipsPicture {
            stet_vips_text(markup, text.font("Bold", size), Int32(width), breaksWords ? 1 : 0, $0)
        }
    }

    // MARK: - Areas

    private static func area(
        _ width: Int, _ height: Int, _ colour: ImageCard.Colour
    ) throws(VipsPicture.Failure) -> VipsPicture {
        try VipsPicture {
            stet_vips_area(
                Int32(width), Int32(height), Double(colour.red), Double(colour.green), Double(colour.blue), $0)
        }
    }

    /// What has been drawn so far, and at which margin the rest is put.
    private struct Canvas {
        private(set) var picture: VipsPicture
        private let isFromRight: Bool

        init(_ ground: VipsPicture, _ isFromRight: Bool) { (picture, self.isFromRight) = (ground, isFromRight) }

        mutating func insert(_ area: VipsPicture, _ top: Int) throws(VipsPicture.Failure) {
            let (below, left) = (picture, left(of: area))
            picture = try VipsPicture { stet_vips_insert(below.handle, area.handle, left, Int32(top), $0) }
        }

        mutating func lay(_ words: VipsPicture, _ top: Int) throws(VipsPicture.Failure) {
            let (below, left) = (picture, left(of: words))
            picture = try VipsPicture { stet_vips_lay_over(below.handle, words.handle, left, Int32(top), $0) }
        }

        private func left(of part: VipsPicture) -> Int32 {
            Int32(isFromRight ? ImageCard.width - margin - part.width : margin)
        }
    }
}
