import Testing

/// Files put together byte by byte: the smallest of each format, and ones that no program would write.
enum PictureBytes {
    /// One after the other. Written with `+`, such sums take the compiler minutes.
    static func join(_ parts: [UInt8]...) -> [UInt8] { Array(parts.joined()) }
    static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func be32(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    static func be16(_ number: Int) -> [UInt8] { Array(be32(number).suffix(2)) }
    static func le32(_ number: Int) -> [UInt8] { be32(number).reversed() }
    static func le24(_ number: Int) -> [UInt8] { Array(le32(number).prefix(3)) }
    static func le16(_ number: Int) -> [UInt8] { Array(le32(number).prefix(2)) }

    // MARK: - JPEG

    static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
        join([0xFF, marker], be16(payload.count + 2), payload)
    }

    static func jpeg(
        width: Int = 8, height: Int = 8, before: [UInt8] = [], scans: Int = 1, after: [UInt8] = [0xFF, 0xD9]
    ) -> [UInt8] {
        let frame = segment(0xC0, join([8], be16(height), be16(width), [1, 1, 0x11, 0]))
        let scan = join(segment(0xDA, [1, 1, 0, 0, 63, 0]), [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56])
        let drawn = [[UInt8]](repeating: scan, count: scans)
        return join([0xFF, 0xD8], before, frame, Array(drawn.joined()), after)
    }

    static func exifSegment(_ tiff: [UInt8]) -> [UInt8] { segment(0xE1, join(ascii("Exif\0\0"), tiff)) }
    static func xmpSegment(_ packet: String) -> [UInt8] {
        segment(0xE1, ascii("http://ns.adobe.com/xap/1.0/\0" + packet))
    }

    // MARK: - TIFF

