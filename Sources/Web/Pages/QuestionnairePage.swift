import Hummingbird
import Study
import Support

/// `…/questionnaire`: all questions on one page; sending them whole completes the study.
struct QuestionnairePage: Sendable {
    let services: WebServices

    /// The questions, once all parts are finished.
    func show(_ visit: Visit) async throws -> Response {
        guard visit.session.nextStep(in: visit.study.design) == .questionnaire else { return visit.goOn() }
        return try page(visit, answers: [:], isSent: false)
    }

    /// Completes the study, or asks for the answers that are missing and keeps the others.
    func send(_ visit: Visit, _ form: FormFields) async throws -> Response {
        guard visit.session.nextStep(in: visit.study.design) == .questionnaire else { return visit.goOn() }
        var answers: [String: Int] = [:]
        for question in visit.study.design.questionnaire.questions {
            guard let sent = form.first(Self.name(of: question)) else { continue }
            guard let answer = Int(sent), question.choices(parts: visit.parts).contains(answer) else {
                throw PageFault.form(.badRequest)
            }
            answers[question.id] = answer
        }
        guard answers.count == visit.study.design.questionnaire.questions.count else {
            return try page(visit, answers: answers, isSent: true)
        }
        var visit = visit
        visit.session = try await services.store.complete(
            questionnaire: answers, of: visit.session.id, study: visit.study)
        return visit.goOn()
    }

    private static func name(of question: Question) -> String { "answer-\(question.id)" }

    private func page(_ visit: Visit, answers: [String: Int], isSent: Bool) throws -> Response {
        let texts = visit.texts
        let questions = visit.study.design.questionnaire.questions.enumerated().map { place, question in
            let answer = answers[question.id]
            return QuestionView(
                number: place + 1, name: Self.name(of: question), text: texts.text(of: question),
                missing: isSent && answer == nil ? texts.text("questionnaire.missing") : nil,
                isAgreement: question.kind != .preference,
                choices: question.choices(parts: visit.parts).map { choice in
                    QuestionView.Choice(
                        id: "\(Self.name(of: question))-\(choice)", value: choice,
                        text: Self.text(of: choice, question, texts), isChosen: choice == answer)
                })
        }
        let title = texts.text("questionnaire.title")
        let content = Content(
            title: title, introduction: texts.text("questionnaire.introduction"),
            errors: ErrorSummary(
                title: texts.text("questionnaire.missing.title"),
                entries: questions.filter { $0.missing != nil }.map { question in
                    ErrorSummary.Entry(
                        address: "#\(question.choices.first?.id ?? question.name)",
                        text: "\(question.number). \(question.text)")
                }),
            notice: visit.notice, action: "\(visit.home)/questionnaire", hidden: visit.guardFields,
            questions: questions,
            submit: texts.text("questionnaire.submit"))
        return try visit.response(
            title, main: try Templates.render("questionnaire", content), isWrong: content.errors != nil,
            status: content.errors == nil ? .ok : .unprocessableContent)
    }

    private static func text(of choice: Int, _ question: Question, _ texts: StudyTexts) -> String {
        switch (question.kind, choice) {
        case (.preference, 0): texts.text("preference.none")
        case (.preference, _): texts.text("preference.place", ["number": "\(choice)"])
        default: texts.text("scale.agreement.\(choice)")
        }
    }

    private struct QuestionView {
        struct Choice {
            var id: String
            var value: Int
            var text: String
            var isChosen: Bool
        }

        var number: Int
        var name: String
        var text: String
        var missing: String?
        var isAgreement: Bool
        var choices: [Choice]
    }

    private struct Content {
        var title: String
        var introduction: String
        var errors: ErrorSummary?
        var notice: String?
        var action: String
        var hidden: [HiddenField]
        var questions: [QuestionView]
        var submit: String
    }

    static let template = """
        <h1>{{title}}</h1>
        {{> errors}}{{> notice}}<p>{{introduction}}</p>
        <form method="post" action="{{action}}">
        {{> hidden}}{{#questions}}<fieldset class="question{{#missing}} missing{{/missing}}"\
        {{#missing}} aria-describedby="{{name}}-missing"{{/missing}}>
        <legend>{{number}}. {{text}}</legend>
        {{#missing}}<p class="wrong" id="{{name}}-missing">{{.}}</p>
        {{/missing}}<div{{#isAgreement}} class="agreement"{{/isAgreement}}>
        {{#choices}}<label class="choice"><input type="radio" id="{{id}}" name="{{name}}" value="{{value}}"\
        {{#isChosen}} checked="checked"{{/isChosen}}/> <span>{{text}}</span></label>
        {{/choices}}</div>
        </fieldset>
        {{/questions}}<p class="actions"><button type="submit">{{submit}}</button></p>
        </form>
        """
}
