import HTTPTypes
import NIOCore

/// Is told of every answer to a reader: counts it, and has it written into the request log where there is one.
package struct Traffic: Sendable {
    package let metrics: Metrics
    package let log: RequestLog?

    package init(metrics: Metrics, log: RequestLog?) { (self.metrics, self.log) = (metrics, log) }

    /// - Parameter request: asked only where there is a log.
    func answered(status: Int, bytes: Int, since start: NIODeadline?, _ request: () -> RequestLine.Request) {
        let nanoseconds = start.map { (NIODeadline.now() - $0).nanoseconds } ?? 0
        metrics.answered(status: status, bytes: bytes, nanoseconds: Int(clamping: nanoseconds))
        guard let log else { return }
        log.write(RequestLine(request: request(), status: status, bytes: bytes, nanoseconds: max(0, nanoseconds)))
    }
}

extension HTTPField.Name {
    /// Says in a response whether it was in the cache: `hit` or `miss`. The request log has it, no client does: `HTTPCodec` takes it away.
    static let stetCache = HTTPField.Name("stet-cache") ?? .cacheControl
}
