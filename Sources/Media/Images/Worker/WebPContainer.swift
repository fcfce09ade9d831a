/// The chunks of a WebP file (https://developers.google.com/speed/webp/docs/riff_container).
enum WebPContainer {
    /// Leaves the chunks out that hold metadata or a profile, whoever put them there: libvips 8.14.1 writes EXIF of its own
    /// making, asked to strip or not. What is no WebP comes back as it is.
    static func withoutMetadata(_ file: [UInt8]) -> [UInt8] {
        guard ImageFormat(decodable: file) == .webp else { return file }
        var chunks: [(name: ArraySlice<UInt8>, whole: ArraySlice<UInt8>)] = []
        var place = 12
        while place + 8 <= file.count {
            let size = (0..<4).reduce(0) { $0 | Int(file[place + 4 + $1]) << (8 * $1) }
            let end = place + 8 + size + size & 1
            guard end <= file.count else { return file }
            chunks.append((file[place..<place + 4], file[place..<end]))
            place = end
        }
        let dropped = ["EXIF", "XMP ", "ICCP"]
        chunks.removeAll { chunk in dropped.contains { chunk.name.elementsEqual($0.utf8) } }
        var body: [UInt8] = []
        for chunk in chunks {
            guard chunk.name.elementsEqual("VP8X".utf8), chunk.whole.count >= 18 else {
                body += chunk.whole
                continue
            }
            var header = Array(chunk.whole)
            // What is left of the flags: alpha and animation. Without them the simple form does, which needs no header.
            header[8] &= 0b0001_0010
            if header[8] != 0 || chunks.count != 2 { body += header }
        }
        let size = withUnsafeBytes(of: UInt32(clamping: body.count + 4).littleEndian) { Array($0) }
        return Array("RIFF".utf8) + size + Array("WEBP".utf8) + body
    }
}
