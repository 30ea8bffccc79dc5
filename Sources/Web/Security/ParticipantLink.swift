import Foundation
import Hummingbird

/// The private addresses of a study's participants: the random id and the server's signature of it for that
/// study, so that neither another study's address nor a made-up one is taken.
struct ParticipantLink: Sendable {
    /// The cookie with which a browser finds its participant again, sent to the study's own pages only.
    static let cookie = "participant"
    /// How long that cookie is kept, in seconds: 90 days.
    static let cookieAge = 90 * 24 * 60 * 60

    /// The study's pages, `/study/NAME`.
    let path: String
    private let study: Int64
    private let key: SigningKey

    init(study: Int64, name: String, key: SigningKey) {
        path = "/study/\(Self.encoded(name))"
        (self.study, self.key) = (study, key)
    }

    /// `ID.SIGNATURE`.
    func token(of id: String) -> String { "\(id).\(signature(of: id, "participant"))" }

    /// The address of a participant, `/study/NAME/p/ID.SIGNATURE`.
    func path(of id: String) -> String { "\(path)/p/\(token(of: id))" }

    /// The id that a token holds; nil for one that this server did not sign for this study.
    func id(from token: String) -> String? { id(from: token, "participant") }

    /// A new id for whoever reads the consent page, signed so that only ids of this server are enrolled.
    func newEnrolment() -> String {
        let id = RandomID.make()
        return "\(id).\(signature(of: id, "enrolment"))"
    }

    /// The id of an enrolment that this server offered for this study.
    func enrolment(from token: String) -> String? { id(from: token, "enrolment") }

    /// The participant of a browser, by its cookie.
    func participant(of request: Request) -> String? {
        request.cookies[Self.cookie].flatMap { id(from: $0.value) }
    }

    /// Lets a browser find its participant again.
    func remember(_ id: String, in response: inout Response, request: Request) {
        response.setCookie(
            FormGuard.cookie(Self.cookie, token(of: id), path: path, maxAge: Self.cookieAge, request: request)
        )
    }

    /// Lets a browser forget its participant.
    func forget(in response: inout Response, request: Request) {
        response.setCookie(FormGuard.cookie(Self.cookie, "", path: path, maxAge: 0, request: request))
    }

    private func id(from token: String, _ purpose: String) -> String? {
        let parts = token.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, RandomID.isValid(parts[0]) else { return nil }
        let id = String(parts[0])
        return key.isValid(String(parts[1]), of: "\(study)/\(id)", for: purpose) ? id : nil
    }

    private func signature(of id: String, _ purpose: String) -> String {
        key.signature(of: "\(study)/\(id)", for: purpose)
    }

    /// One segment of an address.
    static func encoded(_ name: String) -> String {
        let plain = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")
        return name.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
