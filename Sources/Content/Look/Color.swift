/// A colour of the sRGB space, as CSS writes it: `#a3271c`.
package struct Color: Hashable, Sendable {
    let red, green, blue: UInt8

    /// - Parameter text: `#a3271c` or `#a31`; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "#") else { return nil }
        var digits: [UInt8] = []
        for byte in text.utf8.dropFirst() {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            digits.append(UInt8(digit))
        }
        switch digits.count {
        case 3: (red, green, blue) = (digits[0] * 17, digits[1] * 17, digits[2] * 17)
        case 6: (red, green, blue) = (digits[0] << 4 | digits[1], digits[2] << 4 | digits[3], digits[4] << 4 | digits[5])
        default: return nil
        }
    }

    private init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// `#a3271c`
    package var text: String { "#" + [red, green, blue].flatMap { [hex($0 >> 4), hex($0 & 15)] }.joined() }

    private func hex(_ digit: UInt8) -> String { String(digit, radix: 16) }

    /// The ratio that WCAG 2.2 asks for: from 1, for one and the same, to 21, for black on white.
    package func contrast(with other: Color) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// WCAG 2.2, relative luminance. The power of 2.4 is taken from its values at hand: a curve by table would be as long.
    private var luminance: Double {
        0.2126 * Color.linear(red) + 0.7152 * Color.linear(green) + 0.0722 * Color.linear(blue)
    }

    private static func linear(_ channel: UInt8) -> Double {
        let value = Double(channel) / 255
        return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }

    /// x to the power of 2.4, as x² times the fifth root of x², found by Newton.
    private static func power(_ x: Double) -> Double {
        let square = x * x
        var root = 1.0
        for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
        return square * root
    }

    /// The same colour, as much lighter as it must be to be read on a dark ground.
    package func lightened(toContrast ratio: Double, on ground: Color) -> Color {
        var color = self
        for percent in 0...20 {
            let part = Double(percent) * 0.05
            func mixed(_ channel: UInt8) -> UInt8 { UInt8((Double(channel) + (255 - Double(channel)) * part).rounded()) }
            color = Color(red: mixed(red), green: mixed(green), blue: mixed(blue))
            if color.contrast(with: ground) >= ratio { return color }
        }
        return color
    }
}
