#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

extension String {
    /// Whether a text stands in it, byte for byte: what pages ask of every body. `contains` compares by character, and takes a
    /// hundred times as long.
    package func holds(_ text: StaticString) -> Bool {
        let found = utf8.withContiguousStorageIfAvailable { bytes -> Bool in
            guard text.utf8CodeUnitCount <= bytes.count, let base = bytes.baseAddress else { return text.utf8CodeUnitCount == 0 }
            var rest = UnsafeRawBufferPointer(start: base, count: bytes.count)
            let first = Int32(text.utf8Start.pointee)
            while rest.count >= text.utf8CodeUnitCount, let start = rest.baseAddress {
                guard let hit = memchr(start, first, rest.count - text.utf8CodeUnitCount + 1) else { return false }
                if memcmp(hit, text.utf8Start, text.utf8CodeUnitCount) == 0 { return true }
                let next = start.distance(to: UnsafeRawPointer(hit)) + 1
                rest = UnsafeRawBufferPointer(rebasing: rest[next...])
            }
            return false
        }
        guard let found else {
            var copy = self
            copy.makeContiguousUTF8()
            return copy.holds(text)
        }
        return found
    }
}
