/// How the bytes of a file stand for characters. The markup is ASCII in each of them, so only values are decoded.
enum WXREncoding: Sendable {
    case utf8
    /// ISO-8859-1 too: what says so is windows-1252 in practice (WHATWG Encoding, "windows-1252").
    case windows1252

    /// By the name in the XML declaration, nil for one that is not read.
    init?(declared name: String) {
        switch name.lowercased() {
        case "", "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "cp-1252":
            self = .windows1252
        default: return nil
        }
    }

    /// The characters of windows-1252 for the bytes 0x80…0x9F; the five that have none stay as they are.
    static let upperControls: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
