import Logging
import NIOCore

/// Watches the bytes of one connection and cuts it when a limit is passed.
///
/// The first handler of the pipeline, so that it sees every byte as it goes over the wire. It looks at the
/// connection every tick rather than keeping a timer per request: a busy connection schedules nothing.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// The codec reports heads and ends to it.
    var watch: ConnectionWatch
    /// Is told of every answer.
    let traffic: Traffic?
    private let tick: TimeAmount
    private let logger: Logger
    private var ticking: RepeatedTask?
    private var nextTick: NIODeadline = .now()
    private var lost: TimeAmount = .zero

    /// The time, less what the event loop or the whole machine was held up for: no client is cut for that.
    var clock: NIODeadline { .now() - lost }

    init(limits: ConnectionLimits, traffic: Traffic? = nil, logger: Logger) {
        self.traffic = traffic
        watch = ConnectionWatch(limits: limits, now: .now())
        tick = TimeAmount(limits.tick)
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        nextTick = .now() + tick
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ticking = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            let (handler, context) = bound.value
            handler.look(context)
        }
    }

    /// The task holds the context and with it the channel, so it has to end with them.
    func handlerRemoved(context: ChannelHandlerContext) {
        ticking?.cancel()
        ticking = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        ticking?.cancel()
        ticking = nil
        context.fireChannelInactive()
    }

    private func look(_ context: ChannelHandlerContext) {
        let late = NIODeadline.now() - nextTick
        if late > tick { lost = lost + late }
        nextTick = .now() + tick
        guard let reason = watch.verdict(pending: pending(context), clock) else { return }
        ticking?.cancel()
        logger.debug("Connection cut", metadata: ["reason": "\(reason.rawValue)"])
        context.close(promise: nil)
    }

    /// Bytes written that the kernel has not taken.
    private func pending(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(ChannelOptions.bufferedWritableBytes)) ?? 0
    }

    func read(context: ChannelHandlerContext) {
        watch.asking(clock)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        watch.received(unwrapInboundIn(data).readableBytes, clock)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        watch.wrote(unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }

    /// Closes when what was written has gone out; the watch says how long that may take.
    ///
    /// Not at once: a full close drops what the kernel has not taken, and where the client has ended its half already, NIO makes a full
    /// close of closing the output.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output { watch.outputEnded(clock) }
        guard mode != .input, pending(context) > 0 else {
            context.close(mode: mode, promise: promise)
            return
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in bound.value.close(mode: mode, promise: promise) }
        context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer())), promise: written)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { watch.shuttingDown(clock) }
        context.fireUserInboundEventTriggered(event)
    }
}
