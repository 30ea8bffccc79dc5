import Hummingbird

/// `…/about`: what the participant says about themselves, all of it optional.
struct AboutPage: Sendable {
    let services: WebServices

    /// The form, with the answers so far; once recommendations were made from them, the next step.
    func show(_ visit: Visit) async throws -> Response {
        guard visit.session.recommendations.isEmpty, visit.session.completedAt == nil else {
            return visit.goOn()
        }
        let fields = AboutField.all(of: visit.material)
        guard !fields.isEmpty else { return try await save([:], visit) }
        let about = visit.session.about ?? [:]
        return try page(
            visit, values: Dictionary(uniqueKeysWithValues: fields.map { ($0.name, about[$0.feature] ?? []) })
        )
    }

    /// Saves the answers, or shows what has to be corrected.
    func send(_ visit: Visit, _ form: FormFields) async throws -> Response {
        let fields = AboutField.all(of: visit.material)
        var about: [String: [String]] = [:]
        var mistakes: [String: AboutField.Mistake] = [:]
        for field in fields {
            do throws(AboutField.Mistake) {
                let values = try field.answer(form)
                if !values.isEmpty { about[field.feature] = values }
            } catch {
                mistakes[field.name] = error
            }
        }
        guard mistakes.isEmpty else {
            let sent = Dictionary(
                uniqueKeysWithValues: fields.map { ($0.name, form.all($0.name).filter { !$0.isEmpty }) })
            return try page(visit, values: sent, mistakes: mistakes)
        }
        return try await save(about, visit)
    }

    /// Saves the answers and shows the next step.
    private func save(_ about: [String: [String]], _ visit: Visit) async throws -> Response {
        var visit = visit
        visit.session = try await services.store.setAbout(about, of: visit.session.id, study: visit.study)
        return visit.goOn()
    }

    private func page(
        _ visit: Visit, values: [String: [String]], mistakes: [String: AboutField.Mistake] = [:]
    ) throws
        -> Response
    {
        let texts = visit.texts
        let views = AboutField.all(of: visit.material).map { field in
            AboutFieldView(
                field, values: values[field.name] ?? [], mistake: mistakes[field.name], texts: texts,
                format: visit.material.format)
        }
        let title = texts.text("about.title")
        let content = Content(
            title: title,
            introduction: texts.text(
                visit.study.design.isGrid ? "about.introduction.grid" : "about.introduction"),
            errors: ErrorSummary(
                title: texts.text("about.error.title"),
                entries: views.compactMap { view in
                    view.error.map {
                        ErrorSummary.Entry(address: "#\(view.target)", text: "\(view.label): \($0)")
                    }
                }),
            notice: visit.notice, action: "\(visit.home)/about", hidden: visit.guardFields, fields: views,
            submit: texts.text("page.continue"))
        return try visit.response(
            title, main: try Templates.render("about", content), isWrong: !mistakes.isEmpty,
            status: mistakes.isEmpty ? .ok : .unprocessableContent)
    }

    private struct Content {
        var title: String
        var introduction: String
        var errors: ErrorSummary?
        var notice: String?
        var action: String
        var hidden: [HiddenField]
        var fields: [AboutFieldView]
        var submit: String
    }

    static let template = """
        <h1>{{title}}</h1>
        {{> errors}}{{> notice}}<p>{{introduction}}</p>
        <form method="post" action="{{action}}" novalidate="novalidate">
        {{> hidden}}{{#fields}}{{> about-field}}{{/fields}}
        <p class="actions"><button type="submit">{{submit}}</button></p>
        </form>
        """
}
