/// How a fetcher behaves towards the servers it asks.
package struct FetchSettings: Sendable {
    /// Names the program and where to complain: `Stet/1.0 (+https://magazine.example)`.
    package var userAgent: String
    /// Which host is asked in the place of another, `["old.example": "127.0.0.1:8123"]`, under the same name.
    ///
    /// A name may have a port. A target may be `http://127.0.0.1:8123`: `https:` addresses are asked without TLS, too. For
    /// what is mapped no address is private and no port forbidden; there is no other way to a private address.
    package var hostMap: [String: String] = [:]
    /// A file of certificates to trust in the place of the system's.
    package var certificates: String?

    /// Requests at once: in all, and of one host.
    package var requests = 6
    package var requestsPerHost = 4
    package var redirects = 5
    /// In bytes.
    package var maximumSize: Int64 = 50_000_000

    /// For a connection; for the whole of one attempt; for how long an attempt may be below a kilobyte a second.
    package var connectTimeout: Duration = .seconds(10)
    package var attemptTimeout: Duration = .seconds(300)
    package var stallTimeout: Duration = .seconds(20)

    /// Attempts that bring nothing new, the first included.
    package var attempts = 5
    /// The wait before the second attempt, doubled before each further one up to 32 times.
    package var firstDelay: Duration = .seconds(1)
    /// The longest `Retry-After` that is honoured; a longer one is taken for this.
    package var longestDelay: Duration = .seconds(120)
    /// Connections to a host that may fail in a row before it is given up; of answers like 503, five times as many.
    package var failuresPerHost = 20
    /// How long a host is given up.
    package var restOfHost: Duration = .seconds(600)

    package init(userAgent: String) { self.userAgent = userAgent }
}
