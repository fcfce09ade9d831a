import Content
import Testing

@Suite("Colours that a magazine sets")
struct LookTests {
    @Test(
        "contrast is that of WCAG's own examples",
        arguments: [
            ("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#fff", 4.54), ("#0000ff", "#ffffff", 8.59),
            ("#ff0000", "#ffffff", 4.0), ("#123456", "#123456", 1.0),
        ])
    func contrast(_ one: String, _ other: String, _ expected: Double) throws {
        let (one, other) = (try #require(Color(one)), try #require(Color(other)))
        #expect(abs(one.contrast(with: other) - expected) < 0.01)
        #expect(one.contrast(with: other) == other.contrast(with: one))
    }

    @Test("what is no colour is none", arguments: ["", "red", "#", "#12", "#1234", "#12345g", "#1234567", "a3271c", "#é0000"])
    func none(_ text: String) { #expect(Color(text) == nil) }

    @Test("every colour is made light enough for a dark ground, and one that is so already stays")
    func lightened() throws {
        let ground = try #require(Color(Look.paperInTheDark))
        for red in stride(from: 0, through: 255, by: 51) {
            for green in stride(from: 0, through: 255, by: 51) {
                for blue in stride(from: 0, through: 255, by: 51) {
                    let text = "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                    let color = try #require(Color(text))
                    #expect(color.text == text)
                    let light = color.lightened(toContrast: 7, on: ground)
                    #expect(light.contrast(with: ground) >= 7, "\(text)")
                    if color.contrast(with: ground) >= 7 { #expect(light == color) }
                }
            }
        }
    }

    @Test("the default theme's own colours can be read, and a faint one is refused with its contrast")
    func faults() {
        var look = Look()
        (look.accent, look.paper, look.accentInTheDark, look.paperInTheDark) = (
            "#a3271c", Look.paper, "#ff9a85", Look.paperInTheDark
        )
        for setting in ["accent_color", "accent_color_dark", "paper_color", "paper_color_dark"] {
            #expect(look.fault(of: setting) == nil, "\(setting)")
        }
        look.accent = "#ffcc00"
        #expect(
            look.fault(of: "accent_color")
                == "words in it on the paper #fdfcf9 would be too faint to read: their contrast is 1.4 to 1, and must be 4.5 to 1"
        )
        look.paper = "#333333"
        #expect(look.fault(of: "paper_color")?.hasPrefix("text on it would be too faint to read") == true)
        (look.accent, look.paper) = ("#a3271c", "#e8b0a0")
        #expect(look.fault(of: "paper_color") != nil)
    }
}
