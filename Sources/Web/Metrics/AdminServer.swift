import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage

/// Answers those who run the server, at a port of its own: `/metrics` in Prometheus's words, and `/healthz`.
///
/// Nothing else is there, and nothing of the magazine: the port is for a monitoring program on this machine or in its network.
struct AdminServer: Service {
    private let server: WebServer<AdminResponder>

    /// - Parameter onRunning: called with the port once it answers.
    init(
        _ responder: AdminResponder, host: String, port: Int, logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) {
        var limits = ConnectionLimits()
        limits.connections = 64
        server = WebServer(responder: responder, host: host, port: port, limits: limits, logger: logger, onRunning: onRunning)
    }

    func run() async throws {
        do {
            try await server.run()
        } catch let error as ServerError {
            throw AdminError(description: error.description)
        }
    }
}

/// Why the admin port could not be opened.
struct AdminError: Error, CustomStringConvertible {
    let description: String

    init(description: String) {
        self.description =
            "for the metrics: "
            + description.replacing("--port", with: "--admin-port").replacing("--host", with: "--admin-address")
    }
}

/// What the admin port answers.
struct AdminResponder: HTTPResponder {
    typealias Context = DeliveryContext

    let store: Store
    let metrics: Metrics
    let gauges: [MetricsText.Gauge]
    let version: String

    func respond(to request: Request, context: Context) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
        }
        let isHead = request.method == .head
        switch request.head.path?.prefix(while: { $0 != "?" }) {
        case "/metrics":
            let text = MetricsText(metrics, gauges: gauges, process: ProcessFigures(), version: version).text
            return answer(.ok, text, MetricsText.mediaType, isHead)
        case "/healthz":
            do {
                _ = try await store.read { try $0.lastCommit() }
                return answer(.ok, "The magazine can be read.\n", "text/plain; charset=utf-8", isHead)
            } catch {
                context.logger.error("The database does not answer.", metadata: ["error": "\(error)"])
                return answer(.serviceUnavailable, "The database does not answer.\n", "text/plain; charset=utf-8", isHead)
            }
        default:
            return answer(.notFound, "Here are /metrics and /healthz.\n", "text/plain; charset=utf-8", isHead)
        }
    }

    private func answer(_ status: HTTPResponse.Status, _ text: String, _ mediaType: String, _ isHead: Bool) -> Response {
        let headers: HTTPFields = [
            .contentType: mediaType, .contentLength: String(text.utf8.count), .cacheControl: "no-store",
        ]
        guard !isHead else { return Response(status: status, headers: headers) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
