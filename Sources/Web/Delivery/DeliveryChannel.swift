import Glibc
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// One connection of a reader: HTTP/1 with limits.
///
/// Takes the place of Hummingbird's `HTTP1Channel`, whose timers let a trickled body and a slow reader live for
/// ever, and which has no room for a handler that sees bytes.
struct DeliveryChannel: HTTPChannelHandler {
    let responder: HTTPChannelHandler.Responder
    let traffic: Traffic?
    let limits: ConnectionLimits
    let security: SecurityHeaders
    let gate: RequestGate
    let count: ConnectionCount
    /// What is answered before anything else looks at it.
    let cache: PageCache?

    func setup(
        channel: any Channel, logger: Logger
    ) -> EventLoopFuture<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>> {
        let client = ConnectionCount.Client(channel.remoteAddress)
        let isWelcome = count.open(client)
        if isWelcome {
            channel.closeFuture.whenComplete { [count] _ in count.close(client) }
        }
        return channel.eventLoop.makeCompletedFuture {
            try addHandlers(to: channel, logger: logger)
            let wrapped = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true))
            // Closed and not failed: a failed set-up is an error of the listening socket, which would end it.
            if !isWelcome { channel.close(promise: nil) }
            return wrapped
        }
    }

    /// Answers requests until the connection ends. When it is gone, what is being made for its client is cancelled. Not when the
    /// client has only ended its half: it may still wait for the answer.
    func handle(value: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>, logger: Logger) async {
        let (closed, closing) = AsyncStream.makeStream(of: Never.self)
        value.channel.closeFuture.whenComplete { _ in closing.finish() }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await handleHTTP(asyncChannel: value, logger: logger) }
            group.addTask { for await _ in closed {} }
            await group.next()
            group.cancelAll()
        }
    }

    private func addHandlers(to channel: any Channel, logger: Logger) throws {
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headerField
        decoding.maxHeaderListSize = limits.headerList
        decoding.maxHeaderFieldCount = limits.headerCount
        // Bytes wait here, where the guard counts them, and not by the megabyte in the kernel, where a client
        // that never reads would look as if it had been served.
        try channel.syncOptions?.setOption(
            ChannelOptions.tcpOption(.init(rawValue: TCP_NOTSENT_LOWAT)), value: Self.unsentInKernel)
        let connection = ConnectionGuard(limits: limits, traffic: traffic, logger: logger)
        let pipeline = channel.pipeline.syncOperations
        let codec = HTTPCodec(gate: gate, security: security, connection: connection)
        try pipeline.addHandler(connection)
        if let cache { try pipeline.addHandler(HotPath(cache: cache, connection: connection, codec: codec)) }
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoding)))
        try pipeline.addHandler(codec)
        // For its part in shutting down: it closes idle connections, and busy ones after their answer.
        try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: nil, logger: logger))
    }

    private static let unsentInKernel = 128 * 1024
}
