internal import CVips

/// Finds out what a picture is. In the worker.
enum PictureExaminer {
    static func examine(_ source: PictureSource) throws(ImageError) -> ImageExamination {
        let looked: ImageExamination
        do throws(VipsPicture.Failure) {
            // All that is looked at is looked at in the small. Decoding still reads every byte, so what passes here renders.
            let factor = min(1, 192 / Double(max(source.width, source.height)))
            let width = max(1, Int((Double(source.width) * factor).rounded()))
            let height = max(1, Int((Double(source.height) * factor).rounded()))
            let still = try source.scaled(to: width, height).inMemory()
            if source.frames > 1 { try source.scaled(to: width, height, allFrames: true).decode() }
            looked = ImageExamination(
                format: source.format, width: source.width, height: source.height, orientation: source.orientation,
                frames: source.frames, hasAlpha: source.header.hasAlpha,
                colours: String(cString: stet_vips_interpretation(source.header.handle)),
                bits: Int(stet_vips_bits(source.header.handle)),
                hasColourProfile: source.header.has("icc-profile-data"),
                exif: source.header.blob("exif-data", limit: 1_048_576),
                xmp: source.header.blob("xmp-data", limit: 1_048_576),
                iptc: source.header.blob("iptc-data", limit: 1_048_576),
                dominantColour: dominantColour(try still.pixels(), channels: still.hasAlpha ? 4 : 3),
                preview: try preview(of: still), focalPoint: try focalPoint(of: still))
        } catch {
            throw source.error(error)
        }
        try source.verify()
        return looked
    }

    /// The mean of the fullest of 16 × 16 × 16 bins. What is mostly transparent has no say.
    static func dominantColour(_ pixels: [UInt8], channels: Int) -> String {
        struct Bin {
            var count = 0
            var red = 0
            var green = 0
            var blue = 0
        }
        var bins = [Bin](repeating: Bin(), count: 4096)
        for start in stride(from: 0, to: pixels.count - pixels.count % channels, by: channels) {
            if channels == 4, pixels[start + 3] < 128 { continue }
            let (red, green, blue) = (Int(pixels[start]), Int(pixels[start + 1]), Int(pixels[start + 2]))
            let bin = (red >> 4) << 8 | (green >> 4) << 4 | blue >> 4
            bins[bin].count += 1
            bins[bin].red += red
            bins[bin].green += green
            bins[bin].blue += blue
        }
        guard let fullest = bins.max(by: { $0.count < $1.count }), fullest.count > 0 else { return "#ffffff" }
        func mean(_ sum: Int) -> UInt8 { UInt8(clamping: (sum + fullest.count / 2) / fullest.count) }
        return ImageCard.Colour(red: mean(fullest.red), green: mean(fullest.green), blue: mean(fullest.blue)).hexadecimal
    }

    /// At most 400 bytes, unless one with less detail has more all the same.
    private static func preview(of still: VipsPicture) throws(VipsPicture.Failure) -> [UInt8] {
        var preview: [UInt8] = []
        for (side, quality) in [(20.0, Int32(40)), (20, 10), (12, 10)] where preview.isEmpty || preview.count > 400 {
            let factor = min(1, side / Double(max(still.width, still.height)))
            let tiny = try still.scaled(
                to: max(1, Int((Double(still.width) * factor).rounded())),
                max(1, Int((Double(still.height) * factor).rounded())))
            preview = WebPContainer.withoutMetadata(try tiny.encoded { stet_vips_save_webp($0, quality, 4, $1, $2) })
        }
        return preview
    }

    private static func focalPoint(of still: VipsPicture) throws(VipsPicture.Failure) -> FocalPoint {
        guard still.width >= 8, still.height >= 8 else { return .centre }
        var (x, y): (Int32, Int32) = (0, 0)
        guard stet_vips_attention(still.handle, &x, &y) == 0 else { throw VipsPicture.failure() }
        func fraction(_ place: Int32, of whole: Int) -> Double {
            (Double(place) / Double(whole) * 1000).rounded() / 1000
        }
        return FocalPoint(x: fraction(x, of: still.width), y: fraction(y, of: still.height))
    }
}
