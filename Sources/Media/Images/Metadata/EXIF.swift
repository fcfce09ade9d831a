/// What a picture's EXIF says in words, and what else is in it (CIPA DC-008-2023).
struct EXIF {
    private(set) var artist: String?
    private(set) var copyright: String?
    private(set) var description: String?
    private(set) var title: String?
    private(set) var userComment: String?
    /// Windows writes these, in tags of its own.
    private(set) var windowsTitle: String?
    private(set) var windowsComment: String?
    private(set) var windowsAuthor: String?
    private(set) var dropped: Set<DroppedMetadata> = []

    init?(_ bytes: [UInt8]) {
        guard var reader = TIFFReader(bytes) else { return nil }
        let main = reader.directory(at: nil)
        for entry in main.entries {
            read(entry, &reader)
            switch entry.tag {
            case 0x8769: for entry in follow(entry, &reader) { read(entry, &reader) }
            case 0x8825: for entry in follow(entry, &reader) { readGPS(entry) }
            default: break
            }
        }
        if let next = main.next, !reader.directory(at: next).entries.isEmpty { dropped.insert(.thumbnail) }
    }

    private func follow(_ entry: TIFFReader.Entry, _ reader: inout TIFFReader) -> [TIFFReader.Entry] {
        guard let offset = reader.number(entry) else { return [] }
        return reader.directory(at: offset).entries
    }

    private mutating func read(_ entry: TIFFReader.Entry, _ reader: inout TIFFReader) {
        func text() -> String? { EXIF.text(reader.bytes(entry)) }
        func windows() -> String { XMLText.utf16(reader.bytes(entry), littleEndian: true) }
        guard entry.byteCount > 0 else { return }
        switch entry.tag {
        case 0x010E: description = description ?? text()
        case 0x013B: artist = artist ?? text()
        case 0x8298: copyright = copyright ?? EXIF.copyright(reader.bytes(entry))
        case 0xA436: title = title ?? text()
        case 0xA437: artist = artist ?? text()
        case 0x9286:
            userComment = userComment ?? EXIF.comment(reader.bytes(entry), littleEndian: reader.isLittleEndian)
            if MetadataText.clean(userComment) != nil { dropped.insert(.comments) }
        case 0x9C9B: windowsTitle = windows()
        case 0x9C9C: windowsComment = windows()
        case 0x9C9D: windowsAuthor = windows()
        default: if let dropped = EXIF.dropped(entry.tag) { self.dropped.insert(dropped) }
        }
    }

    /// Which is there, never what it says. The version alone, which many cameras write, is nothing.
    private mutating func readGPS(_ entry: TIFFReader.Entry) {
        guard entry.byteCount > 0 else { return }
        switch entry.tag {
        case 0: break
        case 1...4, 19...22, 28: dropped.insert(.gpsPosition)
        default: dropped.insert(.gpsData)
        }
    }

    /// ASCII by the standard; UTF-8, Latin-1 or Windows-1252 in truth. NUL ends it.
    private static func text(_ bytes: [UInt8]) -> String { MetadataText.decode(Array(bytes.prefix { $0 != 0 })) }

    /// The photographer's notice, NUL, the editor's; a blank stands for the first where only the second is there.
    private static func copyright(_ bytes: [UInt8]) -> String {
        let notices = bytes.split(separator: 0).prefix(2).compactMap { MetadataText.clean(MetadataText.decode(Array($0))) }
        return notices.joined(separator: "; ")
    }

    /// Eight bytes name the encoding. UTF-16 is in the order of the whole, or in the other one: the order in which more of it
    /// is from the first 256 characters is right, and where there is nothing between them the whole's.
    private static func comment(_ bytes: [UInt8], littleEndian: Bool) -> String? {
        let text = Array(bytes.dropFirst(8))
        switch bytes.prefix(8) {
        case let name where name.starts(with: "ASCII".utf8): return EXIF.text(text)
        case let name where name.starts(with: "UNICODE".utf8):
            if text.starts(with: [0xFF, 0xFE]) { return XMLText.utf16(text, littleEndian: true) }
            if text.starts(with: [0xFE, 0xFF]) { return XMLText.utf16(text, littleEndian: false) }
            let pairs = stride(from: 0, to: text.count - 1, by: 2)
            let (even, odd) = (pairs.count { text[$0] == 0 }, pairs.count { text[$0 + 1] == 0 })
            return XMLText.utf16(text, littleEndian: even == odd ? littleEndian : odd > even)
        case let name where name.allSatisfy({ $0 == 0 }):
            // "Undefined", which programs write that mean ASCII. Numbers of a camera are no text.
            let end = text.prefix { $0 != 0 }
            return end.allSatisfy({ $0 >= 0x20 || $0 == 0x0A || $0 == 0x0D }) ? EXIF.text(text) : nil
        default: return nil
        }
    }

    private static func dropped(_ tag: Int) -> DroppedMetadata? {
        switch tag {
        case 0xA430: .ownerName
        case 0xA431, 0xC62F: .cameraSerialNumber
        case 0xA435: .lensSerialNumber
        case 0xA420: .imageIdentifier
        case 0x927C, 0xC634: .makerNotes
        case 0x0132, 0x9003, 0x9004, 0x9010...0x9012, 0x9290...0x9292: .dates
        case 0x000B, 0x0131, 0x013C, 0xA438...0xA43C: .editingSoftware
        case 0x4746, 0x4749, 0x9C9E, 0x9C9F: .keywords
        case 0x010F, 0x0110, 0x829A, 0x829D, 0x8822, 0x8824, 0x8827...0x8833, 0x9201...0x920A, 0x9214, 0x9400...0x9405,
            0xA20B...0xA217,
            0xA401...0xA40C, 0xA432...0xA434, 0xA460...0xA462, 0xC614:
            .cameraData
        // XMP, IPTC and Photoshop's resources, as TIFF keeps them.
        case 0x02BC, 0x83BB, 0x8649: .otherData
        default: nil
        }
    }
}
