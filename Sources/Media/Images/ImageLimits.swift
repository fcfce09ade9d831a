package import Content

/// How large a picture may be, checked by its header before anything decodes it.
///
/// A decoder's memory and time grow with what the header says, not with the file: 50 kB can be 60,000 × 60,000 pixels. Each limit
/// can be set.
package struct ImageLimits: Sendable, Equatable {
    /// Of the file.
    package var bytes = 100_000_000
    /// Width and height. WebP ends at 16,383 and JPEG at 65,535 anyway; panoramas reach 30,000.
    package var longestSide = 30_000
    /// Of one frame, in millions. The largest cameras have 150; a decoder that must have all of it at once takes 600 MB.
    package var megapixels = 150
    /// Of a GIF never more than 4096: libvips counts no further and leaves the rest out.
    package var frames = 1000
    /// Of all frames together: 1,000 of 800 × 750. Time grows with it, memory too for what is written as one strip.
    package var megapixelsInAll = 600
    /// A progressive JPEG has about ten; each goes over the whole picture, however few bytes it is.
    package var scans = 100
    /// EXIF, XMP, profiles, comments. Telephones put maps of depth there, of a few megabytes.
    package var metadataBytes = 32_000_000

    package init() {}

    /// Those a publication has set.
    package init(_ publication: Publication) {
        (megapixels, frames) = (publication.imageMegapixels, publication.imageFrames)
        bytes = publication.imageMegabytes * 1_000_000
        // A single frame of what is allowed is.
        megapixelsInAll = max(megapixelsInAll, megapixels)
    }

    /// Throws what the publisher is to be told.
    package func check(_ header: ImageHeader) throws(ImageRefusal) {
        // Text has no pixels: what it may say is its sanitiser's matter.
        guard header.format != .svg else { return }
        guard header.width > 0, header.height > 0 else { throw .noSize(header.format) }
        try check(header.format, header.largestWidth, header.largestHeight, frames: header.frames)
        guard header.scans <= scans else { throw .tooManyScans(header.scans, limit: scans) }
        guard header.metadataBytes <= metadataBytes else {
            throw .tooMuchMetadata(bytes: header.metadataBytes, limit: metadataBytes)
        }
    }

    /// The part that a decoder can check, of what it has found itself.
    func check(_ format: ImageFormat, _ width: Int, _ height: Int, frames count: Int) throws(ImageRefusal) {
        let (pixels, overflows) = width.multipliedReportingOverflow(by: height)
        guard !overflows, pixels <= millions(megapixels) else {
            throw .tooManyPixels(width: width, height: height, megapixels: megapixels)
        }
        guard width <= longestSide, height <= longestSide else {
            throw .sideTooLong(width: width, height: height, limit: longestSide)
        }
        let mostFrames = format == .gif ? min(frames, 4096) : frames
        guard count <= mostFrames else { throw .tooManyFrames(count, limit: mostFrames) }
        let (all, overflowsInAll) = pixels.multipliedReportingOverflow(by: count)
        guard !overflowsInAll, all <= millions(megapixelsInAll) else {
            throw .tooManyPixelsInAll(frames: count, width: width, height: height, megapixels: megapixelsInAll)
        }
    }

    private func millions(_ number: Int) -> Int {
        let (product, overflows) = number.multipliedReportingOverflow(by: 1_000_000)
        return overflows ? .max : product
    }
}
