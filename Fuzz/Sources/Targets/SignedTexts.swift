import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

@testable import Web

/// What the server signs and a browser sends back: cookies, private links, ids and times. No made-up text may pass.
enum SignedTexts {
    static let targets = [
        FuzzTarget(name: "cookies") { input in
            let request = request(cookies: String(decoding: input, as: UTF8.self))
            require(link.participant(of: request) == nil, "a participant's cookie is signed")
            let browser = FormGuard(key).browser(of: request)
            require(RandomID.isValid(browser.id), "a browser has an id")
            require(!FormGuard(key).accepts(String(decoding: input, as: UTF8.self), from: request), "a form's token is signed")
            require(!hasSession(request), "an administrator's cookie is signed")
        },
        FuzzTarget(name: "signed-ids") { input in
            let text = String(decoding: input, as: UTF8.self)
            require(link.id(from: text) == nil && link.enrolment(from: text) == nil, "an id is signed")
            require(ShownTime("q", of: "p", key: key).milliseconds(text, now: now) == nil, "a time is signed")
            require(text != key.signature(of: text, for: "csrf"), "nothing is its own signature")
            let own = link.token(of: RandomID.make())
            let changed = own + text
            require(link.id(from: own) != nil, "an id that was signed is taken")
            require(text.isEmpty || link.id(from: changed) == nil, "what is added to a signed id is not taken")
        },
        FuzzTarget(name: "password-hash") { input in
            guard let hash = PasswordHash(stored: String(decoding: input, as: UTF8.self)) else { return }
            require(PasswordHash(stored: hash.stored) == hash, "what is written is what was read")
        },
    ]

    private static let key = SigningKey(Data((0..<32).map { UInt8($0) }))
    private static let link = ParticipantLink(study: 1, name: "fuzz", key: key)
    private static let now = Date(timeIntervalSince1970: 1_700_000_000)

    static func request(cookies: String = "", path: String = "/") -> Request {
        var fields = HTTPFields()
        fields[.cookie] = cookies
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    private static let sessions: AdminSessions? = {
        let path = ScratchFolder.url.appending(path: "access.sqlite").path
        guard (try? Workspace(path, for: .creating)) != nil, let access = try? AccessStore(path) else { return nil }
        return AdminSessions(key: key, access: access)
    }()

    private static func hasSession(_ request: Request) -> Bool {
        final class Outcome: @unchecked Sendable { var found = false }
        let (outcome, done) = (Outcome(), DispatchSemaphore(value: 0))
        Task {
            outcome.found = (try? await sessions?.session(of: request)) != nil
            done.signal()
        }
        done.wait()
        return outcome.found
    }
}
