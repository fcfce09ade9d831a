/// How long and how much one connection, and all of them, may take.
///
/// The values are those of a site on the open web; tests use milliseconds.
package struct ConnectionLimits: Sendable {
    /// From the first byte of a request head to its last.
    package var head: Duration = .seconds(15)
    /// Between two requests, and before the first.
    package var idle: Duration = .seconds(60)
    /// How long a body may be waited for before its rate counts.
    package var bodyGrace: Duration = .seconds(10)
    /// Bytes a second that a body has to keep after that.
    package var bodyRate: Int64 = 1024
    /// Bytes of body for a request whose route asks for no more; readers send none.
    package var body: Int64 = 64 * 1024
    /// How long a client may take `writeFloor` bytes of what is waiting for it.
    package var writeStall: Duration = .seconds(30)
    /// Less than this within `writeStall` is no reading: a single byte every now and then keeps nothing open.
    package var writeFloor: Int64 = 4096
    /// How long a client may take to close after our last byte.
    package var linger: Duration = .seconds(5)
    /// How long requests in flight may take after the server was told to stop.
    package var drain: Duration = .seconds(10)

    /// Connections in all.
    package var connections = 4096
    /// Connections of one address (one /64 of IPv6).
    package var connectionsPerAddress = 256
    /// Loopback counts as many clients: a proxy on this machine speaks for all of them.
    package var loopbackIsProxy = true

    /// Bytes of one field, and of the request target, in a head.
    package var headerField = 16 * 1024
    /// Bytes of all fields together.
    package var headerList = 32 * 1024
    package var headerCount = 100

    package init() {}

    /// How often a connection is looked at: a limit is enforced at most a quarter of the shortest one late.
    var tick: Duration {
        max(.milliseconds(5), min(head, idle, bodyGrace, writeStall, linger, drain) / 4)
    }
}
