/// Pictures made by hand: PNG with uncompressed or evenly coloured pixels, GIF, and EXIF to put into JPEG.
enum TestPicture {
    typealias Colour = (red: UInt8, green: UInt8, blue: UInt8)

    /// A PNG of 8 bits a channel, not compressed.
    static func png(_ width: Int, _ height: Int, _ colour: (_ x: Int, _ y: Int) -> Colour) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity(height * (width * 3 + 1))
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width {
                let (red, green, blue) = colour(x, y)
                rows += [red, green, blue]
            }
        }
        var data: [UInt8] = [0x78, 0x01]
        var place = 0
        while place < rows.count {
            let count = min(65535, rows.count - place)
            data.append(place + count == rows.count ? 1 : 0)
            data += [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8 & 255)]
            data += rows[place..<place + count]
            place += count
        }
        return png(width, height, bits: 8, type: 2, data: data + big(adler(rows)))
    }

    /// Noise, which compresses badly and is slow to encode. The same every time.
    static func noise(_ width: Int, _ height: Int) -> [UInt8] {
        var state: UInt64 = 88_172_645_463_325_252
        return png(width, height) { _, _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return (
                UInt8(truncatingIfNeeded: state), UInt8(truncatingIfNeeded: state >> 8), UInt8(truncatingIfNeeded: state >> 16)
            )
        }
    }

    /// A PNG of one bit a pixel, all black, whole and valid: 13 bits of it say 2064 pixels.
    static func blackPNG(_ width: Int, _ height: Int, dataLimit: Int = .max) -> [UInt8] {
        let count = height * ((width + 7) / 8 + 1)
        var data: [UInt8] = [0x78, 0x01]
        var (bits, used): (UInt32, UInt32) = (0, 0)
        func put(_ value: UInt32, _ size: UInt32) {
            bits |= value << used
            used += size
            while used >= 8 {
                data.append(UInt8(truncatingIfNeeded: bits))
                bits >>= 8
                used -= 8
            }
        }
        // Fixed codes (RFC 1951, 3.2.6), most significant bit first: final block, literal 0, then "258 more of the last".
        put(0b011, 3)
        put(0b0000_1100, 8)
        var left = count - 1
        while left >= 258, data.count < dataLimit {
            put(0b1010_0011, 8)
            put(0, 5)
            left -= 258
        }
        while left > 0, data.count < dataLimit {
            put(0b0000_1100, 8)
            left -= 1
        }
        put(0, 7)
        put(0, 7)
        return png(width, height, bits: 1, type: 0, data: data + big(UInt32(count % 65521) << 16 | 1))
    }

    static func png(_ width: Int, _ height: Int, bits: UInt8, type: UInt8, data: [UInt8]) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", big(UInt32(width)) + big(UInt32(height)) + [bits, type, 0, 0, 0]) + chunk("IDAT", data)
            + chunk("IEND", [])
    }

    /// A GIF of so many frames of one pixel, black and white in turn.
    static func gif(frames: Int) -> [UInt8] {
        var bytes = Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
        for frame in 0..<frames {
            bytes += [0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, frame % 2 == 0 ? 0x44 : 0x4C, 1, 0]
        }
        return bytes + [0x3B]
    }

    /// A WebP of so many frames, each the one pixel of a still WebP.
    static func webp(frames: Int, of still: [UInt8]) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
        func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] { Array(name.utf8) + little(data.count, 4) + data }
        let frame = chunk("ANMF", [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0] + still.dropFirst(12))
        var body = chunk("VP8X", [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]) + chunk("ANIM", [0, 0, 0, 0, 0, 0])
        for _ in 0..<frames { body += frame }
        return Array("RIFF".utf8) + little(body.count + 4, 4) + Array("WEBP".utf8) + body
    }

    /// A JPEG with an orientation in its EXIF.
    static func turned(_ jpeg: [UInt8], orientation: UInt8) -> [UInt8] {
        let exif: [UInt8] =
            Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
        return Array(jpeg.prefix(2)) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + jpeg.dropFirst(2)
    }

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return big(UInt32(data.count)) + body + big(crc(body))
    }

    static func big(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    private static let crcTable: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static func adler(_ bytes: [UInt8]) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes {
                a = (a &+ UInt32(byte)) % 65521
                b = (b &+ a) % 65521
            }
        }
        return b << 16 | a
    }
}

/// The pixels of a PNG whose data are not compressed, as a rendition with effort 0 has them.
struct PNGPixels {
    let width: Int
    let height: Int
    let channels: Int
    private let bytes: [UInt8]

    init?(_ png: [UInt8]) {
        func number(_ place: Int) -> Int { png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard png.count > 33, png[24] == 8, let channels = [0: 1, 2: 3, 4: 2, 6: 4][Int(png[25])] else { return nil }
        (width, height) = (number(16), number(20))
        self.channels = channels
        var data: [UInt8] = []
        var place = 8
        while place + 12 <= png.count {
            let count = number(place)
            if Array(png[place + 4..<place + 8]) == Array("IDAT".utf8) { data += png[place + 8..<place + 8 + count] }
            place += count + 12
        }
        var rows: [UInt8] = []
        place = 2
        while place + 5 <= data.count {
            guard data[place] & 0b110 == 0 else { return nil }
            let count = Int(data[place + 1]) | Int(data[place + 2]) << 8
            rows += data[place + 5..<place + 5 + count]
            if data[place] & 1 == 1 { break }
            place += 5 + count
        }
        let stride = width * channels
        guard rows.count == height * (stride + 1) else { return nil }
        var pixels = [UInt8](repeating: 0, count: height * stride)
        for y in 0..<height {
            for x in 0..<stride {
                let left = x < channels ? 0 : Int(pixels[y * stride + x - channels])
                let above = y == 0 ? 0 : Int(pixels[(y - 1) * stride + x])
                let corner = x < channels || y == 0 ? 0 : Int(pixels[(y - 1) * stride + x - channels])
                let estimate = left + above - corner
                let (a, b, c) = (abs(estimate - left), abs(estimate - above), abs(estimate - corner))
                let prediction =
                    switch rows[y * (stride + 1)] {
                    case 1: left
                    case 2: above
                    case 3: (left + above) / 2
                    case 4: a <= b && a <= c ? left : b <= c ? above : corner
                    default: 0
                    }
                pixels[y * stride + x] = UInt8(truncatingIfNeeded: Int(rows[y * (stride + 1) + 1 + x]) + prediction)
            }
        }
        bytes = pixels
    }

    subscript(x: Int, y: Int) -> [UInt8] {
        let start = (y * width + x) * channels
        return Array(bytes[start..<start + channels])
    }

    /// By how much the channels differ, in the mean.
    func distance(to other: PNGPixels) -> Double {
        guard (width, height, channels) == (other.width, other.height, other.channels) else { return .infinity }
        return Double(zip(bytes, other.bytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(bytes.count)
    }

    /// The name of the colour that a place is nearest to.
    func colour(_ x: Int, _ y: Int) -> String {
        let pixel = self[x, y].map(Int.init)
        let known: [(String, [Int])] = [
            ("red", [255, 0, 0]), ("green", [0, 255, 0]), ("blue", [0, 0, 255]), ("white", [255, 255, 255]),
            ("black", [0, 0, 0]),
        ]
        let distances = known.map { name, colour in (name, zip(pixel, colour).reduce(0) { $0 + abs($1.0 - $1.1) }) }
        return distances.min { $0.1 < $1.1 }?.0 ?? ""
    }
}
