import Content
import NIOCore
import Site

/// Answers what is in the cache on the event loop, before anything else looks at it: no task, no header tables, one write.
///
/// It reads only requests that can be read in one way: GET or HEAD of a path without a query, in HTTP/1.1, with plain header lines
/// and nothing that asks for more than the page (ranges, conditions but one tag, bodies, upgrades). Everything else goes on to the
/// parser behind it to the letter, and is judged there. So it can answer less than the rest of the server, never something else.
///
/// A request goes past it only when the ones before it are answered, so answers never change places.
final class HotPath: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let cache: PageCache
    private let connection: ConnectionGuard
    private let codec: HTTPCodec
    /// The parser behind holds the beginning of something: all that comes is its.
    private var isPassedOn = false
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
        var isFirst = true
        while input.readableBytes > 0 {
            guard !isPassedOn else { return pass(input, isFirst, context) }
            let head = input.withUnsafeReadableBytes { RequestHead($0) }
            switch head {
            case .plain(let head):
                let answer = codec.isIdle && context.channel.isWritable ? answer(to: head, input) : nil
                let start = NIODeadline.now()
                guard let answer, let request = input.readSlice(length: head.length) else {
                    guard let request = input.readSlice(length: head.length) else { return pass(input, isFirst, context) }
                    pass(request, isFirst, context)
                    break
                }
                connection.watch.headRead(bodyLimit: 0)
                connection.watch.requestRead()
                write(answer, context)
                connection.watch.answered(connection.clock)
                tell(answer, head, request, since: start, context)
            // Whole, and without a body: the parser keeps nothing of it.
            case .whole(let length):
                guard let request = input.readSlice(length: length) else { return pass(input, isFirst, context) }
                pass(request, isFirst, context)
            case .other:
                isPassedOn = true
                return pass(input, isFirst, context)
            }
            isFirst = false
        }
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
