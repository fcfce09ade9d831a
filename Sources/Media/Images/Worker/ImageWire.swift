/// What goes through the pipes: numbers of 8 bytes, least first, and bytes after their count.
///
/// A frame is two counts of 4 bytes, a head and a body. The head is what is written here; the body, which may be empty, is a
/// picture as it came, so that nobody copies it.
struct ImageWireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: Int) { withUnsafeBytes(of: Int64(value).littleEndian) { bytes += $0 } }
    mutating func put(_ value: Double) { put(Int(bitPattern: UInt(value.bitPattern))) }
    mutating func put(_ value: Bool) { put(value ? 1 : 0) }
    mutating func put(_ value: Int?) {
        put(value != nil)
        if let value { put(value) }
    }
    mutating func put(_ value: some Collection<UInt8>) {
        put(value.count)
        bytes += value
    }
    mutating func put(_ value: String) { put(value.utf8) }
    mutating func put(_ value: [UInt8]?) {
        put(value != nil)
        if let value { put(value) }
    }

    /// The two counts before head and body.
    static func counts(head: Int, body: Int) -> [UInt8] {
        [UInt32(clamping: head), UInt32(clamping: body)].flatMap { count in withUnsafeBytes(of: count.littleEndian) { Array($0) }
        }
    }
}

/// Reads it again, believing nothing: the other side may have been taken over by a picture.
struct ImageWireReader {
    struct Malformed: Error {}

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func int() throws(Malformed) -> Int {
        let eight = try take(8)
        return Int(truncatingIfNeeded: eight.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
    /// A number in a range.
    mutating func int(in range: ClosedRange<Int>) throws(Malformed) -> Int {
        let value = try int()
        guard range.contains(value) else { throw Malformed() }
        return value
    }
    mutating func double() throws(Malformed) -> Double { Double(bitPattern: UInt64(UInt(bitPattern: try int()))) }
    mutating func bool() throws(Malformed) -> Bool { try int(in: 0...1) == 1 }
    mutating func optionalInt() throws(Malformed) -> Int? { try bool() ? try int() : nil }
    mutating func data() throws(Malformed) -> [UInt8] { Array(try take(try int())) }
    mutating func optionalData() throws(Malformed) -> [UInt8]? { try bool() ? try data() : nil }
    mutating func text() throws(Malformed) -> String { String(decoding: try data(), as: UTF8.self) }
    mutating func end() throws(Malformed) { if place != bytes.count { throw Malformed() } }

    /// A value that is one of an enumeration.
    mutating func choice<Choice: RawRepresentable>(
        _ type: Choice.Type
    ) throws(Malformed) -> Choice where Choice.RawValue == UInt8 {
        guard let raw = UInt8(exactly: try int()), let choice = Choice(rawValue: raw) else { throw Malformed() }
        return choice
    }

    private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - place else { throw Malformed() }
        defer { place += count }
        return bytes[place..<place + count]
    }

    /// The counts of a frame, from its first 8 bytes.
    static func counts(_ bytes: [UInt8]) -> (head: Int, body: Int) {
        func count(_ slice: ArraySlice<UInt8>) -> Int { slice.reversed().reduce(0) { $0 << 8 | Int($1) } }
        return (count(bytes.prefix(4)), count(bytes.dropFirst(4).prefix(4)))
    }
}
