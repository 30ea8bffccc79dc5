import Foundation
import Hummingbird

/// `…/rate/PART/PLACE`: one item of the arm's list, rated or not known.
struct RatePage: Sendable {
    let services: WebServices

    /// The question at a place; once that cannot be answered any more, or not yet, the next step.
    func show(_ visit: Visit, part: Int, place: Int) async throws -> Response {
        let places = AnswerPlaces(visit.session, part: part, design: visit.study.design)
        guard places.mayAnswer(place) else { return visit.goOn() }
        let texts = visit.texts
        let known = places.answer(at: place)
        let (title, item) = (texts.text("rate.title"), places.items[place])
        let shown = ShownTime("\(part)/\(place)", of: visit.session.id, key: services.key).field(now: Date())
        let form = RatingForm(
            action: "\(visit.home)/rate",
            hidden: visit.guardFields + [
                HiddenField(name: "part", value: "\(part)"), HiddenField(name: "place", value: "\(place)"),
                HiddenField(name: "shown", value: shown),
            ],
            question: texts.text("rate.question"), steps: visit.material.ratings, given: known?.rating,
            isUnknown: known.map { $0.rating == nil } ?? false, texts: texts)
        let content = Content(
            title: title, notice: visit.notice ?? places.introduction(at: place, texts: texts),
            item: ItemView(item, in: visit.material, texts: texts),
            given: known.map { answer in
                let words = answer.rating.map(RatingForm.text) ?? texts.text("answer.unknown")
                return Given(
                    text: texts.text("rate.given", ["answer": words]),
                    keep: PageLink(address: visit.next, text: texts.text("rate.keep")))
            },
            form: form,
            back: places.before(place).map {
                PageLink(
                    address: visit.address(of: .rate(part: part, place: $0)), text: texts.text("rate.back"))
            })
        let number = places.number(of: place)
        let progress = Visit.Progress(
            text: texts.text("page.progress", ["number": "\(number)", "count": "\(places.count)"]),
            value: number - 1,
            count: places.count)
        return try visit.response(
            title, main: try Templates.render("rate", content), part: part, progress: progress)
    }

    /// Saves an answer, which is on the disk when the browser is sent on.
    func send(_ visit: Visit, _ form: FormFields) async throws -> Response {
        guard let part = form.integer("part"), let place = form.integer("place"),
            let rating = RatingForm.rating(
                form.first("rating"), steps: visit.material.ratings, mayBeUnknown: true)
        else { throw PageFault.form(.badRequest) }
        let places = AnswerPlaces(visit.session, part: part, design: visit.study.design)
        guard places.items.indices.contains(place) else { throw PageFault.form(.badRequest) }
        guard places.mayAnswer(place) else {
            let isSame = places.answer(at: place).map { $0.rating == rating } ?? false
            return visit.goOn(isSame ? nil : places.isLocked ? .locked : .stale)
        }
        let time = ShownTime("\(part)/\(place)", of: visit.session.id, key: services.key)
        var visit = visit
        visit.session = try await services.store.setAnswer(
            part: part, place: place, rating: rating,
            milliseconds: time.milliseconds(form.first("shown"), now: Date()),
            of: visit.session.id, study: visit.study)
        services.metrics.savedAnswer()
        return visit.goOn()
    }

    private struct Given {
        var text: String
        var keep: PageLink
    }

    private struct Content {
        var title: String
        var notice: String?
        var item: ItemView
        var given: Given?
        var form: RatingForm
        var back: PageLink?
    }

    static let template = """
        <h1>{{title}}</h1>
        {{> notice}}{{#item}}{{> item}}{{/item}}
        {{#given}}<p>{{text}}</p>
        {{#keep}}<p><a class="plain" href="{{address}}">{{text}}</a></p>
        {{/keep}}{{/given}}{{#form}}{{> rating}}{{/form}}
        {{#back}}<p><a class="plain" href="{{address}}">{{text}}</a></p>
        {{/back}}
        """
}
