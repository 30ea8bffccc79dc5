import Foundation
import Hummingbird

/// The cookie of a browser that has logged in before, by which its attempts are told from those of others (a
/// device cookie: OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It opens nothing: the
/// password is still needed.
struct KnownDevice: Sendable {
    static let cookie = "icebreaker-device"
    /// How long it is kept after a log-in, in seconds: 180 days.
    static let age = 180 * 24 * 60 * 60

    private let key: SigningKey
    private let now: @Sendable () -> Date

    init(key: SigningKey, now: @escaping @Sendable () -> Date = { Date() }) {
        (self.key, self.now) = (key, now)
    }

    /// A cookie for a browser that has just logged in.
    func cookie(for name: String, request: Request) -> Cookie {
        let text =
            "\(Data(name.utf8).base64URL).\(Int(now().timeIntervalSince1970) + Self.age).\(RandomID.make())"
        return FormGuard.cookie(
            Self.cookie, "\(text).\(key.signature(of: text, for: "device"))", path: "/admin/login",
            maxAge: Self.age,
            sameSite: .strict, request: request)
    }

    /// The id of the browser, where it has logged in by this name before.
    func id(of request: Request, name: String) -> String? {
        guard let value = request.cookies[Self.cookie]?.value, value.utf8.count < 1000 else { return nil }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == Data(name.utf8).base64URL, let until = Int(parts[1]),
            RandomID.isValid(parts[2]),
            Double(until) > now().timeIntervalSince1970,
            key.isValid(String(parts[3]), of: parts.dropLast().joined(separator: "."), for: "device")
        else { return nil }
        return String(parts[2])
    }
}
