/// Scanning of bytes as the reading of WordPress bodies needs it.
///
/// Every search starts at an index and answers with an index; `count` stands for "nowhere", so that loops need no
/// optional. A start at or behind the end is allowed and finds nothing.
extension Span<UInt8> {
    /// The index of the first `byte` at or after `start`, or `count`.
    func index(of byte: UInt8, from start: Int) -> Int {
        index(of: byte, or: byte, from: start)
    }

    /// The index of the first byte that is one of two, or `count`. Looks at eight bytes at a time.
    func index(of first: UInt8, or second: UInt8, from start: Int) -> Int {
        withUnsafeBytes { bytes in
            let ones: UInt64 = 0x0101_0101_0101_0101
            let highs: UInt64 = 0x8080_8080_8080_8080
            var index = start
            while index <= bytes.count - 8 {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let one = word ^ (ones &* UInt64(first))
                let other = word ^ (ones &* UInt64(second))
                // A byte that became zero raises its high bit; a false alarm can only come above a true one.
                let hits = ((one &- ones) & ~one | (other &- ones) & ~other) & highs
                if hits != 0 { return index + hits.trailingZeroBitCount / 8 }
                index += 8
            }
            while index < bytes.count {
                if bytes[index] == first || bytes[index] == second { return index }
                index += 1
            }
            return bytes.count
        }
    }

    /// The index of the first occurrence of `literal` at or after `start`, or `count`.
    func index(of literal: StaticString, from start: Int) -> Int {
        let first = literal.utf8Start.pointee
        var index = index(of: first, from: start)
        while index < count {
            if has(literal, at: index) { return index }
            index = self.index(of: first, from: index + 1)
        }
        return count
    }

    /// Whether `literal` stands at `index`.
    @inline(__always)
    func has(_ literal: StaticString, at index: Int) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard length <= count - index else { return false }
        let start = literal.utf8Start
        for offset in 0..<length where self[index + offset] != start[offset] { return false }
        return true
    }

    /// As `has`, ASCII letters in either case; `literal` is written in lower case.
    func hasIgnoringCase(_ literal: StaticString, at index: Int) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard length <= count - index else { return false }
        let start = literal.utf8Start
        for offset in 0..<length where self[index + offset].lowercased != start[offset] { return false }
        return true
    }

    /// The end of the white space that starts at `start`.
    @inline(__always)
    func endOfSpace(from start: Int) -> Int {
        var index = start
        while index < count, self[index].isSpace { index += 1 }
        return index
    }

    /// The start of the white space that ends at `end`, no further back than `limit`.
    @inline(__always)
    func startOfSpace(before end: Int, limit: Int = 0) -> Int {
        var index = end
        while index > limit, self[index - 1].isSpace { index -= 1 }
        return index
    }

    /// The end of a run of `[A-Za-z0-9_-]`, what PHP's expressions for shortcode names call `[\w-]`.
    func endOfName(from start: Int) -> Int {
        var index = start
        while index < count, self[index].isNameByte { index += 1 }
        return index
    }

    /// The bytes of a range as text.
    func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    @inline(__always)
    mutating func append(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    @inline(__always)
    mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
        source.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
    }

    /// Whether the last bytes are `literal`.
    @inline(__always)
    func ends(with literal: StaticString) -> Bool {
        count >= literal.utf8CodeUnitCount && span.has(literal, at: count - literal.utf8CodeUnitCount)
    }

    /// Takes white space off the end.
    mutating func removeTrailingSpace() {
        while let last, last.isSpace { removeLast() }
    }
}

extension UInt8 {
    /// What `\s` is in PCRE: tab to carriage return, and the space.
    @inline(__always)
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

    @inline(__always)
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    @inline(__always)
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }

    @inline(__always)
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    @inline(__always)
    var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }
}
