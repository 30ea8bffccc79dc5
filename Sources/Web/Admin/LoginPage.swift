import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Storage

/// `/admin/login`: name and password.
struct LoginPage: Sendable {
    private let services: WebServices
    private let sessions: AdminSessions
    private let formGuard: FormGuard
    private let devices: KnownDevice
    private let throttle = LoginThrottle()
    /// Those who have logged in with this browser before wait for none of the others.
    private let queues = (known: PasswordQueue(), others: PasswordQueue())

    init(_ services: WebServices, sessions: AdminSessions) {
        (self.services, self.sessions) = (services, sessions)
        formGuard = FormGuard(services.key)
        devices = KnownDevice(key: services.key)
    }

    func show(_ request: Request) throws -> Response { try page(request) }

    func send(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await FormFields(request)
        guard formGuard.accepts(fields.first(FormGuard.field), from: request) else {
            return try page(
                request, .forbidden,
                "This form was open for too long or came from elsewhere. Please try again.")
        }
        let (name, password) = (fields.first("name") ?? "", fields.first("password") ?? "")
        let address = ClientAddress.of(request, context)
        let source = devices.id(of: request, name: name).map(LoginThrottle.Source.device) ?? .address(address)
        switch throttle.begin(name: name, source: source) {
        case .wait(let seconds):
            context.logger.warning(
                "log-in refused", metadata: ["reason": "too many attempts", "peer": "\(address)"])
            var response = try page(
                request, .tooManyRequests, "Too many attempts. Please wait \(seconds) seconds.")
            response.headers[.retryAfter] = String(seconds)
            return response
        case .allowed(let failures):
            guard
                let administrator = try await administrator(
                    name, password, source, failures: failures, context)
            else {
                context.logger.warning("log-in failed", metadata: ["peer": "\(address)"])
                return try page(request, .forbidden, "The name or the password is wrong.")
            }
            throttle.succeeded(name: name, source: source)
            context.logger.notice("logged in", metadata: ["administrator": "\(name)", "peer": "\(address)"])
            var response = Response.seeOther("/admin")
            response.setCookie(sessions.begin(administrator, request: request))
            response.setCookie(devices.cookie(for: administrator.name, request: request))
            return response
        }
    }

    /// The administrator whose password it is. An unknown name takes the same work as a known one.
    private func administrator(
        _ name: String, _ password: String, _ source: LoginThrottle.Source, failures: Int,
        _ context: WebContext
    ) async throws -> AdministratorRecord? {
        do {
            return try await administrator(name, password, source, failures: failures, logger: context.logger)
        } catch {
            // Who was turned away, or met a locked workspace, has not guessed.
            throttle.takeBack(name: name, source: source)
            throw error
        }
    }

    private func administrator(
        _ name: String, _ password: String, _ source: LoginThrottle.Source, failures: Int, logger: Logger
    ) async throws -> AdministratorRecord? {
        let found = try await services.store.access.administrator(named: name)
        let hash = found.flatMap { PasswordHash(stored: $0.passwordHash) }
        if found != nil, hash == nil {
            logger.error("a stored password hash cannot be read; set the password again")
        }
        let queue = if case .device = source { queues.known } else { queues.others }
        let isRight = try await queue.run(failures: failures) { try (hash ?? .none).matches(password) }
        return isRight && hash != nil ? found : nil
    }

    private func page(_ request: Request, _ status: HTTPResponse.Status = .ok, _ fault: String? = nil) throws
        -> Response
    {
        let browser = formGuard.browser(of: request)
        let content = Content(token: formGuard.token(for: browser), fault: fault)
        let title = fault == nil ? "Log in" : "Error: log in"
        var response = try Layout(title: title, main: try Templates.render("admin-login", content)).response(
            status)
        formGuard.remember(browser, in: &response, request: request)
        return response
    }

    private struct Content {
        var token: String
        var fault: String?
    }

    static let template = """
        <h1>Log in</h1>
        {{#fault}}<p class="error" role="alert">{{.}}</p>
        {{/fault}}<form method="post" action="/admin/login">
        <input type="hidden" name="csrf" value="{{token}}"/>
        <div class="field"><label for="name">Name</label><input id="name" type="text" name="name" autocomplete="username" \
        autocapitalize="none" spellcheck="false" required/></div>
        <div class="field"><label for="password">Password</label><input id="password" type="password" name="password" \
        autocomplete="current-password" required/></div>
        <p class="actions"><button type="submit">Log in</button></p>
        </form>
        <p class="hint">Administrators are made with <code>icebreaker admin set-password NAME</code>.</p>
        """
}
