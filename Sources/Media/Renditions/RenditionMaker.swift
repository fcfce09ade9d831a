internal import Content

/// What a file is made of.
enum RenditionSource: Sendable {
    /// An original, of a format as it was told when it came in: what is made has the type that was promised.
    case original(ImageFormat)
    /// Words.
    case card(ImageCard)
}

/// Makes the bytes of derived files, by the workers. Waits for them.
struct RenditionMaker: Sendable {
    let originals: FileStore
    let workers: ImageWorkers
    let limits: ImageLimits

    /// All of them or none; several at once cost little more than the largest.
    ///
    /// - Parameter digest: of the original, where there is one.
    func make(
        _ keys: [RenditionKey], of digest: String, _ source: RenditionSource
    ) throws(ImageError) -> [[UInt8]] {
        switch source {
        case .original(let format): return try make(keys, of: digest, format)
        case .card(let card):
            let drawn = try workers.drawAndWait(card)
            return keys.map { _ in drawn.bytes }
        }
    }

    private func make(_ keys: [RenditionKey], of digest: String, _ format: ImageFormat) throws(ImageError) -> [[UInt8]] {
        let file = try ImageFile(path: originals.path(of: digest), limits: limits)
        guard (format == .svg) == (file.header.format == .svg) else { throw .refused(.notAPicture(nil)) }
        guard format != .svg else {
            guard keys.allSatisfy({ $0.size == .full }) else { throw .notOffered }
            let clean = try SVGCleaner(workers: workers, limits: limits).clean(try file.bytes()).svg
            return keys.map { _ in clean }
        }
        var specs: [RenditionSpec] = []
        for key in keys { specs.append(try RenditionMaker.spec(key, file.header, format)) }
        return try workers.renderAndWait(try file.bytes(), specs, limits: limits).map(\.bytes)
    }

    static func spec(_ key: RenditionKey, _ header: ImageHeader, _ format: ImageFormat) throws(ImageError) -> RenditionSpec {
        guard let target = key.target(for: format), let written = RenditionSpec.Format(target), target != .svg else {
            throw .notOffered
        }
        func point(_ x: Int, _ y: Int) -> FocalPoint { FocalPoint(x: Double(x) / 1000, y: Double(y) / 1000) }
        let isOwn = key.format == .original
        let (quality, effort) = isOwn ? (ownQuality[target], target == .avif ? 0 : nil) : (nil, nil)
        switch key.size {
        case .full:
            return RenditionSpec(width: 65_535, format: written, quality: quality, effort: effort)
        case .width(let width):
            // Its own width may be either side, by how the decoder turns it.
            guard ImageLadder.widths.contains(width) || width <= 2560 && [header.width, header.height].contains(width) else {
                throw .notOffered
            }
            return RenditionSpec(width: width, format: written, quality: quality, effort: effort)
        case .exact(let width, let height, let x, let y):
            let isWhole = RenditionKey.keepsShape(width, height, ofPictureOf: header.uprightWidth, header.uprightHeight)
            return RenditionSpec(
                width: width, height: height, fit: isWhole ? .exactly : .cover(point(x, y)), format: written, quality: quality,
                effort: effort)
        case .card(let x, let y):
            return RenditionSpec(
                width: RenditionKey.cardWidth, height: RenditionKey.cardHeight, fit: .cover(point(x, y)), format: written,
                quality: 82, keepsAnimation: false)
        case .square(let side, let x, let y):
            // Its shorter side may be any, by how the decoder turns it.
            guard ImageLadder.squares.contains(side) || side == min(header.width, header.height) && side <= 288 else {
                throw .notOffered
            }
            return RenditionSpec(width: side, height: side, fit: .cover(point(x, y)), format: written, keepsAnimation: false)
        case .drawn: throw .notOffered
        }
    }

    /// What replaces an original must not look worse than it.
    private static let ownQuality: [ImageFormat: Int] = [.jpeg: 86, .webp: 86, .avif: 65]
}

extension RenditionKey {
    /// What a file under this key is, made of a picture in a format; nil where there is none such.
    func target(for original: ImageFormat) -> ImageFormat? {
        guard size != .drawn else { return nil }
        return switch format {
        case .original: original == .heif ? .jpeg : original
        case .svg: original == .svg ? .svg : nil
        case .avif: original == .svg ? nil : .avif
        case .webp: original == .svg ? nil : .webp
        case .jpeg: original == .svg ? nil : .jpeg
        case .png: original == .svg ? nil : .png
        case .gif: original == .svg ? nil : .gif
        }
    }
}

extension RenditionSpec.Format {
    fileprivate init?(_ format: ImageFormat) {
        switch format {
        case .jpeg: self = .jpeg
        case .png: self = .png
        case .gif: self = .gif
        case .webp: self = .webp
        case .avif: self = .avif
        case .heif, .svg: return nil
        }
    }
}
