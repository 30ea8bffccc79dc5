import Foundation
import Hummingbird
import Storage
import Study

/// The participant's pages: `/study/NAME` and what lies under a participant's private link. They work without
/// scripts; every form is answered with 303, so that reload and back send nothing twice.
struct StudyPages: WebRoutes {
    private let services: WebServices
    private let formGuard: FormGuard

    init(_ services: WebServices) {
        self.services = services
        formGuard = FormGuard(services.key)
    }

    func add(to router: Router<WebContext>) {
        let consent = ConsentPage(services: services, formGuard: formGuard)
        router.get("study/:study") { request, context in
            try await answer(request, context) { study, link in
                _ = try served(study)
                return try await consent.show(request, study, link)
            }
        }
        router.post("study/:study") { request, context in
            try await answer(request, context) { study, link in
                _ = try served(study)
                return try await consent.send(request, study, link, try await FormFields(request))
            }
        }
        for path in ["study", "study/:study/p", "study/:study/**"] as [RouterPath] {
            router.get(path) { request, context in
                try await answer(request, context) { _, _ in throw PageFault.missing }
            }
        }
        addPages(to: router.group("study/:study/p/:token"))
        addForms(to: router.group("study/:study/p/:token"))
    }

    private func addPages(to group: RouterGroup<WebContext>) {
        let about = AboutPage(services: services)
        let rate = RatePage(services: services)
        let tiles = TilePage(services: services)
        let recommendation = RecommendationPage(services: services)
        let overview = OverviewPage(services: services)
        let questionnaire = QuestionnairePage(services: services)
        let end = EndPages(services: services)
        // The addresses of forms too: they are in the address bar after a form that was refused.
        for path in ["", "rate", "grid", "recommend", "recommendations", "finish", "**"] as [RouterPath] {
            page(group, path) { visit, _ in visit.goOn() }
        }
        page(group, "about") { visit, _ in try await about.show(visit) }
        page(group, "rate/:part/:place") { visit, context in
            try await rate.show(
                visit, part: try context.number("part") - 1, place: try context.number("place") - 1)
        }
        page(group, "grid/:part/:page") { visit, context in
            try await tiles.show(
                visit, part: try context.number("part") - 1, page: try context.number("page") - 1)
        }
        page(group, "recommendations/:part") { visit, context in
            try await overview.show(visit, part: try context.number("part") - 1)
        }
        page(group, "recommendations/:part/:rank") { visit, context in
            try await recommendation.show(
                visit, part: try context.number("part") - 1, rank: try context.number("rank"))
        }
        page(group, "questionnaire") { visit, _ in try await questionnaire.show(visit) }
        page(group, "thanks", isAlwaysThere: true) { visit, _ in try await end.thanks(visit) }
        page(group, "withdraw", isAlwaysThere: true) { visit, _ in try await end.askToWithdraw(visit) }
        page(group, "withdrawn", isAlwaysThere: true) { visit, _ in try await end.withdrawn(visit) }
        group.get("resume") { request, context in
            try await resume(request, context) { visit in try ResumePage.show(visit) }
        }
    }

    private func addForms(to group: RouterGroup<WebContext>) {
        let overview = OverviewPage(services: services)
        let end = EndPages(services: services)
        group.post("resume") { request, context in
            try await resume(request, context) { visit in
                guard formGuard.accepts(try await FormFields(request).first(FormGuard.field), from: request)
                else {
                    throw PageFault.guarded
                }
                return ResumePage.confirm(visit)
            }
        }
        form(group, "about", AboutPage(services: services).send)
        form(group, "rate", RatePage(services: services).send)
        form(group, "grid", TilePage(services: services).send)
        form(group, "recommend", overview.makeRecommendations)
        form(group, "recommendations", RecommendationPage(services: services).send)
        form(group, "finish", overview.finish)
        form(group, "questionnaire", QuestionnairePage(services: services).send)
        form(group, "withdraw", isAlwaysThere: true, end.withdraw)
    }

    /// The question whether this browser is the participant's: the only page of a participant for any
    /// browser.
    private func resume(
        _ request: Request, _ context: WebContext, _ body: (Visit) async throws -> Response
    ) async throws -> Response {
        try await answer(request, context) { study, link in
            let visit = try await visit(request, context, study, link, services.served)
            guard visit.session.withdrawnAt == nil, !visit.isOwn else { return visit.goOn() }
            var response = try await body(visit)
            formGuard.remember(visit.browser, in: &response, request: request)
            return response
        }
    }

