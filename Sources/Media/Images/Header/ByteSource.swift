/// The bytes of a file, read where they are wanted: all at hand, or behind a closure that fetches a piece of them.
///
/// Every question about a place that is not there is answered by nil, never by a trap, so that a reader of hostile bytes asks
/// first and calculates afterwards. Offsets count from the file's start.
package struct ByteSource {
    package let count: Int
    private let fetch: ((_ offset: Int, _ count: Int) -> [UInt8])?
    private var window: [UInt8]
    private var start = 0

    /// What one call of the closure asks for at least.
    private static let windowSize = 65_536

    package init(_ bytes: [UInt8]) {
        count = bytes.count
        fetch = nil
        window = bytes
    }

    /// - Parameter fetch: answers with the bytes asked for, or with fewer where the file has become shorter or cannot be read,
    ///   which is then taken for its end. It is asked for at most 64 KiB, or for one blob of metadata.
    package init(count: Int, fetch: @escaping (_ offset: Int, _ count: Int) -> [UInt8]) {
        self.count = max(0, count)
        self.fetch = fetch
        window = []
    }

    package mutating func byte(at offset: Int) -> UInt8? {
        if offset >= start, offset - start < window.count { return window[offset - start] }
        guard load(offset) else { return nil }
        return window[offset - start]
    }

    package mutating func uint16(at offset: Int, littleEndian: Bool = false) -> Int? {
        guard let first = byte(at: offset), let second = byte(at: offset + 1) else { return nil }
        return littleEndian ? Int(second) << 8 | Int(first) : Int(first) << 8 | Int(second)
    }

    package mutating func uint24(at offset: Int, littleEndian: Bool = false) -> Int? {
        guard let low = uint16(at: littleEndian ? offset : offset + 1, littleEndian: littleEndian),
            let high = byte(at: littleEndian ? offset + 2 : offset)
        else { return nil }
        return Int(high) << 16 | low
    }

    package mutating func uint32(at offset: Int, littleEndian: Bool = false) -> Int? {
        guard let first = uint16(at: offset, littleEndian: littleEndian),
            let second = uint16(at: offset + 2, littleEndian: littleEndian)
        else { return nil }
        return littleEndian ? second << 16 | first : first << 16 | second
    }

    /// - Returns: nil, too, for a number that no file's length reaches.
    package mutating func uint64(at offset: Int) -> Int? {
        guard let high = uint32(at: offset), let low = uint32(at: offset + 4), high < 1 << 24 else { return nil }
        return high << 32 | low
    }

    /// All the bytes of a range, or nil where some are not there.
    package mutating func bytes(at offset: Int, count wanted: Int) -> [UInt8]? {
        guard wanted >= 0 else { return nil }
        let bytes = prefix(at: offset, upTo: wanted)
        return bytes.count == wanted ? bytes : nil
    }

    /// As many bytes from an offset on as are there.
    package mutating func prefix(at offset: Int, upTo wanted: Int) -> [UInt8] {
        guard offset >= 0, offset < count, wanted > 0 else { return [] }
        let length = min(wanted, count - offset)
        if offset < start || offset - start > window.count - length || length > window.count {
            if length > ByteSource.windowSize { return fetch.map { Array($0(offset, length).prefix(length)) } ?? [] }
            guard load(offset) else { return [] }
        }
        return Array(window[(offset - start)...].prefix(length))
    }

    /// Whether a text of ASCII stands at an offset.
    package mutating func has(_ text: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, offset <= count - text.utf8CodeUnitCount else { return false }
        for index in 0..<text.utf8CodeUnitCount where byte(at: offset + index) != text.utf8Start[index] { return false }
        return true
    }

    /// Where a byte stands next.
    package mutating func firstIndex(of byte: UInt8, from offset: Int) -> Int? {
        var at = max(0, offset)
        while self.byte(at: at) != nil {
            // A loop by hand: most of a picture's bytes pass through it.
            let found = window.withUnsafeBufferPointer { window in
                var index = at - start
                while index < window.count, window[index] != byte { index += 1 }
                return index
            }
            if found < window.count { return start + found }
            at = start + window.count
        }
        return nil
    }

    private mutating func load(_ offset: Int) -> Bool {
        guard let fetch, offset >= 0, offset < count else { return false }
        let wanted = min(ByteSource.windowSize, count - offset)
        window = fetch(offset, wanted)
        if window.count > wanted { window = Array(window.prefix(wanted)) }
        start = offset
        return !window.isEmpty
    }
}
