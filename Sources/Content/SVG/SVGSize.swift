extension SVGSanitizer {
    /// Width and height in CSS pixels, for a page to reserve the place; neither is zero.
    package struct Size: Hashable, Sendable {
        package let width: Double
        package let height: Double
    }
}

/// How large a picture says it is.
///
/// By `width` and `height` where both have absolute units; where only one has, the other follows from the `viewBox`;
/// else the `viewBox` is the size.
enum SVGSize {
    /// Units, with how many pixels they are; 0 for those that depend on something else.
    static let units: [String: Double] = [
        "": 1, "px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "%": 0, "em": 0,
        "ex": 0, "ch": 0, "rem": 0, "vw": 0, "vh": 0, "vmin": 0, "vmax": 0, "deg": 0, "rad": 0, "grad": 0, "turn": 0,
    ]

    static func size(width: [UInt8]?, height: [UInt8]?, viewBox: [UInt8]?) -> SVGSanitizer.Size? {
        let width = width.flatMap { pixels($0) }
        let height = height.flatMap { pixels($0) }
        if let width, let height { return SVGSanitizer.Size(width: width, height: height) }
        guard let box = viewBox.flatMap({ self.box($0) }) else { return nil }
        if let width { return size(width, width * box.height / box.width) }
        if let height { return size(height * box.width / box.height, height) }
        return box
    }

    private static func pixels(_ value: [UInt8]) -> Double? {
        let (number, unit) = parsed(value[...])
        guard let number, let factor = units[unit] else { return nil }
        return plausible(number * factor)
    }

    private static func box(_ value: [UInt8]) -> SVGSanitizer.Size? {
        let numbers = value.split { $0 == 0x20 || $0 == UInt8(ascii: ",") }
        guard numbers.count == 4, let width = parsed(numbers[2]).number, let height = parsed(numbers[3]).number else {
            return nil
        }
        return size(width, height)
    }

    private static func size(_ width: Double, _ height: Double) -> SVGSanitizer.Size? {
        guard let width = plausible(width), let height = plausible(height) else { return nil }
        return SVGSanitizer.Size(width: width, height: height)
    }

    /// A number that can be a length on a screen.
    private static func plausible(_ number: Double) -> Double? {
        number > 0 && number <= 1_000_000 ? number : nil
    }

    private static func parsed(_ value: ArraySlice<UInt8>) -> (number: Double?, unit: String) {
        let value = Array(value)
        var tokens = CSSTokenizer(value, in: 0..<value.count)
        guard case .number(let digits, let unit) = tokens.next(), tokens.next() == nil else { return (nil, "") }
        return (Double(String(decoding: value[digits], as: UTF8.self)), tokens.lowercased(unit))
    }
}
