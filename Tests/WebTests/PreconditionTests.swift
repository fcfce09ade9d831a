import HTTPTypes
import Testing

@testable import Web

@Suite("Conditional requests")
struct PreconditionTests {
    @Test(
        "If-None-Match compares weakly, with lists and the asterisk",
        arguments: [
            (#""a""#, .notModified),
            (#"W/"a""#, .notModified),
            (#""b", "a""#, .notModified),
            (#""b" , W/"a","c""#, .notModified),
            (#", ,"a""#, .notModified),
            ("*", .notModified),
            (#""x,y", "a""#, .notModified),
            (#""b""#, .proceed),
            (#""A""#, .proceed),
            (#"a"#, .proceed),
            (#""a"#, .proceed),
            (#"w/"a""#, .proceed),
            ("", .proceed),
        ] as [(String, Precondition)])
    func ifNoneMatch(header: String, expected: Precondition) {
        #expect(Precondition([.ifNoneMatch: header], etag: #""a""#) == expected)
    }

    @Test(
        "If-Match compares strongly",
        arguments: [
            (#""a""#, .proceed), ("*", .proceed), (#"W/"a""#, .failed), (#""b""#, .failed), (#""b","a""#, .proceed),
        ] as [(String, Precondition)])
    func ifMatch(header: String, expected: Precondition) {
        #expect(Precondition([.ifMatch: header], etag: #""a""#) == expected)
    }

    @Test(
        "If-Modified-Since counts in seconds",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:36 GMT", .proceed),
            ("Sun, 06 Nov 1994 08:49:37 GMT", .notModified),
            ("Sun, 06 Nov 1994 08:49:38 GMT", .notModified),
            ("yesterday", .proceed),
        ] as [(String, Precondition)])
    func ifModifiedSince(header: String, expected: Precondition) {
        #expect(Precondition([.ifModifiedSince: header], etag: #""a""#, lastModified: 784_111_777) == expected)
    }

    @Test("a date has no say beside a tag")
    func tagBeforeDate() {
        let headers: HTTPFields = [.ifNoneMatch: #""old""#, .ifModifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"]
        #expect(Precondition(headers, etag: #""new""#, lastModified: 784_111_777) == .proceed)
    }

    @Test("If-Unmodified-Since fails when the file is newer")
    func ifUnmodifiedSince() {
        let headers: HTTPFields = [.ifUnmodifiedSince: "Sun, 06 Nov 1994 08:49:36 GMT"]
        #expect(Precondition(headers, etag: #""a""#, lastModified: 784_111_777) == .failed)
    }
}
