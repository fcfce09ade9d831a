private import Synchronization

/// What other threads tell the fetcher's.
final class FetchMailbox: Sendable {
    enum Message: Sendable {
        case order(FetchOrder)
        case cancel(FetchDelivery)
        case name(String, NameLookup.Answer)
        case stop
    }

    let multi: CurlMulti
    private let messages = Mutex<[Message]>([])

    init(_ multi: CurlMulti) { self.multi = multi }

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        multi.wake()
    }

    func empty() -> [Message] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
