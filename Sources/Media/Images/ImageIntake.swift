internal import Content

/// Looks at every picture that comes in: refuses it in a sentence, or tells all that is to be known of it.
///
/// The header is read before anything is decoded, without the rest of the file; what decodes is the workers'.
package struct ImageIntake: Sendable {
    package let workers: ImageWorkers
    package let limits: ImageLimits
    private let language: String?

    /// - Parameter language: the magazine's, such as `de-AT`; of metadata in several languages this one is taken.
    package init(workers: ImageWorkers, limits: ImageLimits, language: String? = nil) {
        (self.workers, self.limits, self.language) = (workers, limits, language)
    }

    /// Waits: for threads of the caller's own.
    package func examine(fileAt path: String) throws(ImageError) -> ImageFacts {
        let file = try ImageFile(path: path, limits: limits)
        return file.header.format == .svg ? try drawing(file) : try picture(file)
    }

    private func picture(_ file: ImageFile) throws(ImageError) -> ImageFacts {
        let bytes = try file.bytes()
        let found = try workers.examineAndWait(bytes, limits: limits)
        var blocks = MetadataBlocks(file.header, ByteSource(bytes))
        // What the decoder found and the header did not: a compressed text of a PNG.
        blocks.exif = blocks.exif ?? found.exif
        blocks.xmp = blocks.xmp ?? found.xmp
        blocks.iptc = blocks.iptc ?? found.iptc
        let metadata = PictureMetadata(blocks, language: language)

        var facts = ImageFacts(
            format: found.format, width: found.width, height: found.height, fallback: try fallback(of: bytes, found))
        (facts.frames, facts.hasAlpha) = (found.frames, found.hasAlpha)
        (facts.dominantColour, facts.preview) = (found.dominantColour, found.preview)
        facts.focalX = Int((found.focalPoint.x * 1000).rounded())
        facts.focalY = Int((found.focalPoint.y * 1000).rounded())
        facts.credit = metadata.credit ?? metadata.copyright ?? ""
        facts.license = metadata.license.map { [$0.terms, $0.url].compactMap { $0 }.joined(separator: " ") } ?? ""
        facts.caption = metadata.caption ?? ""
        facts.alt = metadata.altText ?? ""
        facts.title = metadata.title ?? metadata.headline ?? ""
        facts.dropped = metadata.dropped.sorted().map(\.rawValue)
        if file.header.frames > found.frames { facts.dropped.append("animation") }
        return facts
    }

    /// Of a PNG without transparency a small JPEG is made, and a small PNG: a photograph is smaller as the one, a drawing as the
    /// other.
    private func fallback(of bytes: [UInt8], _ found: ImageExamination) throws(ImageError) -> ImageFormat {
        if found.frames > 1 { return .gif }
        if found.hasAlpha { return .png }
        guard found.format == .png else { return .jpeg }
        let specs = [RenditionSpec.Format.png, .jpeg].map { RenditionSpec(width: 480, format: $0) }
        let sizes = try workers.renderAndWait(bytes, specs, limits: limits).map(\.bytes.count)
        return sizes[0] < sizes[1] ? .png : .jpeg
    }

    private func drawing(_ file: ImageFile) throws(ImageError) -> ImageFacts {
        let clean = try SVGCleaner(workers: workers, limits: limits).clean(try file.bytes())
        // What CSS gives a picture that has no size (CSS 2.2, 10.3.2).
        let size = (width: clean.size?.width ?? 300, height: clean.size?.height ?? 150)
        var facts = ImageFacts(
            format: .svg, width: max(1, Int(size.width.rounded(.up))), height: max(1, Int(size.height.rounded(.up))),
            fallback: .svg)
        facts.hasAlpha = true
        facts.dropped = clean.removed.keys.sorted()
        return facts
    }
}
