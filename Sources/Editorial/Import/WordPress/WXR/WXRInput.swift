#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A window on the bytes of an export, filled by read(2) as far as somebody looks.
///
/// Positions are offsets in the file and stay true while the window moves. Everything from `pin` on stays readable;
/// what lies before may be dropped at the next fill. Whoever moves `pin` decides how much memory this takes.
/// A read error counts as the end of the input and is in `failure`.
struct WXRInput: ~Copyable, Sendable {
    private var bytes: [UInt8] = []
    /// The offset of `bytes[0]`.
    private var base = 0
    /// The offset after the last byte read. `bytes` may be longer: the rest of it is room.
    private(set) var end = 0
    private(set) var pin = 0
    private(set) var isAtEnd = false
    private(set) var failure: Int32?

    private let descriptor: Int32
    /// Instead of a file: bytes that are handed out in chunks, and how many were.
    private let given: [UInt8]
    private var givenFrom = 0
    private let chunkSize: Int

    /// Up to here the line ends are counted.
    private var mark = 0
    private var lineEnds = 0
    private var returnBeforeMark = false

    init(path: String, chunkSize: Int) throws(WXRError) {
        self.chunkSize = max(1, chunkSize)
        given = []
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw .cannotOpen(path: path, code: errno) }
    }

    init(bytes: [UInt8], chunkSize: Int) {
        self.chunkSize = max(1, min(chunkSize, bytes.count))
        given = bytes
        descriptor = -1
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }

    // MARK: Looking

    /// The byte at an offset at or after `pin`, nil after the end.
    @inline(__always)
    mutating func byte(at offset: Int) -> UInt8? {
        if offset < end { return bytes[offset - base] }
        return filled(to: offset) ? bytes[offset - base] : nil
    }

    mutating func starts(with literal: StaticString, at offset: Int) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard offset + count <= end || filled(to: offset + count - 1) else { return false }
        let start = offset - base
        return bytes.withUnsafeBufferPointer { have in
            have.baseAddress.map { memcmp($0 + start, literal.utf8Start, count) == 0 } ?? false
        }
    }

    /// Whether the bytes from an offset are these.
    mutating func starts(with wanted: [UInt8], at offset: Int) -> Bool {
        guard offset + wanted.count <= end || filled(to: offset + wanted.count - 1) else { return false }
        let start = offset - base
        return bytes.withUnsafeBufferPointer { have in
            wanted.withUnsafeBufferPointer { wanted in
                guard let one = have.baseAddress, let other = wanted.baseAddress else { return wanted.isEmpty }
                return memcmp(one + start, other, wanted.count) == 0
            }
        }
    }

    /// The first place of a byte in what the window holds from an offset on. It does not fill the window.
    func first(_ byte: UInt8, from offset: Int) -> Int? {
        guard offset < end else { return nil }
        let from = offset - base
        return bytes.withUnsafeBytes { buffer -> Int? in
            guard let start = buffer.baseAddress, let hit = memchr(start + from, Int32(byte), end - offset) else {
                return nil
            }
            return base + (UnsafeRawPointer(hit) - start)
        }
    }

    /// As `first(_:from:)`, for either of two bytes.
    func first(_ one: UInt8, or other: UInt8, from offset: Int) -> Int? {
        guard offset < end else { return nil }
        return bytes[(offset - base)..<(end - base)].firstIndex { $0 == one || $0 == other }.map { base + $0 }
    }

    /// Gives the bytes of a range that the window holds: from `pin` on and before `end`.
    @inline(__always)
    func with<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { buffer in
            body(UnsafeBufferPointer(rebasing: buffer[(range.lowerBound - base)..<(range.upperBound - base)]))
        }
    }

    func copy(_ range: Range<Int>) -> [UInt8] {
        Array(bytes[(range.lowerBound - base)..<(range.upperBound - base)])
    }

    // MARK: Moving

    /// Lets go of everything before an offset. It never moves back.
    mutating func release(before offset: Int) {
        pin = max(pin, min(offset, end))
    }

    /// Reads the next chunk; false at the end.
    mutating func fill() -> Bool {
        guard !isAtEnd else { return false }
        makeRoom()
        let room = end - base
        let got = descriptor >= 0 ? readFile(into: room) : readGiven(into: room)
        guard got > 0 else {
            isAtEnd = true
            return false
        }
        end += got
        return true
    }

    private mutating func filled(to offset: Int) -> Bool {
        while offset >= end {
            if !fill() { return false }
        }
        return true
    }

    private mutating func makeRoom() {
        let held = end - pin
        // Moving only when as much is dropped as is moved keeps the whole work linear for chunks of any size.
        if pin - base >= max(held, 1) {
            countLineEnds(to: pin)
            let from = pin - base
            bytes.withUnsafeMutableBytes { buffer in
                guard let start = buffer.baseAddress else { return }
                _ = memmove(start, start + from, held)
            }
            base = pin
            // A value of many megabytes made the window large; it need not stay so.
            if bytes.count > 4 * (held + chunkSize) + (1 << 20) { resize(to: held + chunkSize) }
        }
        let wanted = end - base + chunkSize
        if bytes.count < wanted { resize(to: max(wanted, bytes.count * 2)) }
    }

    private mutating func resize(to count: Int) {
        bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let start = buffer.baseAddress else { return }
            let kept = min(bytes.count, count)
            bytes.withUnsafeBufferPointer { old in
                if let from = old.baseAddress { start.update(from: from, count: kept) }
            }
            (start + kept).initialize(repeating: 0, count: count - kept)
            initialized = count
        }
    }

    private mutating func readFile(into room: Int) -> Int {
        while true {
            let got = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress.map { $0 + room }, chunkSize)
            }
            if got >= 0 { return got }
            if errno == EINTR { continue }
            failure = errno
            return 0
        }
    }

    private mutating func readGiven(into room: Int) -> Int {
        let count = min(chunkSize, given.count - givenFrom)
        bytes.withUnsafeMutableBytes { buffer in
            given.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(rebasing: buffer[room...]).copyBytes(
                    from: source[givenFrom..<givenFrom + count])
            }
        }
        givenFrom += count
        return count
    }

    // MARK: Lines

    /// The line, from 1, of an offset in the window. LF, CR LF and CR end a line, as in XML.
    mutating func line(at offset: Int) -> Int {
        let offset = min(offset, end)
        if offset >= mark {
            countLineEnds(to: offset)
            return lineEnds + 1
        }
        let before = offset > base ? bytes[offset - base - 1] == 0x0D : false
        return lineEnds + 1 - lineEnds(in: max(offset, base)..<mark, after: before)
    }

    /// The same without remembering how far it counted.
    func currentLine(at offset: Int) -> Int {
        guard offset > mark else { return lineEnds + 1 }
        return lineEnds + 1 + lineEnds(in: mark..<min(offset, end), after: returnBeforeMark)
    }

    private mutating func countLineEnds(to offset: Int) {
        guard offset > mark else { return }
        lineEnds += lineEnds(in: mark..<offset, after: returnBeforeMark)
        mark = offset
        returnBeforeMark = bytes[offset - base - 1] == 0x0D
    }

    /// Counts every CR, and every LF that does not follow one: no byte after the range is needed.
    private func lineEnds(in range: Range<Int>, after carriageReturn: Bool) -> Int {
        with(range) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            func next(_ byte: Int32, from index: Int) -> Int? {
                memchr(start + index, byte, buffer.count - index).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
            }
            var count = 0
            var from = 0
            while let hit = next(0x0A, from: from) {
                let follows = hit > 0 ? buffer[hit - 1] == 0x0D : carriageReturn
                count &+= follows ? 0 : 1
                from = hit + 1
            }
            from = 0
            while let hit = next(0x0D, from: from) {
                count &+= 1
                from = hit + 1
            }
            return count
        }
    }

    static func message(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
