private import CCurl

/// What follows from how a transfer ended.
enum FetchStep: Equatable {
    case finish
    case follow(location: String)
    /// What is there of the file does not belong to what the server has now.
    case startOver
    case retry(FetchError, after: Duration?, blame: Blame)
    case fail(FetchError)

    /// What it says of the host.
    enum Blame { case none, silence, trouble }

    /// - Parameters:
    ///   - code: how libcurl says that it ended, a `CURLcode`.
    ///   - offset: from which byte on it was asked for.
    init(code: UInt32, head: ResponseHead, verdict: FetchTransfer.Verdict?, host: String, offset: Int64) {
        switch verdict {
        case .failed(let error): self = .fail(error)
        case .startOver: self = .startOver
        case .skipped, nil:
            // An answer counts even where the body of an error page broke off.
            if head.isComplete, ![200, 203, 206].contains(head.status) {
                self.init(answer: head, offset: offset)
            } else {
                self.init(code: CURLcode(code), hasAnswered: head.status != 0, host: host)
            }
        }
    }

    private init(answer head: ResponseHead, offset: Int64) {
        if let location = head.redirection {
            self = .follow(location: location)
        } else if head.status == 416, offset > 0 {
            self = .startOver
        } else if RetryPlan.mayPass(head.status) {
            self = .retry(.answered(status: head.status), after: head.retryAfter, blame: .trouble)
        } else {
            self = .fail(.answered(status: head.status))
        }
    }

    private init(code: CURLcode, hasAnswered: Bool, host: String) {
        switch code {
        case CURLE_OK:
            self = .finish
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR:
            self = .retry(.unreachable(host: host), after: nil, blame: .silence)
        case CURLE_OPERATION_TIMEDOUT where hasAnswered:
            self = .retry(.tooSlow(host: host), after: nil, blame: .none)
        case CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            self =
                hasAnswered
                ? .retry(.brokenOff(host: host), after: nil, blame: .none)
                : .retry(.unreachable(host: host), after: nil, blame: .silence)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS:
            self = .fail(.untrusted(host: host))
        default:
            self = .fail(.garbled(host: host))
        }
    }
}
