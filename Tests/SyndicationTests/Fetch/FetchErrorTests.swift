import Testing

@testable import Syndication

@Suite("Why something was not fetched")
struct FetchErrorTests {
    @Test(
        "each reason is a sentence",
        arguments: [
            (.unreachable(host: "old.example"), "The server old.example does not answer."),
            (.answered(status: 404), "It answered 404: not there."),
            (.answered(status: 503), "It answered 503: the server is in trouble."),
            (.privateAddress("10.0.0.1"), "It leads to a private address (10.0.0.1), which is not asked."),
            (.tooLarge(maximum: 50_000_000), "It is larger than 50 MB."),
            (.tooLarge(maximum: 999), "It is larger than 999 bytes."),
            (.unwanted("It is a web page, no picture."), "It is a web page, no picture."),
        ] as [(FetchError, String)])
    func sentence(_ error: FetchError, _ expected: String) { #expect(error.description == expected) }
}
