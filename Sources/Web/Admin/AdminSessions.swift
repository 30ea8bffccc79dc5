import Foundation
import Hummingbird
import Storage
import Synchronization

/// Who is logged in: a cookie with the administrator's name, the time until which it holds and a random id,
/// signed together with the stored hash of the password, so that a new password ends all sessions.
final class AdminSessions: Sendable {
    /// Someone who is logged in.
    struct Session: Sendable {
        let name: String
        let cookie: String
    }

    /// How long a session lasts, in seconds: 8 hours.
    static let age = 8 * 60 * 60
    static let cookie = "icebreaker-admin"

    private let key: SigningKey
    private let access: AccessStore
    private let now: @Sendable () -> Date
    /// Cookies of those who logged out, with the time until which they would have held, by the clock of the
    /// day and by one that nobody sets: where that of the day goes forward and back again, no cookie holds
    /// again.
    private let ended = Mutex<[String: (date: Date, instant: ContinuousClock.Instant)]>([:])

    init(key: SigningKey, access: AccessStore, now: @escaping @Sendable () -> Date = { Date() }) {
        (self.key, self.access, self.now) = (key, access, now)
    }

    /// A new session's cookie.
    func begin(_ administrator: AdministratorRecord, request: Request) -> Cookie {
        let until = Int(now().timeIntervalSince1970) + Self.age
        let text = "\(Data(administrator.name.utf8).base64URL).\(until).\(RandomID.make())"
        return cookie("\(text).\(signature(of: text, administrator))", maxAge: Self.age, request)
    }

    /// The session of a request; nil where nobody is logged in.
    func session(of request: Request) async throws -> Session? {
        guard let value = request.cookies[Self.cookie]?.value, value.utf8.count < 1000 else { return nil }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, let name = Self.name(parts[0]), let until = Int(parts[1]),
            RandomID.isValid(parts[2]),
            Double(until) > now().timeIntervalSince1970, ended.withLock({ $0[value] == nil }),
            let administrator = try await access.administrator(named: name)
        else { return nil }
        let text = parts.dropLast().joined(separator: ".")
        guard key.isValid(String(parts[3]), of: signed(text, administrator), for: "admin") else { return nil }
        return Session(name: name, cookie: value)
    }

    /// Ends a session for good.
    /// - Returns: the cookie that makes the browser forget it.
    func end(_ session: Session, request: Request) -> Cookie {
        let now = now()
        let instant = ContinuousClock.now
        ended.withLock { ended in
            ended = ended.filter { $0.value.date > now || $0.value.instant > instant }
            ended[session.cookie] = (now.addingTimeInterval(Double(Self.age)), instant + .seconds(Self.age))
        }
        return cookie("", maxAge: 0, request)
    }

    /// What the forms of a session carry.
    func token(of session: Session) -> String { key.signature(of: session.cookie, for: "admin-form") }

    /// Whether a form was made for a session.
    func accepts(_ token: String?, for session: Session) -> Bool {
        token.map { key.isValid($0, of: session.cookie, for: "admin-form") } ?? false
    }

    private func cookie(_ value: String, maxAge: Int, _ request: Request) -> Cookie {
        FormGuard.cookie(
            Self.cookie, value, path: "/admin", maxAge: maxAge, sameSite: .strict, request: request)
    }

    private func signature(of text: String, _ administrator: AdministratorRecord) -> String {
        key.signature(of: signed(text, administrator), for: "admin")
    }

    private func signed(_ text: String, _ administrator: AdministratorRecord) -> String {
        "\(text)\u{0}\(administrator.passwordHash)"
    }

    private static func name(_ text: Substring) -> String? {
        Data(base64URL: text).flatMap { String(data: $0, encoding: .utf8) }
    }
}