    /// A page of a participant, for the browser that began or where they said that they are this participant;
    /// any other browser is asked first, so that nobody becomes someone else by opening a link.
    /// - Parameter isAlwaysThere: whether it needs nothing of the dataset, so that it can be shown whatever
    ///   that is.
    private func page(
        _ group: RouterGroup<WebContext>, _ path: RouterPath, isAlwaysThere: Bool = false,
        _ show: @escaping @Sendable (Visit, WebContext) async throws -> Response
    ) {
        group.get(path) { request, context in
            try await answer(request, context) { study, link in
                let served = try isAlwaysThere ? services.served : served(study)
                let visit = try await visit(request, context, study, link, served)
                guard visit.isOwn || visit.session.withdrawnAt != nil else {
                    return .seeOther(visit.resumeAddress)
                }
                var response = try await show(visit, context)
                formGuard.remember(visit.browser, in: &response, request: request)
                return response
            }
        }
    }

    /// A form of a participant: refused where another site may have sent it.
    private func form(
        _ group: RouterGroup<WebContext>, _ path: RouterPath, isAlwaysThere: Bool = false,
        _ send: @escaping @Sendable (Visit, FormFields) async throws -> Response
    ) {
        group.post(path) { request, context in
            try await answer(request, context) { study, link in
                let served = try isAlwaysThere ? services.served : served(study)
                let visit = try await visit(request, context, study, link, served)
                let fields = try await FormFields(request)
                guard formGuard.accepts(fields.first(FormGuard.field), from: request) else {
                    throw PageFault.guarded
                }
                guard visit.session.withdrawnAt == nil else { return visit.goOn() }
                guard visit.isOwn else { return .seeOther(visit.resumeAddress) }
                do {
                    return try await send(visit, fields)
                } catch let error as StudyError {
                    return try await goOn(after: error, visit)
                }
            }
        }
    }

    /// What the store refused was not the current step any more, as another tab or device went on: the
    /// participant is shown the current one.
    private func goOn(after error: StudyError, _ visit: Visit) async throws -> Response {
        guard let session = try await services.store.session(of: visit.session.id, study: visit.study) else {
            throw PageFault.missing
        }
        var visit = visit
        visit.session = session
        switch error {
        case .locked: return visit.goOn(.locked)
        case .outdated:
            // Where it was the dataset that changed, the next look serves it.
            services.news.send()
            return visit.goOn(.stale)
        case .outOfTurn, .withdrawn: return visit.goOn(.stale)
        case .notAnOption: throw PageFault.form(.badRequest)
        default: throw error
        }
    }

    /// What is served, where all of the study is in it. A study whose items or model are not is refused from
    /// its first page on, rather than when its recommendations are to be made; the watch looks for the
    /// version that has them.
    private func served(_ study: StudyRecord) throws -> ServedDataset {
        let served = services.served
        do {
            if try served.has(study) { return served }
        } catch {
            services.logger.error(
                "a study's model cannot be read",
                metadata: ["study": "\(study.design.name)", "error": "\(error)"])
        }
        services.news.send()
        throw PageFault.unavailable(retryAfter: 10)
    }

    private func visit(
        _ request: Request, _ context: WebContext, _ study: StudyRecord, _ link: ParticipantLink,
        _ served: ServedDataset
    ) async throws -> Visit {
        guard let id = context.parameters.get("token").flatMap(link.id),
            let session = try await services.store.session(of: id, study: study)
        else { throw PageFault.missing }
        let browser = formGuard.browser(of: request)
        let material = try await services.store.material(of: study)
        return Visit(
            request: request, served: served, study: study, material: material, session: session, link: link,
            browser: browser,
            token: formGuard.token(for: browser))
    }

    /// Finds the study, and turns every fault into a page in the participant's language.
    private func answer(
        _ request: Request, _ context: WebContext,
        _ body: (StudyRecord, ParticipantLink) async throws -> Response
    ) async throws -> Response {
        var texts = StudyTexts.builtIn
        var back: String?
        do {
            guard let name = context.parameters.get("study")?.removingPercentEncoding,
                let study = try await services.store.study(named: name), study.status != .draft
            else { throw PageFault.missing }
            let link = ParticipantLink(study: study.id, name: name, key: services.key)
            (texts, back) = (study.texts, link.path)
            if let token = context.parameters.get("token"), let id = link.id(from: token) {
                back = link.path(of: id)
            }
            return try await body(study, link)
        } catch {
            let fault = PageFault(error) ?? .failed
            services.note(error)
            if fault == .failed {
                context.logger.error("a participant's page failed", metadata: ["error": "\(error)"])
            }
            let words = LanguageChoice.texts(
                of: texts, asked: request.uri.queryParameters["language"].map(String.init),
                preferred: request.headers[.acceptLanguage])
            let leadsOn = ![.missing, .closed, .full].contains(fault)
            return try fault.response(words, back: leadsOn ? back : nil)
        }
    }
}

extension WebContext {
    /// A number in the address.
    fileprivate func number(_ name: String) throws -> Int {
        guard let number = parameters.get(name).flatMap({ Int($0) }), (0...1_000_000).contains(number) else {
            throw PageFault.missing
        }
        return number
    }
}
