import Testing
import Web

@Suite("The limit of requests") struct RateLimiterTests {
    @Test("remembers a bounded number of clients, and of these who asked last")
    func bounded() {
        let limiter = RateLimiter(rate: 2)
        let start = ContinuousClock.now
        for number in 0..<50_000 { _ = limiter.take("client \(number)", at: start + .microseconds(number)) }
        #expect(limiter.count <= 10_001)
        let now = start + .microseconds(50_000)
        #expect(limiter.take("client 49999", at: now) == nil)
        #expect(limiter.take("client 49999", at: now) != nil)
    }

    @Test("lets each client have its own rate, whatever the others ask")
    func fair() {
        let limiter = RateLimiter(rate: 5)
        let start = ContinuousClock.now
        for _ in 0..<1000 { _ = limiter.take("greedy", at: start) }
        #expect(limiter.take("greedy", at: start) != nil)
        for _ in 0..<5 { #expect(limiter.take("modest", at: start) == nil) }
        #expect(limiter.take("greedy", at: start + .seconds(1)) == nil)
    }
}
