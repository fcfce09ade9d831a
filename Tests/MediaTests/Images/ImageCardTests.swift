import Media
import TestSupport
import Testing

@Suite("Cards for pages without a picture")
struct ImageCardTests {
    let workers = TestWorkers.shared

    /// Pixels of what is drawn. The headline stands above the line at 504, the magazine's name below it.
    private func pixels(_ card: ImageCard) async throws -> PNGPixels {
        let drawn = try await workers.draw(card)
        #expect((drawn.width, drawn.height, drawn.format) == (1200, 630, .png))
        // A PNG that is not compressed, of the same pixels.
        let plain = try await workers.render(drawn.bytes, [RenditionSpec(width: 1200, format: .png, effort: 0)])
        return try #require(PNGPixels(plain[0].bytes))
    }

    /// The rows and columns that the headline takes: what is dark, as the bar above it is not.
    private func headline(_ card: ImageCard) async throws -> Area {
        let pixels = try await pixels(card)
        var area = Area()
        for y in 0..<500 { for x in 0..<1200 where pixels[x, y][0] < 100 { area.add(x, y) } }
        return area
    }

    private struct Area {
        private(set) var (left, right, top, bottom, count) = (Int.max, -1, Int.max, -1, 0)
        var lines: Int { rows.filter { $0 > 0 && !rows.contains($0 - 1) }.count }
        private var rows: Set<Int> = []

        mutating func add(_ x: Int, _ y: Int) {
            (left, right, top, bottom, count) = (min(left, x), max(right, x), min(top, y), max(bottom, y), count + 1)
            rows.insert(y)
        }
    }

    @Test("a headline stands at the left margin, one in Arabic or Hebrew at the right")
    func alignsByScript() async throws {
        let english = try await headline(ImageCard(headline: "Night trains", magazine: "M", language: "en"))
        #expect((80...86).contains(english.left) && english.right < 1000)
        for (headline, language) in [("قطارات", ""), ("רכבות", "en"), ("« قطارات »", ""), ("iPhone 17", "ar"), ("17", "he-IL")] {
            let other = try await self.headline(ImageCard(headline: headline, magazine: "M", language: language))
            #expect(other.left > 200 && (1114...1119).contains(other.right), "\(headline): \(other.left) to \(other.right)")
        }
        // A word of another script does not turn the rest round.
        let mixed = try await headline(ImageCard(headline: "שלום means peace", magazine: "M", language: "en"))
        #expect((80...86).contains(mixed.left))
    }

    @Test(
        "a headline of any length and script stays within the margins, above the line",
        arguments: [
            ("en", String(repeating: "headline ", count: 12)), ("en", String(repeating: "headline ", count: 400)),
            ("en", String(repeating: "x", count: 200)), ("en", String(repeating: "W", count: 5000)),
            ("de", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"),
            ("zh", String(repeating: "夜行列车", count: 90)), ("ja", String(repeating: "夜行列車が帰ってくる。", count: 30)),
            ("ko", String(repeating: "밤열차가", count: 50)), ("ar", String(repeating: "قطارات الليل ", count: 40)),
            ("ur", String(repeating: "رات کی ٹرینیں ", count: 40)), ("th", String(repeating: "รถไฟกลางคืน", count: 40)),
            ("vi", String(repeating: "Những chuyến tàu đêm ", count: 20)), ("en", String(repeating: "🚂👩‍👩‍👧‍👦🇳🇴 ", count: 60)),
            ("en", "A" + String(repeating: "\u{0301}", count: 400)),
            ("en", String(repeating: "Z\u{0315}\u{0351}\u{0320} ", count: 90)),
            ("en", "."),
        ])
    func fits(language: String, words: String) async throws {
        let found = try await headline(ImageCard(headline: words, magazine: "M", language: language))
        #expect(found.left >= 80 && found.right < 1120 && found.top >= 120 && found.bottom < 460, "\(found.left) \(found.right)")
        #expect(found.count > 50)
    }

    @Test("a short headline is written large, and no word of it stands alone in the last line")
    func composes() async throws {
        let short = try await headline(ImageCard(headline: "Fog", magazine: "M", language: "en"))
        #expect(short.bottom - short.top > 80)
        // Filled from the left these would leave one word over.
        let two = try await pixels(ImageCard(headline: "Once round the harbour", magazine: "M", language: "en"))
        var right: [Int] = []
        for rows in [0..<260, 260..<500] {
            right.append(rows.flatMap { y in (0..<1200).filter { two[$0, y][0] < 100 } }.max() ?? 0)
        }
        #expect(abs(right[0] - right[1]) < 250, "\(right)")
    }

    @Test("Chinese is drawn in the forms of its language")
    func forms() async throws {
        var drawn: Set<[UInt8]> = []
        for language in ["zh-Hans", "zh-Hant", "ja", "ko"] {
            drawn.insert(try await workers.draw(ImageCard(headline: "直骨角", magazine: "M", language: language)).bytes)
        }
        #expect(drawn.count >= 3)
    }

    @Test("markup is drawn as it is written, and what is no text is left out")
    func escapes() async throws {
        let plain = try await workers.draw(ImageCard(headline: "a b", magazine: "m"))
        let controls = try await workers.draw(
            ImageCard(headline: "  a\u{0}\u{7}\n\u{2028}b\u{FFFC}\u{E000} ", magazine: "\tm\u{1B}"))
        #expect(plain.bytes == controls.bytes)
        let marked = try await headline(ImageCard(headline: "<span size='1'>&amp;</span> & </b> \" '", magazine: "<i>&"))
        #expect(marked.count > 3000)
        let odd = try await workers.draw(
            ImageCard(headline: "x\u{202E}y\u{FFFF}\u{10FFFF}", magazine: "y", language: "\"><b>", font: "Noto\" 900px <"))
        #expect(odd.width == 1200)
    }

    @Test("a name that is too long for one line is cut, with a sign that it was")
    func longName() async throws {
        let card = ImageCard(headline: "x", magazine: String(repeating: "The Harbour Post and ", count: 20))
        let pixels = try await pixels(card)
        var columns: Set<Int> = []
        for y in 515..<630 { for x in 0..<1200 where pixels[x, y][0] < 100 { columns.insert(x) } }
        let (left, right) = (columns.min() ?? 0, columns.max() ?? 1200)
        #expect(left >= 80 && right < 1120 && right > 900)
    }

    @Test("an empty card is ground and bar, a JPEG where one is wanted, in the colours asked for")
    func colours() async throws {
        let card = ImageCard(
            headline: " \n", magazine: " ", background: try #require(ImageCard.Colour("#0000ff")),
            accent: try #require(ImageCard.Colour("#ff0000")), asJPEG: true)
        let drawn = try await workers.draw(card)
        #expect(drawn.format == .jpeg)
        let plain = try await workers.render(drawn.bytes, [RenditionSpec(width: 1200, format: .png, effort: 0)])
        let pixels = try #require(PNGPixels(plain[0].bytes))
        let bar = (0..<630).filter { pixels.colour(120, $0) == "red" }
        #expect(bar.count >= 8 && pixels.colour(600, bar.first ?? 0) == "blue" && pixels.colour(600, 504) == "blue")
        #expect(ImageCard.Colour("0000ff") == nil && ImageCard.Colour("#00f") == nil && ImageCard.Colour("#+0000f") == nil)
    }
}
