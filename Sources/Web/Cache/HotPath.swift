import Content
import NIOCore
import Site

/// Answers what is in the cache on the event loop, before anything else looks at it: no task, no header tables, one write.
///
/// It reads only requests that can be read in one way: GET or HEAD of a path without a query, in HTTP/1.1, with plain header lines
/// and nothing that asks for more than the page (ranges, conditions but one tag, bodies, upgrades). Everything else goes on to the
/// parser behind it to the letter, and is judged there. So it can answer less than the rest of the server, never something else.
///
/// A request goes past it only when the ones before it are answered, so answers never change places. It knows where each begins: the
/// beginning of a head waits here for its rest, and a body of a length that is said is counted. What it does not know the end of, as a
/// body in chunks, goes on with all that follows.
final class HotPath: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let cache: PageCache
    private let connection: ConnectionGuard
    private let codec: HTTPCodec
    /// The parser behind has got something of which nobody here knows the end: all that comes is its.
    private var isPassedOn = false
    /// The beginning of a head.
    private var held = ByteBuffer()
    /// How much is to come of the body of a request that was passed on.
    private var bodyLeft = 0
    private var mustFlush = false
    /// The end was asked for.
    private var isOver = false
    /// The line of the current second.
    private var date = (second: Int64(0), line: ByteBuffer())

    init(cache: PageCache, connection: ConnectionGuard, codec: HTTPCodec) {
        (self.cache, self.connection, self.codec) = (cache, connection, codec)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { return }
        var input = unwrapInboundIn(data)
        if held.readableBytes > 0 {
            held.writeBuffer(&input)
            (input, held) = (held, ByteBuffer())
        }
        var isFirst = true
        while input.readableBytes > 0 {
            if isPassedOn { return pass(input, isFirst, context) }
            if let part = input.readSlice(length: min(bodyLeft, input.readableBytes)), part.readableBytes > 0 {
                bodyLeft -= part.readableBytes
                pass(part, isFirst, context)
                isFirst = false
                continue
            }
            let head = input.withUnsafeReadableBytes { RequestHead($0) }
            switch head {
            case .plain(let head):
                let answer = codec.isIdle && context.channel.isWritable ? answer(to: head, input) : nil
                let start = NIODeadline.now()
                guard let request = input.readSlice(length: head.length) else { return pass(input, isFirst, context) }
                guard let answer else {
                    pass(request, isFirst, context)
                    break
                }
                connection.watch.headRead(bodyLimit: 0)
                connection.watch.requestRead()
                write(answer, context)
                connection.watch.answered(connection.clock)
                tell(answer, head, request, since: start, context)
            case .whole(let length, let body):
                let count = min(length + body, input.readableBytes)
                guard var request = input.readSlice(length: count) else { return pass(input, isFirst, context) }
                read(&request)
                bodyLeft = length + body - count
                pass(request, isFirst, context)
            case .partial:
                if !isFirst { connection.watch.received(input.readableBytes, connection.clock) }
                held = input
                return
            case .other:
                isPassedOn = true
                return pass(input, isFirst, context)
            }
            isFirst = false
        }
    }

    /// One of HTTP/1.2 is one of HTTP/1.1 with more that need not be known (RFC 9110, 2.5); the parser would refuse it. What has another
    /// meaning altogether it calls by no name of its own.
    private func read(_ request: inout ByteBuffer) {
        guard let version = request.withUnsafeReadableBytes({ RequestHead.version($0) }) else { return }
        if version.major != 1 {
            codec.hasOtherVersion = true
        } else if version.minor > 1 {
            request.setInteger(UInt8(ascii: "1"), at: request.readerIndex + version.at)
        }
    }

    /// What will never be whole is the parser's to judge.
    private func letGo(_ context: ChannelHandlerContext) {
        isPassedOn = true
        guard held.readableBytes > 0 else { return }
        let rest = held
        held = ByteBuffer()
        context.fireChannelRead(wrapInboundOut(rest))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { letGo(context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        letGo(context)
        context.fireChannelInactive()
    }

    /// - Parameter isFirst: the guard has counted the first request's bytes already.
    private func pass(_ bytes: ByteBuffer, _ isFirst: Bool, _ context: ChannelHandlerContext) {
        if !isFirst { connection.watch.received(bytes.readableBytes, connection.clock) }
        context.fireChannelRead(wrapInboundOut(bytes))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if mustFlush {
            mustFlush = false
            context.flush()
        }
        context.fireChannelReadComplete()
    }

    /// The end waits for what was written: an answer begun after it was asked for would be cut.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode != .input { isOver = true }
        context.close(mode: mode, promise: promise)
    }

    // MARK: - Answering

    fileprivate enum Line { case ok, notModified, movedPermanently, notFound, gone }

    private struct Reply {
        let line: Line
        let rest: ByteBuffer
        let bytes: Int
    }

    private func answer(to head: RequestHead.Plain, _ input: ByteBuffer) -> Reply? {
        input.withUnsafeReadableBytes { bytes -> Reply? in
            let key = UnsafeRawBufferPointer(rebasing: bytes[head.path])
            guard let page = cache.find(key, now: { Site.systemClock().milliseconds }) else { return nil }
            guard let line = HotPath.line(page.status) else { return nil }
            // Where the clock was put back; whoever answers then has it right.
            if let modified = page.lastModified, modified > Site.systemClock().milliseconds / 1000 { return nil }
            if HotPath.isSame(bytes[head.host], page.otherHost) { return nil }
            let form = page.form(head.acceptEncoding.flatMap { ContentCoding.preferred(bytes[$0]) })
            if let tags = head.ifNoneMatch, page.status == 200 {
                // One tag, as browsers send it. A list, a weak one or `*` is for those who read it whole.
                guard bytes[tags].elementsEqual(form.entityTag.utf8) else {
                    let isOne = bytes[tags].count(where: { $0 == UInt8(ascii: "\"") }) == 2
                    guard isOne, bytes[tags].first == UInt8(ascii: "\""), bytes[tags].last == UInt8(ascii: "\"") else {
                        return nil
                    }
                    return reply(line, form, head)
                }
                return Reply(line: .notModified, rest: form.notModified, bytes: 0)
            }
            return reply(line, form, head)
        }
    }

    private func reply(_ line: Line, _ form: ReadyPage.Form, _ head: RequestHead.Plain) -> Reply {
        Reply(line: line, rest: head.isHead ? form.head : form.wire, bytes: head.isHead ? 0 : form.body.readableBytes)
    }

    private static func line(_ status: Int) -> Line? {
        switch status {
        case 200: .ok
        case 301: .movedPermanently
        case 404: .notFound
        case 410: .gone
        default: nil
        }
    }

    private func write(_ reply: Reply, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.byteBuffer(HotPath.lines[reply.line.index])), promise: nil)
        context.write(wrapOutboundOut(.byteBuffer(dateLine())), promise: nil)
        context.write(wrapOutboundOut(.byteBuffer(reply.rest)), promise: nil)
        mustFlush = true
    }

    private func tell(
        _ reply: Reply, _ head: RequestHead.Plain, _ request: ByteBuffer, since start: NIODeadline,
        _ context: ChannelHandlerContext
    ) {
        cache.answeredHit()
        connection.traffic?.answered(status: HotPath.number(reply.line), bytes: reply.bytes, since: start) {
            let target = request.getString(at: request.readerIndex + head.path.lowerBound, length: head.path.count) ?? "-"
            return RequestLine.Request(
                method: head.isHead ? "HEAD" : "GET", target: target, cache: "hit",
                address: context.channel.remoteAddress?.ipAddress)
        }
    }

    private static let lines = ["200 OK", "304 Not Modified", "301 Moved Permanently", "404 Not Found", "410 Gone"].map {
        ByteBuffer(string: "HTTP/1.1 \($0)\r\n")
    }

    private static func number(_ line: Line) -> Int {
        switch line {
        case .ok: 200
        case .notModified: 304
        case .movedPermanently: 301
        case .notFound: 404
        case .gone: 410
        }
    }

    private func dateLine() -> ByteBuffer {
        let second = Site.systemClock().milliseconds / 1000
        if second != date.second { date = (second, ByteBuffer(string: "Date: \(HTTPDate.format(second))\r\n")) }
        return date.line
    }

    /// A host without its port, in any letters.
    private static func isSame(_ host: Slice<UnsafeRawBufferPointer>, _ other: [UInt8]) -> Bool {
        let name = host.prefix { $0 != UInt8(ascii: ":") }
        guard name.count == other.count else { return false }
        return zip(name, other).allSatisfy { byte, known in
            ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == known
        }
    }
}

extension HotPath.Line {
    fileprivate var index: Int {
        switch self {
        case .ok: 0
        case .notModified: 1
        case .movedPermanently: 2
        case .notFound: 3
        case .gone: 4
        }
    }
}
