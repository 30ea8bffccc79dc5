import Foundation
import Hummingbird

/// `…/resume`: whoever opens a private link in a browser that does not belong to its participant is asked who
/// they are.
///
/// A link is passed on, previewed and opened on shared devices. Without the question a second person would go
/// on as the first: without having consented, and with both their answers under one number.
enum ResumePage {
    /// The question, with when the participant began, and the way to take part as someone else.
    static func show(_ visit: Visit) throws -> Response {
        let texts = visit.texts
        let began = visit.session.consentedAt.formatted(
            Date.FormatStyle(
                date: .long, time: .shortened, locale: Locale(identifier: texts.language), timeZone: .gmt))
        let content = Content(
            title: texts.text("resume.title"), text: texts.text("resume.text", ["time": "\(began) UTC"]),
            action: visit.resumeAddress, hidden: visit.guardFields, confirm: texts.text("resume.confirm"),
            other: PageLink(
                address: visit.isSomeone ? visit.link.path : "\(visit.link.path)?start=new",
                text: texts.text("resume.other")),
            explanation: texts.text("resume.explanation"))
        return try Layout(
            language: texts.language, title: content.title, skip: texts.text("page.skip"),
            main: try Templates.render("resume", content)
        ).response()
    }

    /// The participant said that it is them: their browser is known from now on.
    static func confirm(_ visit: Visit) -> Response {
        var response = visit.goOn()
        visit.link.remember(visit.session.id, in: &response, request: visit.request)
        return response
    }

    private struct Content {
        var title: String
        var text: String
        var action: String
        var hidden: [HiddenField]
        var confirm: String
        var other: PageLink
        var explanation: String
    }

    static let template = """
        <h1>{{title}}</h1>
        <p>{{text}}</p>
        <form method="post" action="{{action}}">
        {{> hidden}}<p class="actions"><button type="submit">{{confirm}}</button>
        {{#other}}<a class="quiet" href="{{address}}">{{text}}</a>{{/other}}</p>
        </form>
        <p class="hint">{{explanation}}</p>
        """
}

extension Visit {
    /// Whether the browser is the participant's.
    var isOwn: Bool { link.participant(of: request) == session.id }

    /// Whether the browser is any participant's of this study.
    var isSomeone: Bool { link.participant(of: request) != nil }
}
