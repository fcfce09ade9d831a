import Testing

@testable import Syndication

@Suite("When to try again")
struct RetryPlanTests {
    private func delays(chance: Double, retryAfter: Duration? = nil, progressed: Bool = false, most: Int = 50) -> [Duration] {
        var plan = RetryPlan(FetchSettings(userAgent: "Test/1"))
        var delays: [Duration] = []
        while delays.count < most, let delay = plan.delay(progressed: progressed, retryAfter: retryAfter, chance: chance) {
            delays.append(delay)
        }
        return delays
    }

    @Test("the wait doubles, and a fifth attempt is the last")
    func doubling() {
        #expect(delays(chance: 1) == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
    }

    @Test("half of the wait is left to chance")
    func jitter() {
        #expect(delays(chance: 0) == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
    }

    @Test("what the server asks for is waited for")
    func retryAfter() {
        #expect(delays(chance: 1, retryAfter: .seconds(3)) == [.seconds(3), .seconds(3), .seconds(4), .seconds(8)])
    }

    @Test("a server that asks for a week gets two minutes")
    func longRetryAfter() {
        #expect(delays(chance: 1, retryAfter: .seconds(604_800)) == Array(repeating: .seconds(120), count: 4))
    }

    @Test("attempts that bring something go on, but not for ever")
    func progress() {
        #expect(delays(chance: 1, progressed: true) == Array(repeating: .seconds(1), count: 19))
    }

    @Test("a server in trouble may be well later, a missing file is final")
    func statuses() {
        #expect([408, 425, 429, 500, 502, 503, 504, 599].allSatisfy(RetryPlan.mayPass))
        #expect(![200, 304, 400, 401, 403, 404, 410, 451, 600].contains(where: RetryPlan.mayPass))
    }
}
