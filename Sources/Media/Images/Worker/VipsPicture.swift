internal import CVips

/// An image of libvips, mostly one still to be computed: pixels are made when somebody saves or reads them.
///
/// Only in the worker, where one thread uses it.
final class VipsPicture {
    /// What libvips says went wrong, its lines in one.
    struct Failure: Error {
        let reason: String

        /// Whether memory was what lacked.
        var isOutOfMemory: Bool { ImageError.meansOutOfMemory(reason) }
    }

    typealias Handle = UnsafeMutablePointer<VipsImage>

    let handle: Handle

    /// Takes over what a function of the shim answers.
    init(_ make: (UnsafeMutablePointer<Handle?>) -> Int32) throws(Failure) {
        var made: Handle?
        guard make(&made) == 0, let made else { throw VipsPicture.failure() }
        handle = made
    }

    deinit { g_object_unref(handle) }

    var width: Int { Int(vips_image_get_width(handle)) }
    /// Of all frames together.
    var stackHeight: Int { Int(vips_image_get_height(handle)) }
    /// Of one frame.
    var height: Int { Int(vips_image_get_page_height(handle)) }
    var frames: Int { max(1, stackHeight / max(1, height)) }
    var hasAlpha: Bool { vips_image_hasalpha(handle) != 0 }

    func has(_ field: String) -> Bool { vips_image_get_typeof(handle, field) != 0 }

    func blob(_ field: String, limit: Int) -> [UInt8]? {
        var bytes: UnsafeRawPointer?
        var size = 0
        guard has(field), vips_image_get_blob(handle, field, &bytes, &size) == 0, let bytes, size <= limit else { return nil }
        return Array(UnsafeRawBufferPointer(start: bytes, count: size))
    }

    func int(_ field: String) -> Int? {
        var value: Int32 = 0
        guard has(field), vips_image_get_int(handle, field, &value) == 0 else { return nil }
        return Int(value)
    }

    func text(_ field: String) -> String? {
        var text: UnsafePointer<CChar>?
        guard has(field), vips_image_get_string(handle, field, &text) == 0, let text else { return nil }
        return String(cString: text)
    }

    /// Computes it now, into memory.
    func inMemory() throws(Failure) -> VipsPicture {
        try VipsPicture { out in
            out.pointee = vips_image_copy_memory(handle)
            return out.pointee == nil ? -1 : 0
        }
    }

    /// Computes it and keeps nothing, to see whether it can be done.
    func decode() throws(Failure) {
        var mean = 0.0
        guard stet_vips_mean(handle, &mean) == 0 else { throw VipsPicture.failure() }
    }

    /// The same area of each frame.
    func cropped(left: Int, top: Int, width: Int, height: Int) throws(Failure) -> VipsPicture {
        if left == 0, top == 0, width == self.width, height == self.height { return self }
        guard frames > 1 else {
            return try VipsPicture { stet_vips_crop(handle, Int32(left), Int32(top), Int32(width), Int32(height), $0) }
        }
        // Each frame reads from another place.
        let whole = try inMemory()
        var parts: [VipsPicture] = []
        for frame in 0..<frames {
            parts.append(
                try VipsPicture {
                    stet_vips_crop(
                        whole.handle, Int32(left), Int32(frame * self.height + top), Int32(width), Int32(height), $0)
                })
        }
        var handles: [Handle?] = parts.map(\.handle)
        let stack = try VipsPicture { stet_vips_stack(&handles, Int32(parts.count), $0) }
        // The header of the first is shared; a copy's is our own.
        let copy = try stack.inMemory()
        vips_image_set_int(copy.handle, "page-height", Int32(height))
        return copy
    }

    /// 8 bits, sRGB or grey, nothing but pixels.
    func plain() throws(Failure) -> VipsPicture {
        let pixels = try VipsPicture { stet_vips_to_srgb(handle, $0) }
        return try VipsPicture { stet_vips_without_metadata(pixels.handle, $0) }
    }

    /// Only for what is plain.
    func scaled(to width: Int, _ height: Int) throws(Failure) -> VipsPicture {
        if width == self.width, height == self.height { return self }
        return try VipsPicture { stet_vips_thumbnail_image(handle, Int32(width), Int32(height), 0, $0) }
    }

    /// Its pixels, row by row, three bytes each or, with alpha, four.
    func pixels() throws(Failure) -> [UInt8] {
        let rgb = try VipsPicture { stet_vips_to_rgb(handle, $0) }
        var size = 0
        guard let bytes = vips_image_write_to_memory(rgb.handle, &size) else { throw VipsPicture.failure() }
        defer { g_free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: size))
    }

    func encoded(
        _ save: (Handle, UnsafeMutablePointer<UnsafeMutableRawPointer?>, UnsafeMutablePointer<Int>) -> Int32
    ) throws(Failure) -> [UInt8] {
        var bytes: UnsafeMutableRawPointer?
        var size = 0
        guard save(handle, &bytes, &size) == 0, let bytes else { throw VipsPicture.failure() }
        defer { g_free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: size))
    }

    static func failure() -> Failure {
        let words = complaints()
        return Failure(reason: words.isEmpty ? "no reason was given" : words)
    }

    /// What libvips has said since it was last asked. It also says what it got over.
    static func complaints() -> String {
        let text = String(cString: vips_error_buffer())
        vips_error_clear()
        return ImageError.printable(text)
    }
}
