import CCurl
import Testing

@testable import Syndication

@Suite("What follows from an ending")
struct FetchStepTests {
    private func step(_ code: CURLcode, _ head: String, offset: Int64 = 0, verdict: FetchTransfer.Verdict? = nil) -> FetchStep {
        var answer = ResponseHead()
        let lines = head.isEmpty ? [] : head.split(separator: "|").map(String.init) + [""]
        for line in lines {
            _ = Array("\(line)\r\n".utf8).withUnsafeBytes { answer.take($0) }
        }
        return FetchStep(code: code.rawValue, head: answer, verdict: verdict, host: "old.example", offset: offset)
    }

    @Test("a whole body is the end")
    func whole() { #expect(step(CURLE_OK, "HTTP/1.1 200 X") == .finish) }

    @Test("an answer counts, even where the page that explains it broke off or was too long to read")
    func brokenErrorPage() {
        #expect(step(CURLE_PARTIAL_FILE, "HTTP/1.1 404 X") == .fail(.answered(status: 404)))
        #expect(step(CURLE_WRITE_ERROR, "HTTP/1.1 404 X", verdict: .skipped) == .fail(.answered(status: 404)))
        #expect(step(CURLE_RECV_ERROR, "HTTP/1.1 301 X|Location: /b") == .follow(location: "/b"))
    }

    @Test("a redirect without a place is an ending")
    func noLocation() { #expect(step(CURLE_OK, "HTTP/1.1 302 X") == .fail(.answered(status: 302))) }

    @Test("a server that says nothing is silent, one that breaks off in a body is not")
    func silence() {
        for code in [
            CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SSL_CONNECT_ERROR,
        ] {
            #expect(step(code, "") == .retry(.unreachable(host: "old.example"), after: nil, blame: .silence))
        }
        #expect(step(CURLE_PARTIAL_FILE, "HTTP/1.1 200 X") == .retry(.brokenOff(host: "old.example"), after: nil, blame: .none))
        #expect(
            step(CURLE_OPERATION_TIMEDOUT, "HTTP/1.1 200 X") == .retry(.tooSlow(host: "old.example"), after: nil, blame: .none))
    }

    @Test("416 means another file only where a part was asked for")
    func unsatisfiable() {
        #expect(step(CURLE_OK, "HTTP/1.1 416 X", offset: 5) == .startOver)
        #expect(step(CURLE_OK, "HTTP/1.1 416 X") == .fail(.answered(status: 416)))
    }

    @Test("what was found on the way stands above all")
    func verdict() {
        #expect(
            step(CURLE_COULDNT_CONNECT, "", verdict: .failed(.privateAddress("10.0.0.1"))) == .fail(.privateAddress("10.0.0.1")))
    }

    @Test("a certificate that is not valid is not tried again")
    func certificate() { #expect(step(CURLE_PEER_FAILED_VERIFICATION, "") == .fail(.untrusted(host: "old.example"))) }
}
