/// The directories of a TIFF structure, which is what EXIF is (TIFF 6.0, 2; CIPA DC-008, 4.5).
///
/// Directories are read where they are asked for; no pointer is followed by itself, so that a loop of them harms nobody.
struct TIFFReader {
    struct Entry {
        let tag: Int
        let type: Int
        /// Where the value lies, its bytes all there.
        let offset: Int
        let byteCount: Int
    }

    let isLittleEndian: Bool
    private var source: ByteSource
    private let first: Int

    private static let mostEntries = 1000

    /// - Parameter bytes: with or without the identifier `Exif` before them.
    init?(_ bytes: [UInt8]) {
        let identifier = bytes.starts(with: "Exif\0".utf8) ? 6 : 0
        source = ByteSource(Array(bytes.dropFirst(identifier)))
        switch source.prefix(at: 0, upTo: 4) {
        case [0x49, 0x49, 42, 0]: isLittleEndian = true
        case [0x4D, 0x4D, 0, 42]: isLittleEndian = false
        default: return nil
        }
        guard let first = source.uint32(at: 4, littleEndian: isLittleEndian), first >= 8 else { return nil }
        self.first = first
    }

    /// The main directory's value of the tag.
    var orientation: Int? {
        mutating get {
            let directory = directory(at: nil)
            return directory.entries.first { $0.tag == 0x0112 }.flatMap { number($0) }
        }
    }

    /// - Parameter offset: nil for the first.
    /// - Returns: its entries, those left out whose values are not there, and where the next directory is said to be.
    mutating func directory(at offset: Int?) -> (entries: [Entry], next: Int?) {
        let offset = offset ?? first
        guard offset >= 8, let count = uint16(offset) else { return ([], nil) }
        var entries: [Entry] = []
        for index in 0..<min(count, TIFFReader.mostEntries) {
            let at = offset + 2 + 12 * index
            guard let tag = uint16(at), let type = uint16(at + 2), let values = uint32(at + 4) else { break }
            guard let size = TIFFReader.sizes[type] else { continue }
            let length = values * size
            guard let place = length <= 4 ? at + 8 : uint32(at + 8), length <= source.count, place <= source.count - length
            else { continue }
            entries.append(Entry(tag: tag, type: type, offset: place, byteCount: length))
        }
        return (entries, uint32(offset + 2 + 12 * count).flatMap { $0 == 0 ? nil : $0 })
    }

    /// The first number of a value that is one.
    mutating func number(_ entry: Entry) -> Int? {
        switch entry.type {
        case 1: entry.byteCount > 0 ? source.byte(at: entry.offset).map(Int.init) : nil
        case 3: entry.byteCount > 1 ? uint16(entry.offset) : nil
        case 4, 13: entry.byteCount > 3 ? uint32(entry.offset) : nil
        default: nil
        }
    }

    /// - Parameter limit: a longer value is cut.
    mutating func bytes(_ entry: Entry, limit: Int = 40_000) -> [UInt8] {
        source.prefix(at: entry.offset, upTo: min(entry.byteCount, limit))
    }

    private mutating func uint16(_ offset: Int) -> Int? { source.uint16(at: offset, littleEndian: isLittleEndian) }
    private mutating func uint32(_ offset: Int) -> Int? { source.uint32(at: offset, littleEndian: isLittleEndian) }

    /// Bytes of one value, by type.
    private static let sizes = [
        1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1,
    ]
}
