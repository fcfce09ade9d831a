/// A picture for those who share an article that has none: its headline and the magazine's name, 1200 × 630.
package struct ImageCard: Sendable, Equatable {
    package static let width = 1200
    package static let height = 630

    package struct Colour: Sendable, Equatable {
        package var red: UInt8
        package var green: UInt8
        package var blue: UInt8

        package init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

        /// `#rrggbb`, as CSS writes it.
        package init?(_ text: String) {
            let digits = Array(text.utf8)
            guard digits.count == 7, digits.first == UInt8(ascii: "#"), let value = UInt32(text.dropFirst(), radix: 16),
                digits.dropFirst().allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
            else { return nil }
            self.init(
                red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
                blue: UInt8(truncatingIfNeeded: value))
        }

        var hexadecimal: String {
            let digits = Array("0123456789abcdef".utf8)
            let bytes = [red, green, blue].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
            return "#" + String(decoding: bytes, as: UTF8.self)
        }
    }

    package var headline: String
    package var magazine: String
    /// BCP 47, as in `lang`: it decides between Chinese and Japanese forms of the same character. May be empty.
    package var language: String
    package var background: Colour
    package var text: Colour
    package var accent: Colour
    /// A family of fonts that fontconfig knows, for what is written in the Latin alphabet; what it lacks comes from others.
    package var font: String
    /// PNG is sharper and, for flat colours, mostly smaller.
    package var asJPEG: Bool

    package init(
        headline: String, magazine: String, language: String = "",
        background: Colour = Colour(red: 253, green: 252, blue: 249), text: Colour = Colour(red: 26, green: 24, blue: 21),
        accent: Colour = Colour(red: 163, green: 39, blue: 28), font: String = "Noto Serif", asJPEG: Bool = false
    ) {
        (self.headline, self.magazine, self.language) = (headline, magazine, language)
        (self.background, self.text, self.accent) = (background, text, accent)
        (self.font, self.asJPEG) = (font, asJPEG)
    }

    /// The ground with a little of the text's colour.
    var rule: Colour {
        func mixed(_ ground: UInt8, _ ink: UInt8) -> UInt8 { UInt8((Int(ground) * 5 + Int(ink)) / 6) }
        return Colour(
            red: mixed(background.red, text.red), green: mixed(background.green, text.green),
            blue: mixed(background.blue, text.blue))
    }
}