    /// One directory with texts and numbers, and further ones that some of its entries point to.
    static func tiff(_ entries: [(tag: Int, type: Int, bytes: [UInt8])], gps: [Int] = [], littleEndian: Bool = false) -> [UInt8] {
        func n16(_ number: Int) -> [UInt8] { littleEndian ? le16(number) : be16(number) }
        func n32(_ number: Int) -> [UInt8] { littleEndian ? le32(number) : be32(number) }
        let sizes = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1]
        var all = entries
        if !gps.isEmpty { all.append((0x8825, 4, [])) }
        var at = 8 + 2 + 12 * all.count + 4
        var directory = n16(all.count)
        var data: [UInt8] = []
        for entry in all {
            directory += n16(entry.tag) + n16(entry.type)
            if entry.tag == 0x8825, entry.bytes.isEmpty {
                directory += n32(1) + n32(at)
                let positions = gps.flatMap { join(n16($0), n16(5), n32(3), n32(0)) }
                data += join(n16(gps.count), positions, n32(0))
                at += 2 + positions.count + 4
                continue
            }
            directory += n32(entry.bytes.count / (sizes[entry.type] ?? 1))
            if entry.bytes.count <= 4 {
                directory += entry.bytes + [UInt8](repeating: 0, count: 4 - entry.bytes.count)
            } else {
                directory += n32(at)
                data += entry.bytes
                at += entry.bytes.count
            }
        }
        return join(ascii(littleEndian ? "II*\0" : "MM\0*"), n32(8), directory, n32(0), data)
    }

    static func text(_ tag: Int, _ text: String) -> (tag: Int, type: Int, bytes: [UInt8]) { (tag, 2, ascii(text + "\0")) }

    // MARK: - PNG

    static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Checksums are left at nothing: they are the decoder's.
    static func chunk(_ type: String, _ data: [UInt8] = []) -> [UInt8] {
        join(be32(data.count), ascii(type), data, be32(0))
    }

    static func png(
        width: Int = 8, height: Int = 8, depth: UInt8 = 8, type: UInt8 = 2, before: [UInt8] = [], after: [UInt8] = []
    ) -> [UInt8] {
        let header = chunk("IHDR", join(be32(width), be32(height), [depth, type, 0, 0, 0]))
        return join(pngSignature, header, before, chunk("IDAT", [1, 2, 3]), after, chunk("IEND"))
    }

    static func frameControl(width: Int, height: Int) -> [UInt8] {
        chunk("fcTL", join(be32(0), be32(width), be32(height), [UInt8](repeating: 0, count: 14)))
    }

    // MARK: - GIF

    static func gif(width: Int = 8, height: Int = 8, frames: [(Int, Int)] = [(8, 8)], before: [UInt8] = []) -> [UInt8] {
        let images = frames.map { join([0x2C, 0, 0, 0, 0], le16($0.0), le16($0.1), [0, 2, 2, 0x4C, 0x01, 0]) }
        return join(ascii("GIF89a"), le16(width), le16(height), [0, 0, 0], before, Array(images.joined()), [0x3B])
    }

    // MARK: - WebP

    static func riff(_ chunks: [UInt8]) -> [UInt8] {
        join(ascii("RIFF"), le32(chunks.count + 4), ascii("WEBP"), chunks)
    }

    static func riffChunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        join(ascii(type), le32(data.count), data, data.count % 2 == 1 ? [0] : [])
    }

    static func webPCanvas(width: Int, height: Int, flags: UInt8 = 0) -> [UInt8] {
        riffChunk("VP8X", join([flags, 0, 0, 0], le24(width - 1), le24(height - 1)))
    }

    static func webPFrame(width: Int, height: Int) -> [UInt8] {
        riffChunk("ANMF", join([0, 0, 0, 0, 0, 0], le24(width - 1), le24(height - 1), [10, 0, 0, 0]))
    }

    static func webPBits(width: Int, height: Int) -> [UInt8] {
        riffChunk("VP8 ", join([0, 0, 0, 0x9D, 0x01, 0x2A], le16(width), le16(height), [0, 0]))
    }

    // MARK: - AVIF

    static func box(_ type: String, _ content: [UInt8]) -> [UInt8] { join(be32(content.count + 8), ascii(type), content) }
    static func fullBox(_ type: String, version: UInt8 = 0, flags: UInt8 = 0, _ content: [UInt8]) -> [UInt8] {
        box(type, join([version, 0, 0, flags], content))
    }

    /// A still picture whose primary item has the properties given; further ones belong to other items.
    static func avif(
        brand: String = "avif", compatible: [String] = ["mif1"], properties: [[UInt8]], further: [[UInt8]] = [],
        exif: [UInt8]? = nil, xmp: [UInt8]? = nil
    ) -> [UInt8] {
        let type = box("ftyp", ascii(brand + "\0\0\0\0" + compatible.joined()))
        var infos = fullBox("infe", version: 2, join(be16(1), be16(0), ascii("av01\0")))
        var places: [(item: Int, bytes: [UInt8])] = [(1, [1, 2, 3, 4])]
        if let exif {
            infos += fullBox("infe", version: 2, join(be16(2), be16(0), ascii("Exif\0")))
            places.append((2, join(be32(0), exif)))
        }
        if let xmp {
            infos += fullBox("infe", version: 2, join(be16(3), be16(0), ascii("mime\0application/rdf+xml\0")))
            places.append((3, xmp))
        }
        let owned = box("ipco", Array((properties + further).joined()))
        let numbers = properties.indices.map { UInt8($0 + 1) }
        let links = fullBox("ipma", join(be32(1), be16(1), [UInt8(properties.count)], numbers))
        func meta(dataAt start: Int) -> [UInt8] {
            var at = start
            var locations = join(be16(0x4400), be16(places.count))
            for place in places {
                locations += join(be16(place.item), be16(0), be16(1), be32(at), be32(place.bytes.count))
                at += place.bytes.count
            }
            // In libavif's order.
            let handler = fullBox("hdlr", ascii("\0\0\0\0pict" + String(repeating: "\0", count: 13)))
            let parts = join(
                handler, fullBox("pitm", be16(1)), fullBox("iloc", locations), fullBox("iinf", join(be16(places.count), infos)),
                box("iprp", join(owned, links)))
            return fullBox("meta", parts)
        }
        let start = type.count + meta(dataAt: 0).count + 8
        return join(type, meta(dataAt: start), box("mdat", Array(places.map(\.bytes).joined())))
    }

    static func extent(_ width: Int, _ height: Int) -> [UInt8] { fullBox("ispe", join(be32(width), be32(height))) }

    /// One of each, all 8 × 8 and whole.
    static let smallest: [SmallPicture] = [
        ("jpeg", jpeg(before: exifSegment(tiff([text(0x013B, "Ada Lovelace")])))), ("png", png()), ("apng", apng), ("gif", gif()),
        ("animated gif", gif(frames: [(8, 8), (8, 8)])), ("webp", riff(webPBits(width: 8, height: 8))),
        ("animated webp", animatedWebP),
        ("avif", avif(properties: [extent(8, 8)], exif: tiff([text(0x8298, "Public domain")]), xmp: ascii("<x/>"))),
        ("svg", ascii(#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>"#)),
    ].map(SmallPicture.init)

    private static var apng: [UInt8] {
        let control = frameControl(width: 8, height: 8)
        return png(before: join(chunk("acTL", join(be32(2), be32(0))), control), after: control)
    }

    private static var animatedWebP: [UInt8] {
        let frame = webPFrame(width: 8, height: 8)
        return riff(join(webPCanvas(width: 8, height: 8, flags: 2), frame, frame))
    }
}

/// A picture that tests are run with, under its name.
struct SmallPicture: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    var testDescription: String { name }
}
