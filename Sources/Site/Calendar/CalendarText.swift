/// A calendar's lines, written as bytes (RFC 5545, section 3.1): each ends in CR and LF and is folded after 75 bytes.
struct CalendarText {
    private(set) var bytes: [UInt8] = []

    /// A line with a value that is written as it is.
    mutating func line(_ name: String, _ value: String) {
        fold(Array((name + ":" + value).utf8.filter { $0 >= 0x20 && $0 != 0x7F }))
    }

    /// A line with a text. Control characters, which no line can have, are left out.
    mutating func text(_ name: String, _ text: String) {
        var line = Array((name + ":").utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","): line += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): line += "\\n".utf8
            case UInt8(ascii: "\t"): line.append(0x20)
            case 0..<0x20, 0x7F: continue
            default: line.append(byte)
            }
        }
        fold(line)
    }

    /// Never within a character: a reader may decode line by line.
    private mutating func fold(_ line: [UInt8]) {
        var rest = line[...]
        var room = 75
        while rest.count > room {
            var end = rest.startIndex + room
            while end > rest.startIndex + 1, rest[end] & 0xC0 == 0x80 { end -= 1 }
            bytes += rest[..<end]
            bytes += "\r\n ".utf8
            rest = rest[end...]
            // The space counts.
            room = 74
        }
        bytes += rest
        bytes += "\r\n".utf8
    }
}
