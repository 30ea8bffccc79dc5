import Testing
import Web

@Suite("The throttle of log-ins") struct LoginThrottleTests {
    private let start = ContinuousClock.now

    private func seconds(_ decision: LoginThrottle.Decision) -> Int {
        if case .wait(let seconds) = decision { seconds } else { 0 }
    }

    @Test("lets five attempts through, then makes longer and longer pauses", arguments: [true, false])
    func doubling(isDevice: Bool) {
        let throttle = LoginThrottle()
        let source: LoginThrottle.Source = isDevice ? .device("d") : .address("a")
        for number in 0..<5 {
            #expect(throttle.begin(name: "ada", source: source, at: start) == .allowed(failures: number))
        }
        var now = start
        for pause in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            let wait = seconds(throttle.begin(name: "other", source: source, at: now))
            #expect(wait > 0 && wait <= pause + 1, "\(pause)")
            now += .seconds(pause)
            #expect(seconds(throttle.begin(name: "ada", source: source, at: now)) == 0, "\(pause)")
        }
        #expect(throttle.begin(name: "ada", source: .address("b"), at: now) == .allowed(failures: 0))
    }

    @Test("lets the right password in at its first attempt while forty addresses guess at its name for a day")
    func attack() {
        let throttle = LoginThrottle()
        var guesses = 0
        for minute in 0..<24 * 60 {
            let now = start + .seconds(60 * minute)
            for address in 0..<40
            where seconds(throttle.begin(name: "ada", source: .address("\(address)"), at: now)) == 0 {
                guesses += 1
            }
            // From a browser that is known, and from an address that nobody has used.
            for source in [LoginThrottle.Source.device("d"), .address("new \(minute)")] {
                #expect(
                    throttle.begin(name: "ada", source: source, at: now) == .allowed(failures: 0),
                    "minute \(minute)")
                throttle.succeeded(name: "ada", source: source)
            }
        }
        // A hundred an hour, and one of each address beyond.
        #expect(guesses <= 24 * 140, "\(guesses)")
        // The attack says nothing of other names.
        let end = start + .seconds(24 * 3600)
        #expect(throttle.begin(name: "eve", source: .address("fresh"), at: end) == .allowed(failures: 0))
    }

    @Test(
        "gives an address one attempt at a name that has had a hundred failures, and half a minute after a wrong one"
    )
    func underAttack() {
        let throttle = LoginThrottle()
        for number in 0..<100 { _ = throttle.begin(name: "ada", source: .address("\(number)"), at: start) }
        #expect(throttle.begin(name: "ada", source: .address("home"), at: start) == .allowed(failures: 0))
        #expect(seconds(throttle.begin(name: "ada", source: .address("home"), at: start + .seconds(1))) == 30)
        #expect(
            throttle.begin(name: "ada", source: .address("home"), at: start + .seconds(31))
                == .allowed(failures: 1))
        // By another name the same address has its five.
        #expect(
            throttle.begin(name: "eve", source: .address("home"), at: start + .seconds(32))
                == .allowed(failures: 2))
        // A browser that is known has its five, too.
        for number in 0..<5 {
            #expect(
                throttle.begin(name: "ada", source: .device("d"), at: start) == .allowed(failures: number))
        }
        // An hour after it began.
        let later = start + .seconds(3700)
        for number in 0..<5 {
            #expect(
                throttle.begin(name: "ada", source: .address("home"), at: later) == .allowed(failures: number)
            )
        }
    }

    @Test("forgets after a success, and after an hour, and does not count what was not made")
    func forgets() {
        let throttle = LoginThrottle()
        let home = LoginThrottle.Source.address("a")
        for _ in 0..<5 { _ = throttle.begin(name: "ada", source: home, at: start) }
        #expect(throttle.begin(name: "ada", source: home, at: start) == .wait(seconds: 2))
        throttle.takeBack(name: "ada", source: home)
        #expect(throttle.begin(name: "ada", source: home, at: start) == .allowed(failures: 4))
        throttle.succeeded(name: "ada", source: home)
        for _ in 0..<5 { #expect(seconds(throttle.begin(name: "ada", source: home, at: start)) == 0) }
        #expect(seconds(throttle.begin(name: "ada", source: home, at: start)) > 0)
        let later = start + .seconds(3700)
        for _ in 0..<5 { #expect(seconds(throttle.begin(name: "ada", source: home, at: later)) == 0) }
    }

    @Test("counts the attempts of a flood of addresses without growing for ever, and keeps who failed most")
    func flood() {
        let throttle = LoginThrottle()
        for _ in 0..<5 { _ = throttle.begin(name: "n", source: .address("guilty"), at: start) }
        for number in 0..<30_000 {
            _ = throttle.begin(name: "x\(number)", source: .address("\(number)"), at: start)
        }
        #expect(throttle.count <= 10_002)
        #expect(seconds(throttle.begin(name: "fresh", source: .address("guilty"), at: start)) > 0)
    }
}
