internal import CVips

/// Makes the forms of a picture that are asked for. In the worker.
enum PictureRenderer {
    static func render(_ source: PictureSource, _ specs: [RenditionSpec]) throws(ImageError) -> [RenderedImage] {
        let plans = specs.map { $0.plan(source.width, source.height) }
        let isAnimated = specs.map { source.frames > 1 && $0.keepsAnimation && $0.target(for: source.format).keepsAnimation }
        // Still forms share one decoding, at the largest size among them; the smaller are made of that. An animation is decoded
        // for each form anew: its frames, kept at the largest size, would be too much to hold.
        let still = plans.indices.filter { !isAnimated[$0] }.map { plans[$0] }
        var base: VipsPicture?
        var made: [RenderedImage] = []
        for (index, spec) in specs.enumerated() {
            let plan = plans[index]
            let target = spec.target(for: source.format)
            guard max(plan.width, plan.height) <= target.maximumSide else {
                throw .unwritable(target, "it has at most \(target.maximumSide) pixels a side")
            }
            let picture: VipsPicture
            do throws(VipsPicture.Failure) {
                if isAnimated[index] {
                    picture = try source.scaled(to: plan.scaledWidth, plan.scaledHeight, allFrames: true)
                } else {
                    if base == nil, let largest = still.max(by: { $0.scaledWidth < $1.scaledWidth }) {
                        let decoded = try source.scaled(to: largest.scaledWidth, largest.scaledHeight)
                        // One form alone is streamed from decoder to encoder.
                        base = still.count > 1 ? try decoded.inMemory() : decoded
                    }
                    guard let base else { continue }
                    picture = try base.scaled(to: plan.scaledWidth, plan.scaledHeight)
                }
                made.append(try write(picture, plan, spec, as: target, hasPalette: source.hasPalette))
            } catch {
                throw source.error(error)
            }
        }
        try source.verify()
        return made
    }

    private static func write(
        _ scaled: VipsPicture, _ plan: RenditionSpec.Plan, _ spec: RenditionSpec, as target: ImageFormat, hasPalette: Bool
    ) throws(VipsPicture.Failure) -> RenderedImage {
        var picture = try scaled.cropped(left: plan.left, top: plan.top, width: plan.width, height: plan.height)
        if target == .jpeg, picture.hasAlpha {
            let transparent = picture
            picture = try VipsPicture { stet_vips_flatten_on_white(transparent.handle, $0) }
        }
        func quality(_ usual: Int) -> Int32 { Int32(max(1, min(100, spec.quality ?? usual))) }
        func effort(_ usual: Int, _ range: ClosedRange<Int>) -> Int32 {
            Int32(max(range.lowerBound, min(range.upperBound, spec.effort ?? usual)))
        }
        var bytes = try picture.encoded { handle, bytes, size in
            switch target {
            case .jpeg, .heif, .svg: stet_vips_save_jpeg(handle, quality(80), bytes, size)
            case .png: stet_vips_save_png(handle, effort(6, 0...9), hasPalette ? 1 : 0, bytes, size)
            case .gif: stet_vips_save_gif(handle, effort(3, 1...10), bytes, size)
            case .webp: stet_vips_save_webp(handle, quality(78), effort(2, 0...6), bytes, size)
            case .avif: stet_vips_save_avif(handle, quality(55), effort(1, 0...9), bytes, size)
            }
        }
        if target == .webp { bytes = WebPContainer.withoutMetadata(bytes) }
        return RenderedImage(
            bytes: bytes, format: target, width: picture.width, height: picture.height, frames: picture.frames)
    }
}
