internal import Content
private import Synchronization

/// Makes an SVG safe, and the pictures embedded in it anew, so that nothing of their metadata is left.
struct SVGCleaner: Sendable {
    let workers: ImageWorkers
    let limits: ImageLimits

    /// Waits for the workers where pictures are embedded. A picture that cannot be decoded is left out.
    func clean(_ file: [UInt8]) throws(ImageError) -> SVGSanitizer.Result {
        let pictures = EmbeddedPictures(workers, limits)
        let result: SVGSanitizer.Result
        do throws(SVGError) {
            result = try SVGSanitizer(rewritingPictures: { pictures.rewritten($0) }).sanitize(file)
        } catch {
            throw .svg(error)
        }
        // Else a moment without workers would leave pictures out for good.
        if let failure = pictures.failure { throw failure }
        return result
    }
}

/// The pictures of one SVG, as many as a drawing needs. Each costs a worker some time, however small it is.
private final class EmbeddedPictures: Sendable {
    private struct State {
        var count = 0
        var pixels = 0
        var failure: ImageError?
    }

    private static let most = 100
    private static let mostPixels = 50_000_000
    private let workers: ImageWorkers
    private let limits: ImageLimits
    private let state = Mutex(State())

    init(_ workers: ImageWorkers, _ limits: ImageLimits) { (self.workers, self.limits) = (workers, limits) }

    /// What went wrong without a fault of the pictures.
    var failure: ImageError? { state.withLock(\.failure) }

    func rewritten(_ bytes: [UInt8]) -> [UInt8]? {
        guard let header = try? ImageHeader(bytes), (try? limits.check(header)) != nil else { return nil }
        let isTaken = state.withLock { state in
            state.count += 1
            // That the product is a number was checked with the limits.
            state.pixels += min(header.largestWidth * header.largestHeight * header.frames, Self.mostPixels + 1)
            return state.failure == nil && state.count <= Self.most && state.pixels <= Self.mostPixels
        }
        guard isTaken else { return nil }
        let side = max(header.width, header.height)
        let spec = RenditionSpec(width: side, format: .original, quality: 85)
        do throws(ImageError) {
            return try workers.renderAndWait(bytes, [spec], limits: limits).first?.bytes
        } catch {
            if !error.isLasting { state.withLock { $0.failure = error } }
            return nil
        }
    }
}
