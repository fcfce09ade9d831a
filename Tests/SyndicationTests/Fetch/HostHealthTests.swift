import Testing

@testable import Syndication

@Suite("How a host is treated")
struct HostHealthTests {
    @Test("two failures change nothing, after the third one request at a time asks")
    func ailing() {
        var health = HostHealth(FetchSettings(userAgent: "Test/1"))
        health.wasSilent(at: .zero)
        health.wasSilent(at: .zero)
        #expect(health.treatment(at: .zero) == .ask(atOnce: 4))
        health.wasSilent(at: .zero)
        #expect(health.treatment(at: .zero) == .wait(until: .milliseconds(500)))
        #expect(health.treatment(at: .milliseconds(500)) == .ask(atOnce: 1))
        health.answered()
        #expect(health.treatment(at: .milliseconds(500)) == .ask(atOnce: 4))
        #expect(health.isWell)
    }

    @Test("a host that fails twenty times in a row is given up within some minutes, and may show itself well later")
    func givenUp() {
        var health = HostHealth(FetchSettings(userAgent: "Test/1"))
        var now = Duration.zero
        var failures = 0
        while health.treatment(at: now) != .giveUp {
            if case .wait(let until) = health.treatment(at: now) { now = until }
            health.wasSilent(at: now)
            failures += 1
        }
        #expect(failures == 20)
        #expect(now < .seconds(180))
        now += .seconds(600)
        #expect(health.treatment(at: now) == .ask(atOnce: 1))
        var still = health
        still.wasSilent(at: now)
        #expect(still.treatment(at: now + .seconds(60)) == .giveUp)
        health.answered()
        #expect(health.treatment(at: now) == .ask(atOnce: 4))
    }

    @Test("a host that answers 503 is given up only after a hundred in a row")
    func trouble() {
        var health = HostHealth(FetchSettings(userAgent: "Test/1"))
        for _ in 0..<99 { health.wasInTrouble(retryAfter: nil, at: .zero) }
        #expect(health.treatment(at: .seconds(3600)) == .ask(atOnce: 1))
        health.wasInTrouble(retryAfter: nil, at: .zero)
        #expect(health.treatment(at: .zero) == .giveUp)
    }

    @Test("a host that asks for a pause gets it at once, from all")
    func retryAfter() {
        var health = HostHealth(FetchSettings(userAgent: "Test/1"))
        health.wasInTrouble(retryAfter: .seconds(30), at: .seconds(5))
        #expect(health.treatment(at: .seconds(6)) == .wait(until: .seconds(35)))
    }
}
