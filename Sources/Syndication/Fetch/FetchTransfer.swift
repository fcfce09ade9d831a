private import CCurl

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// One request and its answer, on a handle of libcurl's. Redirects and further attempts are transfers of their own.
///
/// The handle knows this object by its address: it must be out of use before this goes.
final class FetchTransfer {
    /// What a callback found, for which it ended the transfer.
    enum Verdict: Equatable {
        case failed(FetchError)
        /// The part that was to be continued is not of this file.
        case startOver
        /// It was not the body that is wanted, and it was long.
        case skipped
    }

    let handle: UnsafeMutableRawPointer
    private(set) var head = ResponseHead()
    private(set) var verdict: Verdict?
    let address: WebAddress
    private let target: HostMap.Target?
    /// From which byte on it was asked for.
    let offset: Int64
    private let sink: BodySink
    private var skipped = 0
    private var isBody = false
    private var lists: [UnsafeMutablePointer<curl_slist>?] = []

    /// - Parameters:
    ///   - target: who is asked in the place of the address's host. It alone may be private.
    ///   - addresses: the only ones to connect to. Empty for a target, and where the host is an address itself.
    init(
        _ handle: UnsafeMutableRawPointer, _ address: WebAddress, target: HostMap.Target?, addresses: [IPAddress], sink: BodySink,
        settings: FetchSettings
    ) {
        (self.handle, self.target, self.sink) = (handle, target, sink)
        var address = address
        if target?.isPlain == true { address.scheme = .http }
        self.address = address
        let resumption = sink.resumption.flatMap { $0.origin.address == address.text ? $0 : nil }
        offset = resumption?.size ?? 0
        curl_easy_reset(handle)
        configure(settings)
        connect(to: addresses)
        var headers = ["Accept-Encoding: identity"]
        if let resumption {
            headers += ["Range: bytes=\(resumption.size)-", "If-Range: \(resumption.origin.validator)"]
        }
        set(CURLOPT_HTTPHEADER, headers)
        listen()
    }

    deinit {
        for list in lists { curl_slist_free_all(list) }
    }

    private func configure(_ settings: FetchSettings) {
        set(CURLOPT_URL, address.text)
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        // Each step is looked at first (`RedirectChain`).
        set(CURLOPT_FOLLOWLOCATION, 0)
        // The environment may name a proxy, which would connect for us to wherever it likes.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let certificates = settings.certificates { set(CURLOPT_CAINFO, certificates) }
        // Not `CURLOPT_ACCEPT_ENCODING`: with it libcurl would unpack whatever comes, asked for or not.
        set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(settings.connectTimeout))
        set(CURLOPT_TIMEOUT_MS, milliseconds(settings.attemptTimeout))
        set(CURLOPT_LOW_SPEED_LIMIT, 1024)
        set(CURLOPT_LOW_SPEED_TIME, max(1, milliseconds(settings.stallTimeout) / 1000))
        set(CURLOPT_BUFFERSIZE, 65_536)
    }

    private func connect(to addresses: [IPAddress]) {
        if let target {
            // An empty name and port stand for any.
            set(CURLOPT_CONNECT_TO, ["::\(target.host):\(target.port.map(String.init) ?? "")"])
        } else if !addresses.isEmpty {
            // `+`: it may grow old like any other answer of the DNS.
            let list = addresses.map { address in if case .v6 = address { "[\(address)]" } else { "\(address)" } }
            set(CURLOPT_RESOLVE, ["+\(address.host):\(address.port):\(list.joined(separator: ","))"])
        }
    }

    private func listen() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        stet_curl_on_socket(
            handle,
            { context, _, address in
                guard let transfer = FetchTransfer.from(context), let address else { return CURL_SOCKET_BAD }
                return transfer.openSocket(address)
            }, context)
        stet_curl_on_request(
            handle,
            { context, address, _, _, _ in
                guard let transfer = FetchTransfer.from(context), let address,
                    transfer.mayAsk(IPAddress(String(cString: address)), name: String(cString: address))
                else { return Int32(CURL_PREREQFUNC_ABORT) }
                return Int32(CURL_PREREQFUNC_OK)
            }, context)
        stet_curl_on_header(
            handle,
            { bytes, size, count, context in
                guard let transfer = FetchTransfer.from(context) else { return 0 }
                return transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
            }, context)
        stet_curl_on_body(
            handle,
            { bytes, size, count, context in
                guard let transfer = FetchTransfer.from(context) else { return 0 }
                return transfer.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
            }, context)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> FetchTransfer? {
        context.map { Unmanaged<FetchTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The very address that will be connected to: a name that changed its address since it was looked at ends here.
    private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let length = min(Int(address.pointee.addrlen), MemoryLayout<sockaddr_storage>.size)
        // libcurl keeps a `sockaddr_storage` there; the field's own type holds the beginning of it only.
        let start = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        guard mayAsk(IPAddress(socketAddress: start, length: length), name: "unknown") else { return CURL_SOCKET_BAD }
        return socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    private func mayAsk(_ address: IPAddress?, name: String) -> Bool {
        if target != nil || address?.isPublic == true { return true }
        verdict = .failed(.privateAddress(address?.description ?? name))
        return false
    }

    private func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        switch head.take(line) {
        case .more: return true
        case .tooMuch:
            verdict = .failed(.garbled(host: address.host))
            return false
        case .complete:
            guard head.status == 200 || head.status == 203 || head.status == 206 else { return true }
            return attempt { () throws(FetchError) in
                isBody = true
                guard try sink.begin(head, from: address.text, offset: offset) == .startOver else { return }
                // A part of what was asked for whole.
                guard offset > 0 else { throw .garbled(host: address.host) }
                verdict = .startOver
            }
        }
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard isBody else {
            // The page of an error is read, so that the connection can be used again; a book is not.
            skipped += bytes.count
            if skipped > 262_144 { verdict = .skipped }
            return verdict == nil
        }
        return attempt { () throws(FetchError) in try sink.append(bytes) }
    }

    private func attempt(_ body: () throws(FetchError) -> Void) -> Bool {
        do throws(FetchError) {
            try body()
        } catch {
            verdict = .failed(error)
        }
        return verdict == nil
    }

    private func set(_ option: CURLoption, _ value: Int) { stet_curl_set_long(handle, option, value) }

    private func set(_ option: CURLoption, _ value: String) { stet_curl_set_text(handle, option, value) }

    private func set(_ option: CURLoption, _ values: [String]) {
        let list = values.reduce(nil) { curl_slist_append($0, $1) }
        lists.append(list)
        stet_curl_set_list(handle, option, list)
    }

    private func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(min(max(seconds, 0), 1_000_000)) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
