extension ImageHeader {
    /// AVIF and HEIF: what the container says of the primary item (ISO/IEC 23008-12), and how many samples a sequence has.
    mutating func readHEIF(_ source: inout ByteSource) {
        var (boxes, over) = MediaBox.list(&source, from: 0, to: source.count)
        // A second beginning is another file's: the film that telephones append.
        if let second = boxes.dropFirst().firstIndex(where: { $0.type == "ftyp" }) {
            over = boxes[second - 1].end
            boxes.removeSubrange(second...)
        }
        var hasData = false
        for box in boxes {
            switch box.type {
            case "mdat": hasData = true
            case "meta":
                let items = HEIFItems(&source, box)
                readItems(items, &source)
                if items.holdsData { hasData = true }
            case "moov": readSequence(&source, box)
            case "mpvd": dropped.insert(.motionVideo)
            default: break
            }
        }
        guard width > 0 else { return }
        // What begins like no box of such a file is not a part of it; what does, and reaches beyond the end, is cut.
        let isCut = over < source.count && ImageHeader.boxesOfFiles.contains { source.has($0, at: over + 4) }
        if hasData, !isCut { end(at: over, &source) }
    }

    private static let boxesOfFiles: [StaticString] = ["meta", "mdat", "moov", "moof", "free", "skip", "uuid", "mpvd"]

    private mutating func readItems(_ items: HEIFItems, _ source: inout ByteSource) {
        for property in items.properties {
            switch property.type {
            case "ispe":
                // Every item's, since the primary one may be put together from tiles that are larger than it says.
                if let size = extent(property, &source) {
                    largestWidth = max(largestWidth, size.width)
                    largestHeight = max(largestHeight, size.height)
                }
            case "auxC":
                let name = source.prefix(at: property.start + 4, upTo: min(80, property.end - property.start))
                if String(decoding: name, as: UTF8.self).contains("alpha") { hasAlpha = true }
            case "colr" where source.has("prof", at: property.start) || source.has("rICC", at: property.start):
                metadataBytes += property.end - property.start
                dropped.insert(.iccProfile)
            default:
                break
            }
        }
        // In the order in which they are to be applied.
        for property in items.primaryProperties { apply(property, &source) }
        for item in items.metadata {
            metadataBytes += item.count
            switch item.kind {
            case .exif:
                // Four bytes say how far from here the TIFF header is: mostly 0 or 6.
                guard let skipped = source.uint32(at: item.offset), skipped <= item.count - 4 else { continue }
                note(.exif, at: item.offset + 4 + skipped, count: item.count - 4 - skipped)
            default:
                note(item.kind, at: item.offset, count: item.count)
            }
        }
        if items.hasThumbnail { dropped.insert(.thumbnail) }
    }

    private func extent(_ box: MediaBox, _ source: inout ByteSource) -> (width: Int, height: Int)? {
        guard box.end - box.start >= 12, let width = source.uint32(at: box.start + 4),
            let height = source.uint32(at: box.start + 8)
        else { return nil }
        return (width, height)
    }

    private mutating func apply(_ property: MediaBox, _ source: inout ByteSource) {
        guard property.end > property.start else { return }
        switch property.type {
        case "ispe":
            if let size = extent(property, &source) { (width, height) = size }
        case "pixi":
            guard let channels = source.byte(at: property.start + 4) else { return }
            bitsPerChannel = source.byte(at: property.start + 5).map(Int.init)
            colorModel = channels == 1 ? .gray : .rgb
        case "clap":
            // A part of the picture: width and height as fractions, and then where its middle is.
            let numbers = (0..<4).map { source.uint32(at: property.start + 4 * $0) ?? 0 }
            guard property.end - property.start >= 32, numbers[1] > 0, numbers[3] > 0 else { return }
            let (width, height) = (numbers[0] / numbers[1], numbers[2] / numbers[3])
            if width > 0, width <= self.width, height > 0, height <= self.height { (self.width, self.height) = (width, height) }
        case "irot":
            if let turns = source.byte(at: property.start) { orientation = orientation.rotated(quarterTurns: Int(turns & 3)) }
        case "imir":
            if let axis = source.byte(at: property.start) { orientation = orientation.mirrored(topToBottom: axis & 1 == 0) }
        default:
            break
        }
    }

    /// `moov`: each track's number of samples, and its size where no still picture said one.
    private mutating func readSequence(_ source: inout ByteSource, _ movie: MediaBox) {
        for track in movie.children(&source) where track.type == "trak" {
            let parts = track.children(&source)
            var samples = 0
            var level = parts
            for name in ["mdia", "minf", "stbl", "stsz"] {
                guard let box = level.first(where: { $0.type == name }) else { break }
                if name == "stsz" { samples = source.uint32(at: box.start + 8) ?? 0 } else { level = box.children(&source) }
            }
            frames = max(frames, samples)
            guard let header = parts.first(where: { $0.type == "tkhd" }), header.end - header.start >= 84,
                // Its last eight bytes are width and height, with sixteen bits of fraction each.
                let width = source.uint16(at: header.end - 8), let height = source.uint16(at: header.end - 4)
            else { continue }
            if self.width == 0 { (self.width, self.height) = (width, height) }
            largestWidth = max(largestWidth, width)
            largestHeight = max(largestHeight, height)
        }
    }
}
