import CBrotli
import CDeflate
import NIOCore

/// A form in which a body goes over the wire (RFC 9110, section 8.4.1).
enum ContentCoding: String, Sendable, CaseIterable {
    case brotli = "br"
    case gzip

    /// The best of ours that a client takes, by its `Accept-Encoding`; nil: as it is.
    ///
    /// Weights between 0 and 1 are not told apart: no browser sends any, and what is smaller is better for everybody.
    static func preferred(_ accepted: some Collection<UInt8>) -> ContentCoding? {
        var takesGzip = false
        var rest = accepted[...]
        while !rest.isEmpty {
            let part = rest.prefix { $0 != UInt8(ascii: ",") }
            rest = rest.dropFirst(part.count + 1)
            let words = part.split { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ";") }
            guard let name = words.first else { continue }
            // `q=0`, `q=0.0`, `q=0.000`: not this one.
            let isRefused = words.dropFirst().contains { word in
                (word.starts(with: "q=0".utf8) || word.starts(with: "Q=0".utf8))
                    && word.dropFirst(3).allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
            }
            if isRefused { continue }
            if name.elementsEqual("br".utf8) { return .brotli }
            if name.elementsEqual("gzip".utf8) { takesGzip = true }
        }
        return takesGzip ? .gzip : nil
    }

    /// The bytes in this form; nil where that is not smaller.
    func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        let packed =
            switch self {
            case .brotli: ContentCoding.brotli(bytes)
            case .gzip: ContentCoding.gzip(bytes)
            }
        guard let packed, packed.count < bytes.count else { return nil }
        return packed
    }

    /// A page is packed once and sent often; beyond this level a reader waits for a few bytes less.
    private static let brotliQuality: Int32 = 5
    private static let gzipLevel: Int32 = 6

    private static func brotli(_ bytes: [UInt8]) -> [UInt8]? {
        let most = BrotliEncoderMaxCompressedSize(bytes.count)
        guard most > 0 else { return nil }
        var size = most
        let packed = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            let isDone = BrotliEncoderCompress(
                brotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.count, bytes, &size, buffer.baseAddress)
            count = isDone == BROTLI_TRUE ? size : 0
        }
        return packed.isEmpty ? nil : packed
    }

    private static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        guard let compressor = libdeflate_alloc_compressor(gzipLevel) else { return nil }
        defer { libdeflate_free_compressor(compressor) }
        let most = libdeflate_gzip_compress_bound(compressor, bytes.count)
        let packed = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = libdeflate_gzip_compress(compressor, bytes, bytes.count, buffer.baseAddress, most)
        }
        return packed.isEmpty ? nil : packed
    }
}
