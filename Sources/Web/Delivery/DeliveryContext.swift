package import Hummingbird
package import NIOCore

/// What a responder is told beside the request: the least of Hummingbird's contexts, and the loop of the
/// connection, which a streamed body needs to keep pace with its client.
package struct DeliveryContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The event loop of the connection.
    package let eventLoop: any EventLoop

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        eventLoop = source.channel.eventLoop
    }
}
