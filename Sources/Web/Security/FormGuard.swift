import Foundation
import HTTPTypes
import Hummingbird

/// Protects forms against requests that other sites forge (CSRF): a form carries a signature of the random
/// cookie of the browser that it was made for, and a form that comes without that cookie is refused.
///
/// For a page with a form: `let browser = guard.browser(of: request)`, put `guard.token(for: browser)` into
/// the hidden field `FormGuard.field`, and `guard.remember(browser, in: &response, request: request)`. For
/// the form sent: `guard guard.accepts(fields.first(FormGuard.field), from: request)`.
struct FormGuard: Sendable {
    /// The hidden field's name.
    static let field = "csrf"
    /// The cookie's name.
    static let cookie = "icebreaker"

    private let key: SigningKey

    init(_ key: SigningKey) { self.key = key }

    /// A browser by its random cookie.
    struct Browser: Sendable, Equatable {
        let id: String
        /// Whether the browser does not have the cookie yet.
        let isNew: Bool
    }

    /// The browser that a request comes from; a new one where it has no sound cookie.
    func browser(of request: Request) -> Browser {
        if let id = request.cookies[Self.cookie]?.value, RandomID.isValid(id) {
            return Browser(id: id, isNew: false)
        }
        return Browser(id: RandomID.make(), isNew: true)
    }

    /// What a form for a browser carries.
    func token(for browser: Browser) -> String { key.signature(of: browser.id, for: "csrf") }

    /// Gives a new browser its cookie.
    func remember(_ browser: Browser, in response: inout Response, request: Request) {
        guard browser.isNew else { return }
        response.setCookie(Self.cookie(Self.cookie, browser.id, path: "/", request: request))
    }

    /// Whether a form's token is that of the browser that sends it.
    func accepts(_ token: String?, from request: Request) -> Bool {
        let browser = browser(of: request)
        guard let token, !browser.isNew else { return false }
        return key.isValid(token, of: browser.id, for: "csrf")
    }

    /// A cookie that scripts cannot read and other sites' forms do not send; only over TLS where the browser
    /// uses TLS.
    static func cookie(
        _ name: String, _ value: String, path: String, maxAge: Int? = nil, sameSite: Cookie.SameSite = .lax,
        request: Request
    ) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAge, path: path, secure: request.isSecure, httpOnly: true,
            sameSite: sameSite)
    }
}

extension Request {
    /// Whether the browser speaks TLS, to a proxy before this server.
    var isSecure: Bool {
        HTTPField.Name("X-Forwarded-Proto").flatMap { headers[$0] }?.lowercased() == "https"
    }
}
