import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

/// Forty addresses that guess at an administrator's password all the time, through a proxy on this machine.
@Suite("An attack on an administrator's name")
struct LoginAttackTests {
    @Test(
        "keeps the right password out neither in its usual browser nor at a new address",
        .timeLimit(.minutes(2)))
    func rightPassword() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        let (attack, lettingIn) = (Attack(), 12)
        try await fixture.server.application().test(.live) { client in
            let usual = Visitor(client)
            usual.headers = Self.from("192.0.2.1")
            #expect(try await usual.logIn().heading == "Studies")
            #expect(usual.cookies["icebreaker-device"] != nil)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let attacker = Visitor(client)
                        attacker.headers = Self.from("198.51.100.\(number)")
                        let form = try await attacker.open("/admin/login")
                        while !attack.isOver {
                            let answer = try await attacker.send(
                                form, [("name", "ada"), ("password", "wrong")])
                            #expect([403, 429, 503].contains(answer.status.code))
                            if answer.status == .forbidden { attack.countGuess() }
                        }
                    }
                }
                // Until the name is known to be under attack.
                while attack.guesses < 100 { try await Task.sleep(for: .milliseconds(5)) }
                for number in 0..<lettingIn {
                    usual.cookies["icebreaker-admin"] = nil
                    #expect(try await usual.logIn().heading == "Studies", "usual browser, attempt \(number)")
                    let other = Visitor(client)
                    other.headers = Self.from("203.0.113.\(number)")
                    #expect(try await other.logIn().heading == "Studies", "new address, attempt \(number)")
                }
                attack.end()
                try await group.waitForAll()
            }
        }
        // One more for each address at most, since the name was known to be under attack: far from what is
        // let in.
        #expect(attack.guesses <= 40 * 6)
    }

    @Test("is told from the usual browser by a cookie that is the server's, and of that name alone")
    func device() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try fixture.addAdministrator("eve", password: "another good password")
        try await fixture.server.application().test(.live) { client in
            let usual = Visitor(client)
            usual.headers = Self.from("192.0.2.1")
            _ = try await usual.logIn()
            let device = try #require(usual.cookies["icebreaker-device"])
            // The usual address shares with an attacker.
            func guess() async throws {
                _ = try await usual.another(Self.from("192.0.2.1")).logIn("ada", "wrong")
            }
            for _ in 0..<6 { try await guess() }
            // Until the wait is longer than a busy machine takes for what follows.
            for seconds in [1, 2, 4] {
                try await Task.sleep(for: .milliseconds(1000 * seconds + 100))
                try await guess()
            }
            func isLetIn(_ cookie: String?, _ name: String, _ password: String) async throws -> Bool {
                let visitor = usual.another(Self.from("192.0.2.1"))
                visitor.cookies["icebreaker-device"] = cookie
                return try await visitor.logIn(name, password).heading == "Studies"
            }
            #expect(try await isLetIn(device, "ada", StudyFixture.password))
            for forged in [
                nil, "", String(device.dropLast()) + (device.hasSuffix("A") ? "B" : "A"), device + ".x",
            ] {
                #expect(try await !isLetIn(forged, "ada", StudyFixture.password), "\(forged ?? "none")")
            }
            #expect(try await !isLetIn(device, "eve", "another good password"))
        }
    }

    private final class Attack: Sendable {
        private let state = Mutex((guesses: 0, isOver: false))
        var guesses: Int { state.withLock { $0.guesses } }
        var isOver: Bool { state.withLock { $0.isOver } }
        func countGuess() { state.withLock { $0.guesses += 1 } }
        func end() { state.withLock { $0.isOver = true } }
    }

    private static func from(_ address: String) -> HTTPFields {
        HTTPField.Name("X-Forwarded-For").map { [$0: address] } ?? [:]
    }
}

extension Visitor {
    /// Another browser, with header fields of its own.
    func another(_ headers: HTTPFields) -> Visitor {
        let visitor = another()
        visitor.headers = headers
        return visitor
    }
}
