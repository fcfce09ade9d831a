import NIOCore
import Testing

@testable import Web

@Suite("Counting connections")
struct ConnectionCountTests {
    private func client(_ address: String) throws -> ConnectionCount.Client? {
        try ConnectionCount.Client(SocketAddress(ipAddress: address, port: 1))
    }

    private func count(all: Int = 10, each: Int = 2, loopbackIsProxy: Bool = true) -> ConnectionCount {
        var limits = ConnectionLimits()
        limits.connections = all
        limits.connectionsPerAddress = each
        limits.loopbackIsProxy = loopbackIsProxy
        return ConnectionCount(limits: limits)
    }

    @Test(
        "one address gets its share, and another still gets in",
        arguments: [
            ("192.0.2.1", "192.0.2.2"), ("2001:db8::1", "2001:db8:0:1::1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.2"),
        ])
    func perAddress(one: String, other: String) throws {
        let count = count()
        let (one, other) = try (client(one), client(other))
        #expect(count.open(one))
        #expect(count.open(one))
        #expect(!count.open(one))
        #expect(count.open(other))
        count.close(one)
        #expect(count.open(one))
        #expect(count.total == 3)
    }

    @Test("the addresses of one IPv6 network are one client, mapped IPv4 ones are not")
    func networks() throws {
        #expect(try client("2001:db8::1") == client("2001:db8::ffff:2"))
        #expect(try client("2001:db8::1") != client("2001:db9::1"))
        #expect(try client("::ffff:192.0.2.1") == client("192.0.2.1"))
        #expect(try client("::ffff:192.0.2.1") != client("::ffff:192.0.2.2"))
    }

    @Test("loopback is many clients behind a proxy, and one without", arguments: ["127.0.0.1", "127.9.9.9", "::1"])
    func loopback(address: String) throws {
        let client = try client(address)
        let behind = count()
        #expect((0..<5).allSatisfy { _ in behind.open(client) })
        let alone = count(loopbackIsProxy: false)
        #expect((0..<5).count { _ in alone.open(client) } == 2)
    }

    @Test("all together have a limit")
    func total() throws {
        let count = count(all: 3)
        let opened = try (1...5).count { count.open(try client("192.0.2.\($0)")) }
        #expect(opened == 3)
        count.close(try client("192.0.2.1"))
        #expect(count.open(nil))
    }
}
