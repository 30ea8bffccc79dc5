import Hummingbird

/// The ends of a study: `…/thanks` with the completion code, `…/withdraw` and `…/withdrawn`.
struct EndPages: Sendable {
    let services: WebServices

    /// The completion code, once the study is complete.
    func thanks(_ visit: Visit) async throws -> Response {
        guard let code = visit.session.completionCode, visit.session.completedAt != nil else {
            return visit.goOn()
        }
        let texts = visit.texts
        let content = Thanks(
            title: texts.text("thanks.title"), text: texts.text("thanks.text"),
            codeTitle: texts.text("thanks.code"), code: code,
            explanation: texts.text("thanks.explanation"))
        return try visit.response(content.title, main: try Templates.render("thanks", content))
    }

    /// Asks whether the participant really wants to withdraw.
    func askToWithdraw(_ visit: Visit) async throws -> Response {
        guard visit.session.withdrawnAt == nil else { return visit.goOn() }
        let texts = visit.texts
        let content = Withdraw(
            title: texts.text("withdraw.title"), paragraphs: SafeMarkdown.html(texts.text("withdraw.text")),
            action: "\(visit.home)/withdraw", hidden: visit.guardFields,
            confirm: texts.text("withdraw.confirm"),
            back: visit.home, cancel: texts.text("withdraw.cancel"))
        return try Layout(
            language: texts.language, title: content.title, skip: texts.text("page.skip"),
            main: try Templates.render("withdraw", content)
        ).response()
    }

    /// Erases everything that the participant told, and forgets the browser. The language stays in the
    /// address, since it is erased too.
    func withdraw(_ visit: Visit, _ form: FormFields) async throws -> Response {
        let language = visit.texts.language
        try await services.store.withdraw(visit.session.id, study: visit.study)
        let address = visit.address(of: .withdrawn)
        var response = Response.seeOther(
            visit.session.withdrawnAt == nil
                ? "\(address)?language=\(ParticipantLink.encoded(language))" : address)
        visit.link.forget(in: &response, request: visit.request)
        return response
    }

    /// Says that everything was erased.
    func withdrawn(_ visit: Visit) async throws -> Response {
        guard visit.session.withdrawnAt != nil else { return visit.goOn() }
        let texts = LanguageChoice.texts(
            of: visit.study.texts, asked: visit.request.uri.queryParameters["language"].map(String.init),
            preferred: visit.request.headers[.acceptLanguage])
        return try MessagePage(
            title: texts.text("withdrawn.title"), paragraphs: SafeMarkdown.html(texts.text("withdrawn.text"))
        ).response(texts)
    }

    private struct Thanks {
        var title: String
        var text: String
        var codeTitle: String
        var code: String
        var explanation: String
    }

    private struct Withdraw {
        var title: String
        var paragraphs: String
        var action: String
        var hidden: [HiddenField]
        var confirm: String
        var back: String
        var cancel: String
    }

    static let thanksTemplate = """
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        <div class="card">
        <h2>{{codeTitle}}</h2>
        <p class="code" id="completion-code">{{code}}</p>
        </div>
        <p>{{explanation}}</p>
        """

    static let withdrawTemplate = """
        <h1>{{title}}</h1>
        {{{paragraphs}}}
        <form method="post" action="{{action}}">
        {{> hidden}}<p class="actions"><button type="submit" class="danger">{{confirm}}</button>
        <a class="quiet" href="{{back}}">{{cancel}}</a></p>
        </form>
        """
}
