/// The items of an AVIF or HEIF file's `meta` box: the properties of the primary one, and where metadata lies.
struct HEIFItems {
    /// What properties there are, of whichever item.
    private(set) var properties: [MediaBox] = []
    /// The primary item's, in its order.
    private(set) var primaryProperties: [MediaBox] = []
    private(set) var metadata: [ImageHeader.Segment] = []
    private(set) var hasThumbnail = false
    /// Whether the pixels, or how they are put together, may be in this very box.
    private(set) var holdsData = false

    init(_ source: inout ByteSource, _ meta: MediaBox) {
        var kinds: [Int: ImageHeader.Segment.Kind] = [:]
        var primary: Int?
        var dataStart: Int?
        let boxes = meta.children(&source, skipping: 4)
        for box in boxes {
            switch box.type {
            case "pitm": primary = HEIFItems.number(&source, at: box.start + 4, isLong: source.byte(at: box.start) != 0)
            case "iinf": kinds = HEIFItems.kinds(&source, box)
            case "idat": (dataStart, holdsData) = (box.start, true)
            case "iref": hasThumbnail = box.children(&source, skipping: 4).contains { $0.type == "thmb" }
            default: break
            }
        }
        for box in boxes {
            switch box.type {
            case "iprp": readProperties(&source, box, of: primary)
            case "iloc": readLocations(&source, box, kinds, dataStart)
            default: break
            }
        }
    }

    private static func number(_ source: inout ByteSource, at offset: Int, isLong: Bool) -> Int? {
        isLong ? source.uint32(at: offset) : source.uint16(at: offset)
    }

    /// `iinf`: which items are EXIF or XMP.
    private static func kinds(_ source: inout ByteSource, _ box: MediaBox) -> [Int: ImageHeader.Segment.Kind] {
        var kinds: [Int: ImageHeader.Segment.Kind] = [:]
        let counted = source.byte(at: box.start) == 0 ? 2 : 4
        for entry in box.children(&source, skipping: 4 + counted) where entry.type == "infe" && kinds.count < 100 {
            guard let version = source.byte(at: entry.start), version >= 2,
                let item = number(&source, at: entry.start + 4, isLong: version > 2)
            else { continue }
            let type = entry.start + (version > 2 ? 10 : 8)
            if source.has("Exif", at: type) {
                kinds[item] = .exif
            } else if source.has("mime", at: type) {
                // The item's name, NUL, and the type of its content.
                let words = source.prefix(at: type + 4, upTo: min(256, max(0, entry.end - type - 4)))
                let content = words.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).dropFirst().first ?? []
                if content.elementsEqual("application/rdf+xml".utf8) { kinds[item] = .xmp }
            }
        }
        return kinds
    }

    /// `iprp`: all properties, and the numbers of those that belong to the primary item.
    private mutating func readProperties(_ source: inout ByteSource, _ box: MediaBox, of primary: Int?) {
        let parts = box.children(&source)
        properties = parts.first { $0.type == "ipco" }?.children(&source) ?? []
        for list in parts where list.type == "ipma" {
            guard let version = source.byte(at: list.start), let flags = source.byte(at: list.start + 3) else { return }
            let isWide = flags & 1 == 1
            var at = list.start + 8
            while at < list.end, let item = HEIFItems.number(&source, at: at, isLong: version > 0),
                let count = source.byte(at: at + (version > 0 ? 4 : 2))
            {
                at += version > 0 ? 5 : 3
                for _ in 0..<count where item == primary && at < list.end {
                    // The highest bit says that the property must be understood.
                    let index =
                        (isWide ? source.uint16(at: at).map { $0 & 0x7FFF } : source.byte(at: at).map { Int($0 & 0x7F) }) ?? 0
                    if index > 0, index <= properties.count { primaryProperties.append(properties[index - 1]) }
                    at += isWide ? 2 : 1
                }
                if item == primary { return }
                at += Int(count) * (isWide ? 2 : 1)
            }
        }
    }

    /// `iloc`: where the items lie; those in one piece only, as EXIF and XMP always are.
    private mutating func readLocations(
        _ source: inout ByteSource, _ box: MediaBox, _ kinds: [Int: ImageHeader.Segment.Kind], _ dataStart: Int?
    ) {
        guard let version = source.byte(at: box.start), version < 3, let sizes = source.uint16(at: box.start + 4) else { return }
        let (offsetSize, lengthSize) = (sizes >> 12, sizes >> 8 & 15)
        let (baseSize, indexSize) = (sizes >> 4 & 15, version == 0 ? 0 : sizes & 15)
        guard [offsetSize, lengthSize, baseSize, indexSize].allSatisfy({ $0 == 0 || $0 == 4 || $0 == 8 }) else { return }
        var at = box.start + 6 + (version < 2 ? 2 : 4)
        while at < box.end, let item = HEIFItems.number(&source, at: at, isLong: version == 2) {
            at += version == 2 ? 4 : 2
            let method = version == 0 ? 0 : (source.uint16(at: at) ?? 0) & 15
            // How it is constructed, and the file in which it is: this one.
            at += version == 0 ? 2 : 4
            guard let base = sized(&source, at: at, baseSize), let extents = source.uint16(at: at + baseSize) else { return }
            at += baseSize + 2
            if extents == 1, let kind = kinds[item], let offset = sized(&source, at: at + indexSize, offsetSize),
                let length = sized(&source, at: at + indexSize + offsetSize, lengthSize),
                let start = method == 0 ? 0 : method == 1 ? dataStart : nil, metadata.count < 100,
                base <= source.count, offset <= source.count, length <= source.count, length > 4
            {
                metadata.append(ImageHeader.Segment(kind: kind, offset: start + base + offset, count: length))
            }
            at += extents * (indexSize + offsetSize + lengthSize)
        }
    }

    private func sized(_ source: inout ByteSource, at offset: Int, _ size: Int) -> Int? {
        size == 0 ? 0 : size == 4 ? source.uint32(at: offset) : source.uint64(at: offset)
    }
}
