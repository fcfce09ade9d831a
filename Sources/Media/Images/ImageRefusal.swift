/// Why a picture is not taken, in a sentence for whoever wanted to publish it.
package enum ImageRefusal: Error, Equatable, CustomStringConvertible {
    case empty
    case tooManyBytes(Int, limit: Int)
    /// What it looks like instead, where that can be told.
    case notAPicture(ForeignFormat?)
    case noSize(ImageFormat)
    case sideTooLong(width: Int, height: Int, limit: Int)
    case tooManyPixels(width: Int, height: Int, megapixels: Int)
    case tooManyFrames(Int, limit: Int)
    case tooManyPixelsInAll(frames: Int, width: Int, height: Int, megapixels: Int)
    case tooManyScans(Int, limit: Int)
    case tooMuchMetadata(bytes: Int, limit: Int)

    package var description: String {
        switch self {
        case .empty:
            "It has no bytes at all."
        case .tooManyBytes(let bytes, let limit):
            "It has \(megabytes(bytes)); at most \(megabytes(limit)) are taken."
        case .notAPicture(nil):
            "It is not a picture. JPEG, PNG, GIF, WebP, AVIF, HEIC and SVG are taken."
        case .notAPicture(let format?):
            "It is \(format.rawValue). JPEG, PNG, GIF, WebP, AVIF, HEIC and SVG are taken."
        case .noSize(let format):
            "It is damaged, for it begins as \(format.word) does but does not say how large it is."
        case .sideTooLong(let width, let height, let limit):
            "It is \(pixels(width, height)); at most \(grouped(limit)) on a side are taken."
        case .tooManyPixels(let width, let height, let limit):
            "It is \(pixels(width, height)); at most \(grouped(limit)) megapixels are taken."
        case .tooManyFrames(let frames, let limit):
            "It has \(grouped(frames)) frames; at most \(grouped(limit)) are taken."
        case .tooManyPixelsInAll(let frames, let width, let height, let limit):
            """
            It has \(grouped(frames)) frames of \(pixels(width, height)); all together at most \(grouped(limit)) megapixels are \
            taken.
            """
        case .tooManyScans(let scans, let limit):
            "It is drawn in \(grouped(scans)) passes; at most \(grouped(limit)) are taken."
        case .tooMuchMetadata(let bytes, let limit):
            "It carries \(megabytes(bytes)) of metadata; at most \(megabytes(limit)) are taken."
        }
    }

    private func pixels(_ width: Int, _ height: Int) -> String { "\(grouped(width)) × \(grouped(height)) pixels" }

    private func megabytes(_ bytes: Int) -> String {
        bytes < 10_000_000 ? "\(grouped(bytes)) bytes" : "\(grouped(bytes / 1_000_000)) MB"
    }

    /// 60,000 for 60000.
    private func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return String(digits)
    }
}

extension ImageFormat {
    /// With its article.
    fileprivate var word: String {
        switch self {
        case .jpeg: "a JPEG"
        case .png: "a PNG"
        case .gif: "a GIF"
        case .webp: "a WebP"
        case .avif: "an AVIF"
        case .heif: "a HEIC"
        case .svg: "an SVG"
        }
    }
}
