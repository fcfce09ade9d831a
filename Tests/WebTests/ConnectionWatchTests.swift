import NIOCore
import Testing

@testable import Web

/// The rules of `ConnectionWatch` without a clock: seconds are numbers here.
@Suite("When a connection is cut")
struct ConnectionWatchTests {
    private func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(1000 + seconds) }
    private func watch() -> ConnectionWatch { ConnectionWatch(limits: ConnectionLimits(), now: at(0)) }

    @Test("silence is cut after 60 seconds, before the first request and after any")
    func idle() {
        var watch = watch()
        watch.asking(at(0))
        #expect(watch.verdict(pending: 0, at(59)) == nil)
        #expect(watch.verdict(pending: 0, at(60)) == .idle)
        watch.received(80, at(60))
        watch.headRead(bodyLimit: 0)
        watch.requestRead()
        watch.asking(at(60))
        // The answer is being made: that is not the client's silence.
        #expect(watch.verdict(pending: 0, at(300)) == nil)
        watch.answered(at(300))
        #expect(watch.verdict(pending: 0, at(359)) == nil)
        #expect(watch.verdict(pending: 0, at(360)) == .idle)
    }

    @Test("a head of one byte every ten seconds is cut 15 seconds after the first")
    func slowHead() {
        var watch = watch()
        watch.asking(at(0))
        watch.received(1, at(50))
        watch.asking(at(50))
        watch.received(1, at(60))
        watch.asking(at(60))
        #expect(watch.verdict(pending: 0, at(64)) == nil)
        #expect(watch.verdict(pending: 0, at(65)) == .slowHead)
    }

    @Test("a head nobody asked the rest of is not slow")
    func headNotAskedFor() {
        var watch = watch()
        watch.asking(at(0))
        watch.received(100, at(1))
        #expect(watch.verdict(pending: 0, at(40)) == nil)
        watch.asking(at(40))
        #expect(watch.verdict(pending: 0, at(54)) == nil)
        #expect(watch.verdict(pending: 0, at(55)) == .slowHead)
    }

    @Test("a body is cut after ten seconds unless it keeps 1 KiB a second")
    func slowBody() {
        for (bytes, reason) in [(10_240, nil), (10_239, .slowBody)] as [(Int, ConnectionWatch.Reason?)] {
            var watch = watch()
            watch.received(80, at(0))
            watch.headRead(bodyLimit: 1 << 20)
            watch.asking(at(0))
            #expect(watch.verdict(pending: 0, at(9)) == nil)
            watch.received(bytes, at(10))
            watch.asking(at(10))
            #expect(watch.verdict(pending: 0, at(10)) == reason)
        }
    }

    @Test("framing without content does not grow for ever")
    func chunkExtensions() {
        var watch = watch()
        watch.received(80, at(0))
        watch.headRead(bodyLimit: 100)
        watch.received(66_336, at(1))
        #expect(watch.verdict(pending: 0, at(1)) == nil)
        watch.received(1, at(1))
        #expect(watch.verdict(pending: 0, at(1)) == .oversizedBody)
    }

    @Test("a client that takes nothing for 30 seconds is cut, and one that takes a little at a time is not")
    func writeStall() {
        var watch = watch()
        watch.wrote(1_000_000)
        #expect(watch.verdict(pending: 1_000_000, at(29)) == nil)
        #expect(watch.verdict(pending: 1_000_000 - 4096, at(29)) == nil)
        #expect(watch.verdict(pending: 1_000_000 - 4096, at(58)) == nil)
        #expect(watch.verdict(pending: 1_000_000 - 8191, at(59)) == .stalledWrite)
        #expect(watch.verdict(pending: 1_000_000 - 8192, at(59)) == nil)
        #expect(watch.verdict(pending: 0, at(500)) == nil || watch.verdict(pending: 0, at(500)) == .idle)
    }

    @Test("after the last byte the client has five seconds to close")
    func linger() {
        var watch = watch()
        watch.wrote(100)
        watch.outputEnded(at(1))
        #expect(watch.verdict(pending: 100, at(10)) == nil)
        #expect(watch.verdict(pending: 0, at(14)) == nil)
        #expect(watch.verdict(pending: 0, at(15)) == .lingering)
    }

    @Test("ten seconds after shutdown began everything is cut")
    func drain() {
        var watch = watch()
        watch.received(80, at(0))
        watch.headRead(bodyLimit: 0)
        watch.requestRead()
        watch.shuttingDown(at(5))
        watch.shuttingDown(at(9))
        #expect(watch.verdict(pending: 0, at(14)) == nil)
        #expect(watch.verdict(pending: 0, at(15)) == .drained)
    }
}
