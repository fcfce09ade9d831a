import Media
import TestSupport
import Testing

@Suite("Cards for articles without a picture")
struct ImageCardTests {
    let workers = TestWorkers.shared

    /// What is drawn, as the columns and rows that differ from the ground.
    private func ink(_ card: ImageCard) async throws -> (left: Int, right: Int, top: Int, bottom: Int, count: Int) {
        let drawn = try await workers.draw(card)
        #expect((drawn.width, drawn.height, drawn.format) == (1200, 630, .png))
        // A PNG that is not compressed, of the same pixels.
        let plain = try await workers.render(drawn.bytes, [RenditionSpec(width: 1200, format: .png, effort: 0)])
        let pixels = try #require(PNGPixels(plain[0].bytes))
        var found = (left: Int.max, right: 0, top: Int.max, bottom: 0, count: 0)
        // Within the bars at both sides.
        for y in 0..<630 {
            for x in 20..<1180 where pixels[x, y].prefix(3) != [250, 248, 243] {
                found = (min(found.left, x), max(found.right, x), min(found.top, y), max(found.bottom, y), found.count + 1)
            }
        }
        return found
    }

    @Test("a headline stands at the left, one in Arabic or Hebrew at the right")
    func alignsByScript() async throws {
        let english = try await ink(ImageCard(headline: "Night trains", magazine: ""))
        #expect(english.left < 100 && english.right < 900)
        for headline in ["قطارات", "רכבות", "« قطارات »"] {
            let other = try await ink(ImageCard(headline: headline, magazine: ""))
            #expect(other.left > 300 && other.right > 1100, "\(headline): \(other)")
        }
    }

    @Test("a headline of any length stays within the margins, above the name")
    func fits() async throws {
        for words in [1, 12, 40, 400] {
            let found = try await ink(
                ImageCard(headline: String(repeating: "headline ", count: words), magazine: ""))
            #expect(found.left >= 60 && found.right <= 1140 && found.bottom <= 480, "\(words) words: \(found)")
            #expect(found.count > 1000)
        }
        let unbroken = try await ink(ImageCard(headline: String(repeating: "x", count: 300), magazine: ""))
        #expect(unbroken.right <= 1140)
        let chinese = try await ink(ImageCard(headline: String(repeating: "夜行列车", count: 90), magazine: "", language: "zh"))
        #expect(chinese.right <= 1140 && chinese.bottom <= 480)
    }

    @Test("markup is drawn as it is written, and what is no text is left out")
    func escapes() async throws {
        let plain = try await workers.draw(ImageCard(headline: "a b", magazine: "m"))
        let controls = try await workers.draw(ImageCard(headline: "  a\u{0}\u{7}\n b ", magazine: "m"))
        #expect(plain.bytes == controls.bytes)
        let markup = try await ink(ImageCard(headline: "<span size='1'>&amp;</span> & </b> \" '", magazine: "<i>&"))
        #expect(markup.count > 3000)
        let odd = try await workers.draw(
            ImageCard(headline: "x", magazine: "y", language: "\"><b>", font: "Noto\" 900px <"))
        #expect(odd.width == 1200)
    }

    @Test("an empty card is ground and bar, a JPEG where one is wanted, in the colours asked for")
    func colours() async throws {
        let card = ImageCard(
            headline: "", magazine: " ", background: try #require(ImageCard.Colour("#0000ff")),
            accent: try #require(ImageCard.Colour("#ff0000")), asJPEG: true)
        let drawn = try await workers.draw(card)
        #expect(drawn.format == .jpeg)
        let plain = try await workers.render(drawn.bytes, [RenditionSpec(width: 1200, format: .png, effort: 0)])
        let pixels = try #require(PNGPixels(plain[0].bytes))
        #expect(pixels.colour(600, 300) == "blue" && pixels.colour(4, 300) == "red")
        #expect(ImageCard.Colour("0000ff") == nil && ImageCard.Colour("#00f") == nil && ImageCard.Colour("#+0000f") == nil)
    }
}
