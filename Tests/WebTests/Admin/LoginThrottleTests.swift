import Testing
import Web

@Suite("The throttle of log-ins") struct LoginThrottleTests {
    private let start = ContinuousClock.now

    @Test("lets five attempts through, then makes longer and longer pauses for the address")
    func doubling() {
        let throttle = LoginThrottle()
        for number in 0..<5 { #expect(throttle.begin(name: "n\(number)", address: "a", at: start) == nil) }
        var now = start
        for pause in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            #expect(throttle.begin(name: "other", address: "a", at: now) != nil, "\(pause)")
            #expect((throttle.begin(name: "other", address: "a", at: now) ?? 0) <= pause + 1)
            now += .seconds(pause)
            #expect(throttle.begin(name: "name \(pause) \(now)", address: "a", at: now) == nil, "\(pause)")
        }
        #expect(throttle.begin(name: "elsewhere", address: "b", at: now) == nil)
    }

    @Test("slows a name down from whichever address, but for a minute at most, so that nobody is locked out")
    func name() {
        let throttle = LoginThrottle()
        var now = start
        for number in 0..<30 {
            if throttle.begin(name: "ada", address: "\(number)", at: now) != nil { now += .seconds(60) }
            #expect(throttle.begin(name: "ada", address: "\(number)b", at: now) == nil || number >= 2)
        }
        #expect((throttle.begin(name: "ada", address: "x", at: now) ?? 0) <= 61)
        #expect(throttle.begin(name: "ada", address: "x", at: now + .seconds(60)) == nil)
    }

    @Test("forgets after a success, and after an hour")
    func forgets() {
        let throttle = LoginThrottle()
        for _ in 0..<5 { _ = throttle.begin(name: "ada", address: "a", at: start) }
        #expect(throttle.begin(name: "ada", address: "a", at: start) == 2)
        throttle.succeeded(name: "ada", address: "a")
        for _ in 0..<5 { #expect(throttle.begin(name: "ada", address: "a", at: start) == nil) }
        #expect(throttle.begin(name: "ada", address: "a", at: start) != nil)
        let later = start + .seconds(3700)
        for _ in 0..<5 { #expect(throttle.begin(name: "ada", address: "a", at: later) == nil) }
    }

    @Test("counts the attempts of a flood of addresses without growing for ever, and keeps who failed most")
    func flood() {
        let throttle = LoginThrottle()
        for _ in 0..<5 { _ = throttle.begin(name: "n", address: "guilty", at: start) }
        for number in 0..<30_000 { _ = throttle.begin(name: "x\(number)", address: "\(number)", at: start) }
        #expect(throttle.count <= 10_002)
        #expect(throttle.begin(name: "fresh", address: "guilty", at: start) != nil)
    }
}
