import Testing

@testable import Web

@Suite("Byte ranges")
struct ByteRangeTests {
    @Test(
        "a range header asks for these bytes of a file of five",
        arguments: [
            (nil, .whole),
            ("bytes=0-0", .part(0..<1)),
            ("bytes=1-3", .part(1..<4)),
            ("bytes=2-", .part(2..<5)),
            ("bytes=4-4", .part(4..<5)),
            ("bytes=0-99", .part(0..<5)),
            ("bytes=3-99999999999999999999", .part(3..<5)),
            ("bytes=-2", .part(3..<5)),
            ("bytes=-5", .part(0..<5)),
            ("bytes=-6", .part(0..<5)),
            ("bytes=-99999999999999999999", .part(0..<5)),
            ("Bytes = 1-2 ", .part(1..<3)),
            ("bytes=5-", .unsatisfiable),
            ("bytes=9-", .unsatisfiable),
            ("bytes=9-10", .unsatisfiable),
            ("bytes=99999999999999999999-", .unsatisfiable),
            ("bytes=9223372036854775807-9223372036854775807", .unsatisfiable),
            ("bytes=-0", .unsatisfiable),
            ("bytes=3-1", .whole),
            ("bytes=", .whole),
            ("bytes=-", .whole),
            ("bytes=--1", .whole),
            ("bytes=1", .whole),
            ("bytes=a-b", .whole),
            ("bytes=0x1-2", .whole),
            ("bytes=+1-2", .whole),
            ("bytes=1-2-3", .whole),
            ("bytes 1-2", .whole),
            ("lines=1-2", .whole),
            ("bytes=0-0,2-2", .whole),
            ("", .whole),
            ("=", .whole),
            ("bytes=\u{0661}-2", .whole),
        ] as [(String?, ByteRange)])
    func rangesOfFiveBytes(header: String?, expected: ByteRange) {
        #expect(ByteRange(header, size: 5) == expected)
    }

    @Test(
        "an empty file has no part, and its end is the whole of it",
        arguments: [
            ("bytes=0-", .unsatisfiable), ("bytes=0-0", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=-1", .whole), (nil, .whole),
        ] as [(String?, ByteRange)])
    func rangesOfNothing(header: String?, expected: ByteRange) {
        #expect(ByteRange(header, size: 0) == expected)
    }

    @Test("the largest file there can be does not overflow")
    func largestFile() {
        #expect(ByteRange("bytes=0-9223372036854775807", size: .max) == .part(0..<Int64.max))
        #expect(ByteRange("bytes=-9223372036854775807", size: .max) == .part(0..<Int64.max))
    }

    @Test("a thousand ranges get the whole file")
    func thousandRanges() {
        let list = (0..<1000).map { "\($0)-" }.joined(separator: ",")
        #expect(ByteRange("bytes=" + list, size: 5000) == .whole)
    }
}
