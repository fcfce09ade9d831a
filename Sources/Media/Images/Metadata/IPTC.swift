/// What a picture's IPTC-IIM says (IIM 4.2), found bare or in Photoshop's image resources.
struct IPTC {
    private(set) var creators: [String] = []
    private(set) var copyright: String?
    private(set) var credit: String?
    private(set) var caption: String?
    private(set) var headline: String?
    private(set) var title: String?
    /// From Photoshop's resources: the address of a page about rights.
    private(set) var rightsPage: String?
    /// Whether a program changed it that knew nothing of XMP, by the checksum that one that does leaves beside it.
    private(set) var isNewerThanXMP = false
    private(set) var dropped: Set<DroppedMetadata> = []

    /// - Parameter bytes: data sets, resources, or resources behind the identifier that JPEG has.
    init(_ bytes: [UInt8]) {
        let identifier = Array("Photoshop 3.0\0".utf8)
        let bytes = bytes.starts(with: identifier) ? Array(bytes.dropFirst(identifier.count)) : bytes
        if bytes.first == 0x1C { read(bytes) } else { readResources(bytes) }
    }

    /// Adobe Photoshop file formats, "image resource blocks": a signature, a number, a name, a length; all padded to even.
    private mutating func readResources(_ bytes: [UInt8]) {
        var source = ByteSource(bytes)
        var at = 0
        var checksum: [UInt8]?
        var data: [UInt8] = []
        while IPTC.signatures.contains(where: { source.has($0, at: at) }), let number = source.uint16(at: at + 4),
            let name = source.byte(at: at + 6)
        {
            at += 6 + (Int(name) + 2) & ~1
            guard let length = source.uint32(at: at), length <= source.count - at - 4 else { break }
            at += 4
            switch number {
            case 0x0404: if data.isEmpty { data = source.prefix(at: at, upTo: length) }
            case 0x0425: checksum = source.bytes(at: at, count: 16)
            case 0x0409, 0x040C: dropped.insert(.thumbnail)
            case 0x040B: rightsPage = MetadataText.decode(source.prefix(at: at, upTo: min(length, 4000)))
            case 0x040F: dropped.insert(.iccProfile)
            default: break
            }
            at += length + length & 1
        }
        read(data)
        if let checksum, !data.isEmpty { isNewerThanXMP = checksum != MD5.digest(data) && checksum.contains { $0 != 0 } }
    }

    private static let signatures: [StaticString] = ["8BIM", "PHUT", "MeSa", "AgHg", "DCSR"]
    /// A field repeats at most so often.
    private static let mostCreators = 20

    private mutating func read(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while rest.count >= 5, rest.first == 0x1C {
            let head = Array(rest.prefix(5))
            // Above 32,767 bytes the length is given another way; no field of ours is as long.
            let length = Int(head[3]) << 8 | Int(head[4])
            guard length < 0x8000, length <= rest.count - 5 else { return }
            rest = rest.dropFirst(5)
            if head[1] == 2 { read(head[2], Array(rest.prefix(length))) }
            rest = rest.dropFirst(length)
        }
    }

    /// The second record: what the picture is. The coded character set in the first one (`ESC % G` is UTF-8) needs no reading:
    /// where the bytes are UTF-8 they are that, whether announced or not, and where they are not it was announced wrongly.
    private mutating func read(_ number: UInt8, _ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        func text() -> String { MetadataText.decode(bytes) }
        switch number {
        case 5: title = title ?? text()
        case 80: if creators.count < IPTC.mostCreators { creators.append(text()) }
        case 105: headline = headline ?? text()
        case 110: credit = credit ?? text()
        case 116: copyright = copyright ?? text()
        case 120: caption = caption ?? text()
        case 15, 20, 25: dropped.insert(.keywords)
        case 26, 27, 90, 92, 95, 100, 101: dropped.insert(.placeNames)
        case 30...63: dropped.insert(.dates)
        case 65, 70: dropped.insert(.editingSoftware)
        case 118: dropped.insert(.contactDetails)
        default: break
        }
    }
}
