/// What a file is that is none of the pictures taken, as far as its first bytes tell: for the sentence that refuses it, and for
/// nothing else.
package enum ForeignFormat: String, Sendable, CaseIterable {
    case tiff = "a TIFF"
    case bmp = "a BMP"
    case icon = "an icon file"
    case photoshop = "a Photoshop file"
    case jpegXL = "a JPEG XL"
    case jpeg2000 = "a JPEG 2000"
    case postScript = "PostScript"
    case pdf = "a PDF"
    case fits = "a FITS"
    case openEXR = "an OpenEXR"
    case radiance = "a Radiance picture"
    case netpbm = "a PPM, PGM or PBM"
    case vips = "a file of libvips' own"
    case matlab = "a MATLAB file"
    case miff = "a file of ImageMagick's own"
    case film = "a film or a sound"
    case compressed = "a compressed file (an .svgz must be unpacked first)"
    case archive = "an archive"
    case webPage = "a page or a text with markup"
    case program = "a program"

    init?(of source: inout ByteSource) {
        let head = source.prefix(at: 0, upTo: 12)
        func starts(_ text: String, at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: text.utf8) }
        func starts(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
        if starts("II*\0") || starts("MM\0*") || starts("II+\0") || starts("MM\0+") {
            self = .tiff
        } else if starts("8BPS") {
            self = .photoshop
        } else if starts([0xFF, 0x0A]) || starts("JXL ", at: 4) {
            self = .jpegXL
        } else if starts("jP  ", at: 4) || starts([0xFF, 0x4F, 0xFF, 0x51]) {
            self = .jpeg2000
        } else if starts("%PDF-") {
            self = .pdf
        } else if starts("%!") || starts([0xC5, 0xD0, 0xD3, 0xC6]) {
            self = .postScript
        } else if starts("SIMPLE") {
            self = .fits
        } else if starts([0x76, 0x2F, 0x31, 0x01]) {
            self = .openEXR
        } else if starts("#?RADIANCE") || starts("#?RGBE") {
            self = .radiance
        } else if starts([0xB6, 0xA6, 0xF2, 0x08]) || starts([0x08, 0xF2, 0xA6, 0xB6]) {
            self = .vips
        } else if starts("MATLAB") {
            self = .matlab
        } else if starts("id=ImageM") || starts("id = Image") {
            self = .miff
        } else if starts("ftyp", at: 4) || starts("OggS") || starts("ID3") || starts("RIFF") || starts([0x1A, 0x45, 0xDF, 0xA3]) {
            self = .film
        } else if starts([0x1F, 0x8B]) {
            self = .compressed
        } else if starts("PK\u{3}\u{4}") || starts("Rar!") || starts("7z") {
            self = .archive
        } else if starts("\u{7F}ELF") || starts("MZ") || starts("#!") {
            self = .program
        } else if starts([0, 0, 1, 0]) || starts([0, 0, 2, 0]) {
            self = .icon
        } else if starts("BM"), source.uint32(at: 6) == 0 {
            self = .bmp
        } else if head.count > 2, head[0] == UInt8(ascii: "P"), (0x31...0x37).contains(head[1]), head[2] <= 0x20 {
            self = .netpbm
        } else if head.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) == UInt8(ascii: "<") {
            self = .webPage
        } else {
            return nil
        }
    }
}
