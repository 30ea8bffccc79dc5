import Foundation
import Hummingbird
import Storage
import Study

/// `/study/NAME`: what the study is, what it stores, and consent.
struct ConsentPage: Sendable {
    let services: WebServices
    let formGuard: FormGuard

    /// The page; someone who takes part already is sent to their next step. With `start=new` a browser that
    /// several people share begins anew.
    func show(_ request: Request, _ study: StudyRecord, _ link: ParticipantLink) async throws -> Response {
        let startsAnew = request.uri.queryParameters["start"] == "new"
        if !startsAnew, let known = try await participant(of: request, study, link) {
            return .seeOther(link.path(of: known))
        }
        guard study.status == .launched else { throw PageFault.closed }
        guard try await !services.store.enrolment(in: study).isFull else { throw PageFault.full }
        let browser = formGuard.browser(of: request)
        let texts = LanguageChoice.texts(
            of: study.texts, asked: request.uri.queryParameters["language"].map(String.init),
            preferred: request.headers[.acceptLanguage])
        var hidden = [
            HiddenField(name: FormGuard.field, value: formGuard.token(for: browser)),
            HiddenField(name: "enrolment", value: link.newEnrolment()),
            HiddenField(name: "language", value: texts.language),
        ]
        if startsAnew { hidden.append(HiddenField(name: "start", value: "new")) }
        let isAsked = try await !services.store.material(of: study).questions.isEmpty
        let content = Content(
            texts, study: study, isAskedAboutThemselves: isAsked, action: link.path, hidden: hidden)
        let header = Languages(
            word: texts.text("page.language"),
            languages: study.texts.map { other in
                Languages.Language(
                    address:
                        "\(link.path)?language=\(ParticipantLink.encoded(other.language))\(startsAnew ? "&start=new" : "")",
                    tag: other.language, name: other.name, isCurrent: other.language == texts.language)
            })
        var response = try Layout(
            language: texts.language, title: content.title, skip: texts.text("page.skip"),
            header: study.texts.count > 1 ? try Templates.render("languages", header) : nil,
            main: try Templates.render("consent", content)
        ).response()
        formGuard.remember(browser, in: &response, request: request)
        return response
    }

    /// The page for a researcher who looks at the study before anybody takes part.
    static func preview(_ visit: Visit) throws -> Response {
        let content = Content(
            visit.texts, study: visit.study, isAskedAboutThemselves: !visit.material.questions.isEmpty,
            action: "\(visit.home)/consent", hidden: visit.guardFields)
        return try visit.response(content.title, main: try Templates.render("consent", content))
    }

    /// Takes the consent: the form's random id becomes the participant's, so that a form that is sent twice
    /// makes one.
    func send(_ request: Request, _ study: StudyRecord, _ link: ParticipantLink, _ form: FormFields)
        async throws -> Response
    {
        guard formGuard.accepts(form.first(FormGuard.field), from: request) else { throw PageFault.guarded }
        if form.first("start") != "new", let known = try await participant(of: request, study, link) {
            return .seeOther(link.path(of: known))
        }
        guard let id = form.first("enrolment").flatMap(link.enrolment) else {
            throw PageFault.form(.badRequest)
        }
        guard let language = study.texts.first(where: { $0.language == form.first("language") })?.language
        else {
            throw PageFault.form(.badRequest)
        }
        do {
            _ = try await services.store.enrol(id, study: study, language: language)
        } catch StudyError.closed {
            throw PageFault.closed
        } catch StudyError.full {
            throw PageFault.full
        }
        var response = Response.seeOther(link.path(of: id))
        link.remember(id, in: &response, request: request)
        return response
    }

    /// Who takes part with this browser and did not withdraw.
    private func participant(of request: Request, _ study: StudyRecord, _ link: ParticipantLink) async throws
        -> String?
    {
        guard let id = link.participant(of: request) else { return nil }
        let session = try await services.store.session(of: id, study: study)
        return session?.withdrawnAt == nil ? session?.id : nil
    }

    struct Languages {
        struct Language {
            var address: String
            var tag: String
            var name: String
            var isCurrent: Bool
        }

        var word: String
        var languages: [Language]
    }

    private struct Content {
        struct Section {
            var title: String
            var paragraphs: String
        }

        var title: String
        var introduction: String
        var sections: [Section]
        var action: String
        var hidden: [HiddenField]
        var agree: String
        var decline: String

        init(
            _ texts: StudyTexts, study: StudyRecord, isAskedAboutThemselves: Bool, action: String,
            hidden: [HiddenField]
        ) {
            let design = study.design
            let parts = design.assignment == .withinSubjects ? design.arms.count : 1
            let items = design.arms.map { min($0.items.count, design.itemsToRate) }.max() ?? 0
            let values = [
                "items": "\(items)", "recommendations": "\(design.recommendations)", "parts": "\(parts)",
                "contact": design.contactText ?? "", "period": design.retention.map(texts.period) ?? "",
            ]
            let contact = design.contactText == nil ? "consent.contact.none" : "consent.contact"
            let isLiked = design.grid?.positiveFrom != nil
            let whatIsDone = design.isGrid ? "consent.task.grid" + (isLiked ? ".liked" : "") : "consent.task"
            let isInParts = parts > 1 ? [design.isGrid ? "consent.parts.grid" : "consent.parts"] : []
            let task = [whatIsDone] + isInParts + ["consent.time"]
            let data = ["consent.data"] + (design.retention == nil ? [] : ["consent.retention"])
            title = texts.text("study.title")
            introduction = SafeMarkdown.html(texts.text("consent.introduction"))
            sections = [
                ("task", task), ("data", data), ("rights", ["consent.rights"]), ("contact", [contact]),
            ]
            .map { name, keys in
                Section(
                    title: texts.text("consent.\(name).title"),
                    paragraphs: keys.map { key in
                        // One more line of the same list.
                        let first =
                            key == whatIsDone && isAskedAboutThemselves
                            ? texts.text("consent.task.about") + "\n" : ""
                        return SafeMarkdown.html(first + texts.text(key, values))
                    }.joined(separator: "\n"))
            }
            (self.action, self.hidden) = (action, hidden)
            (agree, decline) = (texts.text("consent.agree"), texts.text("consent.decline"))
        }
    }

    static let languagesTemplate = """
        <nav aria-label="{{word}}"><ul class="languages">
        {{#languages}}<li>{{#isCurrent}}<span lang="{{tag}}" aria-current="true">{{name}}</span>{{/isCurrent}}\
        {{^isCurrent}}<a href="{{address}}" lang="{{tag}}" hreflang="{{tag}}">{{name}}</a>{{/isCurrent}}</li>
        {{/languages}}</ul></nav>
        """

    static let template = """
        <h1>{{title}}</h1>
        {{{introduction}}}
        {{#sections}}<h2>{{title}}</h2>
        {{{paragraphs}}}
        {{/sections}}<form method="post" action="{{action}}">
        {{> hidden}}<p class="actions"><button type="submit">{{agree}}</button></p>
        <p class="hint">{{decline}}</p>
        </form>
        """
}
