private import CCurl
private import Synchronization

/// libcurl's handle for many transfers in one thread.
///
/// `@unchecked Sendable`: all belongs to one thread but `wake`, which libcurl allows from any
/// (https://curl.se/libcurl/c/curl_multi_wakeup.html) as long as the handle is there, and that is behind a lock.
final class CurlMulti: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
    private let isOpen = Mutex(true)

    private static let isReady = stet_curl_global_init() == CURLE_OK

    /// nil where libcurl cannot be had.
    init?(connections: Int) {
        guard CurlMulti.isReady, let handle = curl_multi_init() else { return nil }
        self.handle = handle
        stet_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connections)
    }

    deinit { close() }

    /// Closes the connections. No transfer may be left; on the thread of the transfers, which lives without SIGPIPE.
    func close() {
        isOpen.withLock { isOpen in
            if isOpen { curl_multi_cleanup(handle) }
            isOpen = false
        }
    }

    /// Lets the thread look up from `wait`. From any thread.
    func wake() {
        isOpen.withLock { isOpen in
            if isOpen { curl_multi_wakeup(handle) }
        }
    }

    /// Waits for the network, for `wake`, or so many milliseconds.
    func wait(_ milliseconds: Int32) { curl_multi_poll(handle, nil, 0, milliseconds, nil) }
}
