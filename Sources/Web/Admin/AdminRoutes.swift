import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Storage

/// The administrators' pages under `/admin`: studies and their results. All but the log-in need a session;
/// every form carries the session's token.
struct AdminRoutes: WebRoutes {
    private let services: WebServices
    private let sessions: AdminSessions
    private let work = BackgroundWork("results")

    init(_ services: WebServices) {
        self.services = services
        sessions = AdminSessions(key: services.key, access: services.store.access)
    }

    func add(to router: Router<WebContext>) {
        let login = LoginPage(services, sessions: sessions)
        let overview = StudiesPage(services: services)
        router.get("admin/login") { request, context in
            try await answer(request, context) { try login.show(request) }
        }
        router.post("admin/login") { request, context in
            try await answer(request, context) { try await login.send(request, context) }
        }
        page(router, "admin") { _, visit in try await overview.show(visit) }
        form(router, "admin/logout") { _, visit, _ in
            var response = Self.toLogin
            response.setCookie(sessions.end(visit.session, request: visit.request))
            return response
        }
        addStudies(to: router)
    }

    private func addStudies(to router: Router<WebContext>) {
        let results = ResultsPage(services: services, work: work)
        let actions = StudyActions(services: services)
        let study: RouterPath = "admin/studies/:study"
        page(router, study) { study, visit in try await results.show(try study.found, visit) }
        page(router, "admin/studies/:study/results.csv") { study, visit in
            try await results.csv(try study.found, visit)
        }
        page(router, "admin/studies/:study/results.json") { study, visit in
            try await results.json(try study.found, visit)
        }
        page(router, "admin/studies/:study/design.json") { study, _ in try results.design(try study.found) }
        page(router, "admin/studies/:study/material.json") { study, _ in
            try await results.material(try study.found)
        }
        let preview = PreviewPages(services: services)
        page(router, "admin/studies/:study/preview") { study, visit in
            try preview.overview(try study.found, visit)
        }
        page(router, "admin/studies/:study/preview/**") { study, visit in
            try await preview.show(try study.found, try Self.previewPage(visit), visit)
        }
        form(router, "admin/studies/:study/preview/**") { study, visit, fields in
            try await preview.send(try study.found, try Self.previewPage(visit), fields, visit)
        }
        form(router, "admin/studies/:study/launch") { study, _, fields in
            try actions.launch(try study.found, fields)
        }
        form(router, "admin/studies/:study/close") { study, _, _ in try actions.close(try study.found) }
        form(router, "admin/studies/:study/erase") { study, visit, fields in
            try await actions.erase(try study.found, fields, visit)
        }
    }

    private static func previewPage(_ visit: AdminVisit) throws -> PreviewPages.Page {
        let segments = visit.request.uri.path.split(separator: "/").dropFirst(4).map {
            $0.removingPercentEncoding ?? ""
        }
        guard let page = PreviewPages.Page(segments) else {
            throw WebError(.notFound, "unknown_page", "There is no such page in the preview of this study.")
        }
        return page
    }

    /// A page for who is logged in; others are asked to.
    private func page(
        _ router: Router<WebContext>, _ path: RouterPath,
        _ show: @escaping @Sendable (StudyRecord?, AdminVisit) async throws -> Response
    ) {
        router.get(path) { request, context in
            try await answer(request, context) {
                guard let session = try await sessions.session(of: request) else { return Self.toLogin }
                return try await show(try await study(context), visit(request, context, session))
            }
        }
    }

    /// A form of who is logged in.
    private func form(
        _ router: Router<WebContext>, _ path: RouterPath,
        _ send: @escaping @Sendable (StudyRecord?, AdminVisit, FormFields) async throws -> Response
    ) {
        router.post(path) { request, context in
            try await answer(request, context) {
                guard let session = try await sessions.session(of: request) else { return Self.toLogin }
                let fields = try await FormFields(request)
                guard sessions.accepts(fields.first(FormGuard.field), for: session) else {
                    throw WebError(
                        .forbidden, "forged_form",
                        "This form was not made for your session; go back and reload it.")
                }
                return try await send(try await study(context), visit(request, context, session), fields)
            }
        }
    }

    private static let toLogin = Response.seeOther("/admin/login")

    private func visit(_ request: Request, _ context: WebContext, _ session: AdminSessions.Session)
        -> AdminVisit
    {
        AdminVisit(
            request: request, logger: context.logger, session: session, token: sessions.token(of: session))
    }

    private func study(_ context: WebContext) async throws -> StudyRecord? {
        guard let name = context.parameters.get("study")?.removingPercentEncoding else { return nil }
        return try await services.store.study(named: name)
    }

    /// Turns what goes wrong into a page.
    private func answer(
        _ request: Request, _ context: WebContext, _ body: () async throws -> Response
    ) async throws -> Response {
        let fault: WebError
        do {
            return try await body()
        } catch let error as WebError {
            fault = error
        } catch let error as StudyError {
            fault = WebError(.conflict, "study", "\(error)")
        } catch let error as WorkspaceError {
            services.note(error)
            if WebError(error) == nil {
                context.logger.error("an administrator's page failed", metadata: ["error": "\(error)"])
            }
            fault = WebError(error) ?? .failed
        } catch let error as FormFields.Fault {
            fault = WebError(error.status, "form", error.sentence)
        } catch {
            context.logger.error("an administrator's page failed", metadata: ["error": "\(error)"])
            fault = .failed
        }
        let main = try Templates.render(
            "admin-fault", ["message": fault.message, "request": "\(context.id)"])
        var response = try Layout(title: "Error", main: main).response(fault.status)
        if let seconds = fault.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    static let faultTemplate = """
        <h1>That did not work</h1>
        <p class="error" role="alert">{{message}}</p>
        <p class="actions"><a class="button" href="/admin">All studies</a></p>
        <p class="hint">Request {{request}}</p>
        """
}

/// One request of someone who is logged in.
struct AdminVisit: Sendable {
    let request: Request
    let logger: Logger
    let session: AdminSessions.Session
    /// What forms carry.
    let token: String

    /// A page with the administrator's navigation.
    func response(_ title: String, main: String) throws -> Response {
        let header = try Templates.render("admin-header", ["name": session.name, "token": token])
        return try Layout(title: title, header: header, main: main, isWide: true).response()
    }

    static let headerTemplate = """
        <nav class="admin-bar" aria-label="Administration"><a class="plain" href="/admin">Studies</a>
        <form method="post" action="/admin/logout"><input type="hidden" name="csrf" value="{{token}}"/>\
        <span class="soft">{{name}}</span> <button class="quiet" type="submit">Log out</button></form></nav>
        """
}

extension Optional<StudyRecord> {
    /// The study, or 404.
    fileprivate var found: StudyRecord {
        get throws {
            guard let self else {
                throw WebError(.notFound, "unknown_study", "There is no study of this name.")
            }
            return self
        }
    }
}

extension FormFields.Fault {
    fileprivate var sentence: String {
        switch self {
        case .contentType: "This is not a form of this page."
        case .tooLarge: "The form is too large."
        case .malformed: "The form cannot be read."
        }
    }
}
