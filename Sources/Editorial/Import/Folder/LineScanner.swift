/// The lines of a text in bytes, ended by LF, CR LF or CR.
///
/// A byte order mark at the beginning is passed over.
struct LineScanner {
    private let bytes: [UInt8]
    private(set) var position: Int
    /// The number of the line that comes next, from 1.
    private(set) var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    var rest: ArraySlice<UInt8> { bytes[position...] }

    /// The next line without its end; nil after the last.
    mutating func next() -> ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        let start = position
        let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
        position = end
        if rest.starts(with: "\r\n".utf8) {
            position += 2
        } else if !rest.isEmpty {
            position += 1
        }
        line += 1
        return bytes[start..<end]
    }

    static func trimmedEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { line.removeLast() }
        return line
    }
}
