import HTTPTypes

/// Why a request is not answered, in words for whoever wrote the client. They hold nothing of what it sent: nobody can have the server
/// say something to somebody else.
struct Refusal: Sendable, Equatable {
    let status: HTTPResponse.Status
    let sentence: String

    private init(_ status: HTTPResponse.Status, _ sentence: String) { (self.status, self.sentence) = (status, sentence) }

    static let malformed = Refusal(.badRequest, "This is not a request as HTTP/1.1 has it (RFC 9112).")
    static let target = Refusal(.badRequest, "The address has to be a path, or an http or https address with a host.")
    static let host = Refusal(.badRequest, "A request needs one Host field with the name of a host.")
    static let framing = Refusal(.badRequest, "Where the body ends can be read in two ways, or in none.")
    static let method = Refusal(.notImplemented, "This method is not known here.")
    static let coding = Refusal(.notImplemented, "Bodies come as they are or chunked, and in no other coding.")
    static let longTarget = Refusal(.uriTooLong, "The address is too long.")
    static let largeHead = Refusal(.requestHeaderFieldsTooLarge, "The head of the request is too large.")
    static let largeBody = Refusal(.contentTooLarge, "The body is larger than anything that is taken here.")
    static let version = Refusal(.httpVersionNotSupported, "HTTP/1.1 and HTTP/1.0 are spoken here.")
}
