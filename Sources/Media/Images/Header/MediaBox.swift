/// One box of an ISO base media file (ISO/IEC 14496-12, 4.2): AVIF, HEIF and films are made of them.
struct MediaBox {
    /// Four characters.
    let type: String
    /// Where its content begins, behind length and type.
    let start: Int
    let end: Int

    /// - Parameter limit: where the boxes around it end.
    /// - Returns: nil where none begins here, or one that reaches beyond.
    init?(_ source: inout ByteSource, at offset: Int, limit: Int) {
        guard limit - offset >= 8, let length = source.uint32(at: offset), let name = source.bytes(at: offset + 4, count: 4)
        else { return nil }
        type = String(decoding: name, as: UTF8.self)
        switch length {
        case 0:
            // To the end of the file.
            start = offset + 8
            end = limit
        case 1:
            guard let length = source.uint64(at: offset + 8), length >= 16, length <= limit - offset else { return nil }
            start = offset + 16
            end = offset + length
        default:
            guard length >= 8, length <= limit - offset else { return nil }
            start = offset + 8
            end = offset + length
        }
    }

    /// No picture's level of boxes has more. Each is at least eight bytes, so that a list of them could fill the memory.
    private static let mostSiblings = 10_000

    /// The boxes from one place to another, up to the first that is none, and where that is.
    static func list(_ source: inout ByteSource, from offset: Int, to limit: Int) -> (boxes: [MediaBox], end: Int) {
        var boxes: [MediaBox] = []
        var at = offset
        while boxes.count < mostSiblings, let box = MediaBox(&source, at: at, limit: limit) {
            boxes.append(box)
            at = box.end
        }
        return (boxes, at)
    }

    /// The boxes in this one.
    /// - Parameter skipping: the bytes before them: 4 in a "full box", for version and flags.
    func children(_ source: inout ByteSource, skipping: Int = 0) -> [MediaBox] {
        MediaBox.list(&source, from: start + skipping, to: end).boxes
    }
}
