import Testing

@testable import Syndication

@Suite("What an answer says before its body")
struct ResponseHeadTests {
    private func head(_ lines: String...) -> ResponseHead {
        var head = ResponseHead()
        for line in lines + [""] { _ = Array((line + "\r\n").utf8).withUnsafeBytes { head.take($0) } }
        return head
    }

    @Test("interim answers and trailers are not the answer")
    func interim() {
        let head = head("HTTP/1.1 103 Early Hints", "Link: </x>", "", "HTTP/2 200", "ETag: \"a\"", "", "ETag: \"trailer\"")
        #expect(head.status == 200)
        #expect(head.fields == ["etag": "\"a\""])
    }

    @Test(
        "a strong entity tag proves that a file is the same, or a date that is old enough",
        arguments: [
            (["ETag: \"a\""], "\"a\""), (["ETag: W/\"a\"", "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"], nil),
            (["ETag: a"], nil), (["ETag: \"a\rX: y\""], nil),
            (["Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"], nil),
            (["Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT", "Date: Sun, 06 Nov 1994 08:50:36 GMT"], nil),
            (
                ["Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT", "Date: Sun, 06 Nov 1994 08:50:37 GMT"],
                "Sun, 06 Nov 1994 08:49:37 GMT"
            ),
        ])
    func validator(_ lines: [String], _ expected: String?) {
        var head = ResponseHead()
        for line in ["HTTP/1.1 200 OK"] + lines { _ = Array((line + "\r\n").utf8).withUnsafeBytes { head.take($0) } }
        #expect(head.validator == expected)
    }

    @Test(
        "Retry-After is a number of seconds or a date by the server's clock",
        arguments: [
            ("7", 7), ("-7", nil), ("soon", nil), ("99999999999999999999", nil), ("Sun, 06 Nov 1994 08:49:37 GMT", 37),
            ("Sun, 06 Nov 1990 08:49:37 GMT", 0),
        ])
    func retryAfter(_ value: String, _ seconds: Int?) {
        let head = head("HTTP/1.1 503 X", "Date: Sun, 06 Nov 1994 08:49:00 GMT", "Retry-After: \(value)")
        #expect(head.retryAfter == seconds.map { .seconds($0) })
    }

    @Test(
        "a range that is not understood is none",
        arguments: ["bytes */10", "bytes -5-9/10", "items 0-4/5", "bytes 5-9", "bytes 5-9/10, bytes 0-4/10", "bytes /"])
    func badRange(_ value: String) {
        #expect(head("HTTP/1.1 206 X", "Content-Range: \(value)").contentRange == nil)
    }

    @Test("a range says where it begins and how long the whole is")
    func range() throws {
        let range = try #require(head("HTTP/1.1 206 X", "Content-Range: bytes 5-9/*").contentRange)
        #expect(range.first == 5)
        #expect(range.whole == nil)
        #expect(head("HTTP/1.1 206 X", "content-range:bytes 5-9/10 ").contentRange?.whole == 10)
    }

    @Test("header fields without end are too much")
    func endless() {
        var head = ResponseHead()
        let line = Array(("X: " + String(repeating: "a", count: 10_000) + "\r\n").utf8)
        let steps = (0..<14).map { _ in line.withUnsafeBytes { head.take($0) } }
        #expect(steps.last == .tooMuch)
        #expect(steps.first == .more)
    }
}
