import Content
import Storage

/// The forms in which a picture is offered to browsers, for one place of a page.
struct PictureForms {
    /// Where a picture stands: how wide it may get there, and so which widths are worth offering.
    enum Place {
        case card, lead, body
        /// A portrait beside a byline, or above an author's articles: a square.
        case face, portrait

        /// For screens of up to two or three dots to a pixel.
        var widest: Int {
            switch self {
            case .card: 960
            case .lead: 2560
            case .body: 1920
            case .face: 144
            case .portrait: 288
            }
        }

        /// What is loaded by browsers that know nothing of the list.
        var usual: Int {
            switch self {
            case .card: 640
            case .lead, .body: 1280
            case .face: 48
            case .portrait: 96
            }
        }

        /// How wide most screens want it there: phones, and others with one dot to a pixel and with two.
        fileprivate var first: [Int] {
            switch self {
            case .card: [320, 640]
            case .lead, .body: [960, 1280]
            case .face, .portrait: [widest / 3]
            }
        }

        var isSquare: Bool { self == .face || self == .portrait }

        /// How wide the picture is in the default theme, for a body's pictures: templates say it for the others.
        static let bodySizes = "(min-width:46em) 704px, 100vw"
    }

    private let image: ImageView
    private let place: Place
    private let base: String

    init(_ image: ImageView, in place: Place, home: String) {
        (self.image, self.place) = (image, place)
        base = home + "images/" + image.name + "/"
    }

    private var isSVG: Bool { image.format == "svg" }

    private var widths: [Int] {
        let (width, height) = (Int(clamping: image.width), Int(clamping: image.height))
        let all = place.isSquare ? ImageLadder.squares(upTo: width, height) : ImageLadder.widths(upTo: width)
        let fitting = all.filter { $0 <= place.widest }
        // Nothing is known of it, or its own width is all there is.
        if fitting.isEmpty { return Array((all.isEmpty ? ImageLadder.widths.suffix(1) : all[...]).prefix(1)) }
        return fitting
    }

    /// For `width` and `height`: the picture's own, or those of the square that is cut out of it.
    var size: (width: Int64, height: Int64) {
        place.isSquare && !isSVG ? (Int64(usualWidth), Int64(usualWidth)) : (image.width, image.height)
    }

    /// The picture in the format that every browser knows.
    var source: String {
        isSVG ? base + RenditionKey(.full, .original).fileName : address(usualWidth, fallback)
    }

    private var usualWidth: Int { widths.first { $0 >= place.usual } ?? widths.last ?? place.usual }

    /// The same with all that must be told where nothing else is offered: in a feed, on a card.
    var usual: (path: String, width: Int, height: Int, mediaType: String) {
        let (own, high) = (Int(clamping: image.width), Int(clamping: image.height))
        guard !isSVG, own > 0 else { return (source, own, high, isSVG ? "image/svg+xml" : "image/\(fallback.rawValue)") }
        let height = place.isSquare ? Double(usualWidth) : (Double(usualWidth) * Double(high) / Double(own)).rounded()
        return (source, usualWidth, max(1, Int(height)), "image/\(fallback.rawValue)")
    }

    /// The largest form in that format that is no larger than this; nil where each is.
    func largest(within width: Int, _ height: Int) -> (path: String, width: Int, height: Int)? {
        let (own, high) = (Int(clamping: image.width), Int(clamping: image.height))
        guard !isSVG, own > 0, high > 0 else { return nil }
        for candidate in widths.reversed() where candidate <= width {
            let tall = max(1, Int((Double(candidate) * Double(high) / Double(own)).rounded()))
            if tall <= height { return (address(candidate, fallback), candidate, tall) }
        }
        return nil
    }

    /// The list of widths in that format; empty where there is but one.
    var sourceSet: String { isSVG ? "" : list(fallback) }

    /// Lists in better formats, the best first.
    var better: [(type: String, sourceSet: String)] {
        guard !isSVG else { return [] }
        return formats.dropLast().map { (type: "image/\($0.rawValue)", sourceSet: list($0)) }
    }

    /// The forms that most readers load, in the formats that browsers choose from.
    var first: [RenditionKey] {
        guard !isSVG else { return [RenditionKey(.full, .original)] }
        var sizes: [Int] = []
        for wanted in place.first {
            let width = widths.first { $0 >= wanted } ?? widths.last ?? wanted
            if !sizes.contains(width) { sizes.append(width) }
        }
        return sizes.flatMap { width in formats.map { key(width, $0) } }
    }

    private var formats: [RenditionKey.Format] {
        ImageLadder.formats(of: image.format, frames: image.frames, fallback: image.fallback)
    }

    private var fallback: RenditionKey.Format { formats.last ?? .jpeg }

    private func list(_ format: RenditionKey.Format) -> String {
        widths.map { "\(address($0, format)) \($0)w" }.joined(separator: ", ")
    }

    private func address(_ width: Int, _ format: RenditionKey.Format) -> String { base + key(width, format).fileName }

    private func key(_ width: Int, _ format: RenditionKey.Format) -> RenditionKey {
        guard place.isSquare else { return RenditionKey(.width(width), format) }
        let point = (Int(clamping: image.focalX), Int(clamping: image.focalY))
        return RenditionKey(.square(width, focalX: point.0, focalY: point.1), format)
    }

    /// The picture cut to 1200 × 630 around its focal point, for those who share the page.
    var card: String? {
        guard !isSVG else { return nil }
        let size = RenditionKey.Size.card(focalX: Int(clamping: image.focalX), focalY: Int(clamping: image.focalY))
        return base + RenditionKey(size, .jpeg).fileName
    }
}
