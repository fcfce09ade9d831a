/// Which of a picture's derived files is meant: its size and its format.
///
/// In addresses and in file names it is `960.webp`, `card-500-333.jpg`, `square-96-500-333.webp`, `300x200.original`,
/// `full.original`.
package struct RenditionKey: Hashable, Sendable {
    package enum Size: Hashable, Sendable {
        /// The picture's own, all frames of it: what the address of an old upload answers with.
        case full
        /// A width of the ladder, in pixels; the height follows.
        case width(Int)
        /// A size variant of WordPress: the whole picture where it has that shape, else cut around a point, in thousandths.
        case exact(width: Int, height: Int, focalX: Int = 500, focalY: Int = 500)
        /// 1200 × 630 for those who share an article, cut around a point, in thousandths.
        case card(focalX: Int, focalY: Int)
        /// A portrait: a square of so many pixels, cut around a point, in thousandths.
        case square(Int, focalX: Int, focalY: Int)
        /// No form of a picture, but a card that is drawn for what has none: 1200 × 630 too.
        case drawn
    }

    package enum Format: String, Sendable, CaseIterable {
        case avif, webp, jpeg, png, gif, svg
        /// The picture's own; JPEG for HEIC, which browsers do not show.
        case original

        fileprivate var ending: String { self == .jpeg ? "jpg" : rawValue }
    }

    package var size: Size
    package var format: Format

    package init(_ size: Size, _ format: Format) { (self.size, self.format) = (size, format) }

    package static let full = RenditionKey(.full, .original)

    package static let drawn = RenditionKey(.drawn, .png)

    package static let cardWidth = 1200
    package static let cardHeight = 630

    package var fileName: String {
        let name =
            switch size {
            case .full: "full"
            case .width(let width): "\(width)"
            case .exact(let width, let height, 500, 500): "\(width)x\(height)"
            case .exact(let width, let height, let x, let y): "\(width)x\(height)-\(x)-\(y)"
            case .card(let x, let y): "card-\(x)-\(y)"
            case .square(let side, let x, let y): "square-\(side)-\(x)-\(y)"
            case .drawn: "drawn"
            }
        return "\(name).\(format.ending)"
    }

    /// Takes exactly what `fileName` gives: every file has one name only.
    package init?(fileName: String) {
        guard fileName.utf8.count <= 40, let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let ending = String(fileName[fileName.index(after: dot)...])
        guard let format = Format.allCases.first(where: { $0.ending == ending }) else { return nil }
        let parts = fileName[..<dot].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let numbers = parts.dropFirst().compactMap(Int.init)
        let point = Array(numbers.suffix(2))
        guard numbers.count == parts.count - 1, point.allSatisfy((0...1000).contains) else { return nil }
        switch (parts[0], numbers.count) {
        case ("full", 0): size = .full
        case ("drawn", 0) where format == .png: size = .drawn
        case ("card", 2): size = .card(focalX: point[0], focalY: point[1])
        case ("square", 3) where (1...65_535).contains(numbers[0]):
            size = .square(numbers[0], focalX: point[0], focalY: point[1])
        case (let sides, 0), (let sides, 2):
            let sides = sides.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
            guard sides.allSatisfy((1...65_535).contains) else { return nil }
            if sides.count == 2 {
                let (x, y) = point.isEmpty ? (500, 500) : (point[0], point[1])
                size = .exact(width: sides[0], height: sides[1], focalX: x, focalY: y)
            } else if sides.count == 1, point.isEmpty {
                size = .width(sides[0])
            } else {
                return nil
            }
        default: return nil
        }
        self.format = format
        // Signs, leading zeros, what was passed over.
        guard self.fileName == fileName else { return nil }
    }

    /// The size of what is cut out of a picture: as asked for, or the largest of that shape that a smaller picture has.
    package static func cut(
        _ width: Int, _ height: Int, ofPictureOf pictureWidth: Int, _ pictureHeight: Int
    ) -> (width: Int, height: Int) {
        let (wide, high) = (max(1, pictureWidth), max(1, pictureHeight))
        let factor = max(1, Double(width) / Double(wide), Double(height) / Double(high))
        func side(_ wanted: Int, _ most: Int) -> Int { max(1, min(most, Int((Double(wanted) / factor).rounded()))) }
        return (side(width, wide), side(height, high))
    }

    /// Whether a size has a picture's shape, so that nothing need be cut off.
    ///
    /// WordPress holds widths and heights against each other after rounding (`wp_image_matches_ratio` in
    /// wp-includes/media.php): one pixel more or less is the same shape. It asks by the width only and takes long narrow pictures
    /// for cut ones; here either side may be the one that was given.
    package static func keepsShape(
        _ width: Int, _ height: Int, ofPictureOf pictureWidth: Int, _ pictureHeight: Int
    ) -> Bool {
        guard width > 0, height > 0, pictureWidth > 0, pictureHeight > 0 else { return false }
        let high = (Double(pictureHeight) * Double(width) / Double(pictureWidth)).rounded()
        let wide = (Double(pictureWidth) * Double(height) / Double(pictureHeight)).rounded()
        return abs(max(1, high) - Double(height)) <= 1 || abs(max(1, wide) - Double(width)) <= 1
    }
}
