internal import CVips

/// A picture as it came, its header read and held against the limits; no pixel is decoded yet. In the worker.
struct PictureSource {
    let bytes: UnsafeRawBufferPointer
    let format: ImageFormat
    /// Upright.
    let width: Int
    let height: Int
    let orientation: ImageOrientation
    let frames: Int
    let header: VipsPicture
    private let memory: Int

    /// `memory` is told in the error where it does not suffice.
    init(_ bytes: UnsafeRawBufferPointer, _ limits: ImageLimits, memory: Int) throws(ImageError) {
        guard !bytes.isEmpty else { throw .refused(.empty) }
        guard let format = ImageFormat(decodable: bytes) else { throw .refused(.notAPicture(nil)) }
        self.bytes = bytes
        self.memory = memory
        do throws(VipsPicture.Failure) {
            header = try VipsPicture { stet_vips_open(bytes.baseAddress, bytes.count, $0) }
        } catch {
            throw error.isOutOfMemory ? .outOfMemory(limit: memory) : .damaged(error.reason)
        }
        let isHEIF = format == .avif || format == .heif
        self.format = isHEIF ? (header.text("heif-compression") == "av1" ? .avif : .heif) : format
        orientation = isHEIF ? .up : ImageOrientation(exif: Int(vips_image_get_orientation(header.handle)))
        let (stored, high) = (header.width, Int(vips_image_get_height(header.handle)))
        (width, height) = orientation.swapsSides ? (high, stored) : (stored, high)
        // A HEIF file may hold a burst of pictures: only its first is meant.
        // Not `vips_image_get_n_pages`: it takes 10,000 and more for a mistake, and answers 1.
        frames = isHEIF ? 1 : max(1, header.int("n-pages") ?? 1)

        do throws(ImageRefusal) {
            try limits.check(self.format, width, height, frames: frames)
        } catch {
            throw .refused(error)
        }
    }

    /// Whether its colours were few enough to be listed.
    var hasPalette: Bool { header.has("palette-bit-depth") }

    /// Decoded at exactly this size, upright, plain.
    func scaled(to width: Int, _ height: Int, allFrames: Bool = false) throws(VipsPicture.Failure) -> VipsPicture {
        let hasProfile = header.has("icc-profile-data")
        do throws(VipsPicture.Failure) {
            return try decoded(Int32(width), Int32(height), allFrames && frames > 1, colours: hasProfile).plain()
        } catch {
            // A profile that is broken, or another picture's, is passed over, as browsers do.
            guard hasProfile, error.reason.contains("VipsIcc") || error.reason.contains("profile") else { throw error }
            return try decoded(Int32(width), Int32(height), allFrames && frames > 1, colours: false).plain()
        }
    }

    private func decoded(
        _ width: Int32, _ height: Int32, _ allFrames: Bool, colours: Bool
    ) throws(VipsPicture.Failure) -> VipsPicture {
        if format == .avif || format == .heif {
            // Not `thumbnail_buffer`: it would take the small picture that the file may hold beside, which may show more than
            // the large one does. HEIF has no quicker way to decode smaller.
            let whole = try VipsPicture { stet_vips_open(bytes.baseAddress, bytes.count, $0) }
            return try VipsPicture { stet_vips_thumbnail_image(whole.handle, width, height, colours ? 1 : 0, $0) }
        }
        if format == .jpeg, vips_image_guess_interpretation(header.handle) == VIPS_INTERPRETATION_CMYK {
            // `thumbnail_buffer` brings the inks of print to sRGB without black point compensation. As it does, leave the
            // scaling something to do: a reduction by the decoder is coarse.
            let factor = min(Double(self.width) / Double(width), Double(self.height) / Double(height))
            let shrink: Int32 = factor >= 16 ? 8 : factor >= 8 ? 4 : factor >= 4 ? 2 : 1
            let inks = try VipsPicture { stet_vips_open_jpeg(bytes.baseAddress, bytes.count, shrink, $0) }
            let light = try VipsPicture { stet_vips_from_cmyk(inks.handle, $0) }
            return try VipsPicture { stet_vips_thumbnail_image(light.handle, width, height, 0, $0) }
        }
        return try VipsPicture {
            stet_vips_thumbnail_buffer(
                bytes.baseAddress, bytes.count, allFrames ? 1 : 0, width, height, colours ? 1 : 0, $0)
        }
    }

    /// To be asked when all pixels are made: whether some of them were made up.
    ///
    /// libjpeg goes on where data lack or make no sense, and libvips takes that for success. Such a picture is refused; one with
    /// a few bytes too many, as many old cameras wrote them, is whole.
    func verify() throws(ImageError) {
        guard format == .jpeg else { return }
        let complaints = VipsPicture.complaints()
        for sign in ["remature end", "bad Huffman code", "bad arithmetic code", "instead of RST"]
        where complaints.contains(sign) { throw .damaged(complaints) }
    }

    /// The error for what libvips could not decode.
    func error(_ failure: VipsPicture.Failure) -> ImageError {
        failure.isOutOfMemory ? .outOfMemory(limit: memory) : .damaged(failure.reason)
    }
}
