import Content
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import Site

/// Turns what the HTTP/1 parser reads into requests, and responses into what it writes.
///
/// Takes the place of NIO's `HTTP1ToHTTPServerCodec`, which runs every target through `URLComponents`, drops
/// header fields it does not understand, and forgets the version. Here a head passes the `RequestGate`; what is
/// refused is answered in its turn, after the requests before it, and never reaches the application.
final class HTTPCodec: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What has to be known about a request while its answer is written.
    private struct Exchange {
        var version: HTTPVersion
        var isHead: Bool
        var closes: Bool
        /// For those who count and log.
        var method = ""
        var target = ""
        var start: NIODeadline?
        var status = 0
        var bytes = 0
        var cache: String?
    }

    private let gate: RequestGate
    private let security: SecurityHeaders
    private let connection: ConnectionGuard
    /// Requests handed on and not yet answered, oldest first.
    private var exchanges = CircularBuffer<Exchange>(initialCapacity: 4)
    private var bodyLeft = 0
    private var isReadingRequest = false
    /// Nothing more is read: a refusal is on its way, or waits for the answers before it.
    private var isDeaf = false
    private var refusal: Refusal?
    /// What was refused: as much of it as could be read.
    private var refused = (method: "-", target: "-")

    /// What the parser cannot read is of another major version of HTTP.
    var hasOtherVersion = false
    /// The current second, and how a field has it.
    private var date = (second: Int64(-1), text: "")

    /// Every request that was read is answered, and more may come.
    var isIdle: Bool { exchanges.isEmpty && !isReadingRequest && !isDeaf }

    init(gate: RequestGate, security: SecurityHeaders, connection: ConnectionGuard) {
        self.gate = gate
        self.security = security
        self.connection = connection
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isDeaf { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            receive(head, context: context)
        case .body(let bytes):
            receive(bytes, context: context)
        case .end:
            isReadingRequest = false
            connection.watch.requestRead()
            // Trailers are dropped: nothing here reads them, and merging them is how fields get past checks.
            context.fireChannelRead(wrapInboundOut(.end(nil)))
        }
    }

    private func receive(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        switch gate.decide(head) {
        case .refuse(let refusal):
            refused = (head.method.rawValue, head.uri)
            refuse(refusal, context: context)
        case .forward(let request, let limit, let closes, let expectsContinue):
            bodyLeft = limit
            isReadingRequest = true
            connection.watch.headRead(bodyLimit: Int64(limit))
            if expectsContinue, exchanges.isEmpty, head.version == .http1_1 {
                let head = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
            }
            exchanges.append(
                Exchange(
                    version: head.version, isHead: request.method == .head, closes: closes, method: request.method.rawValue,
                    target: head.uri, start: .now()))
            context.fireChannelRead(wrapInboundOut(.head(request)))
        }
    }

    private func receive(_ bytes: ByteBuffer, context: ChannelHandlerContext) {
        bodyLeft -= bytes.readableBytes
        guard bodyLeft >= 0 else {
            // Whoever reads the body gets the error, and answers 413.
            abandonRequest(HTTPError(.contentTooLarge), context: context)
            return
        }
        context.fireChannelRead(wrapInboundOut(.body(bytes)))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, !isDeaf else {
            context.fireErrorCaught(error)
            return
        }
        if isReadingRequest {
            abandonRequest(HTTPError(.badRequest), context: context)
        } else {
            refuse(hasOtherVersion ? .version : error == .headerOverflow ? .largeHead : .malformed, context: context)
        }
    }

    private func abandonRequest(_ error: any Error, context: ChannelHandlerContext) {
        isDeaf = true
        if !exchanges.isEmpty { exchanges[exchanges.index(before: exchanges.endIndex)].closes = true }
        context.fireErrorCaught(error)
    }

    private func refuse(_ refusal: Refusal, context: ChannelHandlerContext) {
        isDeaf = true
        self.refusal = refusal
        answerRefusal(context: context)
    }

    private func answerRefusal(context: ChannelHandlerContext) {
        guard exchanges.isEmpty, let refusal else { return }
        self.refusal = nil
        let text = ByteBuffer(string: refusal.sentence + "\n")
        let isHead = refused.method == "HEAD"
        var headers: HTTPHeaders = [
            "Date": dateText(), "Connection": "close", "Content-Type": "text/plain; charset=utf-8", "Content-Language": "en",
            "Content-Length": String(text.readableBytes), "Cache-Control": "no-store",
        ]
        security.complete(&headers)
        let address = context.channel.remoteAddress?.ipAddress
        connection.traffic?.answered(status: refusal.status.code, bytes: isHead ? 0 : text.readableBytes, since: nil) {
            RequestLine.Request(method: refused.method, target: refused.target, cache: nil, address: address)
        }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: refusal.status.code), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !isHead { context.write(wrapOutboundOut(.body(.byteBuffer(text))), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        // Not the whole connection: closing on unread bytes sends a reset, which may overtake the answer. The
        // guard closes once the client has had time to read it.
        context.close(mode: .output, promise: nil)
    }

    // MARK: Writing

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let response):
            context.write(wrapOutboundOut(.head(head(response))), promise: promise)
        case .body(let bytes):
            // A body after the head of a HEAD would be read as the next answer.
            if exchanges.first?.isHead == true {
                promise?.succeed()
            } else {
                if !exchanges.isEmpty { exchanges[exchanges.startIndex].bytes += bytes.readableBytes }
                context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
            }
        case .end:
            let exchange = exchanges.popFirst()
            connection.watch.answered(connection.clock)
            if let exchange { tell(exchange, context) }
            context.write(wrapOutboundOut(.end(nil)), promise: promise)
            if exchange?.closes == true {
                isDeaf = true
                refusal = nil
                context.flush()
                context.close(mode: .output, promise: nil)
            } else if refusal != nil {
                context.flush()
                answerRefusal(context: context)
            }
        }
    }

    private func tell(_ exchange: Exchange, _ context: ChannelHandlerContext) {
        connection.traffic?.answered(status: exchange.status, bytes: exchange.bytes, since: exchange.start) {
            RequestLine.Request(
                method: exchange.method, target: exchange.target, cache: exchange.cache,
                address: context.channel.remoteAddress?.ipAddress)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !exchanges.isEmpty { connection.traffic?.metrics.aborted(exchanges.count) }
        exchanges.removeAll()
        context.fireChannelInactive()
    }

    private func head(_ response: HTTPResponse) -> HTTPResponseHead {
        let exchange = exchanges.first
        if !exchanges.isEmpty, response.status.code >= 200 {
            exchanges[exchanges.startIndex].status = response.status.code
            exchanges[exchanges.startIndex].cache = response.headerFields[.stetCache]
        }
        var headers = HTTPHeaders()
        headers.reserveCapacity(response.headerFields.count + security.fields.count + 1)
        for field in response.headerFields where field.name != .stetCache {
            headers.add(name: field.name.rawName, value: field.value)
        }
        complete(&headers, status: response.status)
        if exchange?.closes != false { headers.replaceOrAdd(name: "Connection", value: "close") }
        return HTTPResponseHead(
            version: exchange?.version == .http1_0 ? .http1_0 : .http1_1,
            status: HTTPResponseStatus(
                statusCode: response.status.code, reasonPhrase: response.status.reasonPhrase),
            headers: headers)
    }

    /// With what every answer has. The time is that of now: the one that was noted while the answer was made may be of the second
    /// before, and nothing may have been changed later than it was sent (RFC 9110, 8.8.2.1), whatever a file's clock says.
    private func complete(_ headers: inout HTTPHeaders, status: HTTPResponse.Status) {
        security.complete(&headers)
        guard status.code >= 200 else { return }
        let text = dateText()
        headers.replaceOrAdd(name: "Date", value: text)
        if let modified = headers.first(name: "Last-Modified"), modified != text,
            HTTPDate.parse(modified).map({ $0 > date.second }) == true
        {
            headers.replaceOrAdd(name: "Last-Modified", value: text)
        }
    }

    private func dateText() -> String {
        let second = Site.systemClock().milliseconds / 1000
        if second != date.second { date = (second, HTTPDate.format(second)) }
        return date.text
    }
}
