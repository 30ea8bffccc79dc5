import Foundation
import Hummingbird

/// `…/recommendations/PART/RANK`: one recommendation, rated and perhaps chosen.
struct RecommendationPage: Sendable {
    let services: WebServices

    /// The recommendation of a rank; the next step where there is none, or the part is finished.
    func show(_ visit: Visit, part: Int, rank: Int) async throws -> Response {
        let offered = visit.session.recommendations.filter { $0.part == part }
        guard let recommendation = offered.first(where: { $0.rank == rank }),
            !visit.session.finishedParts.contains(part)
        else {
            return visit.goOn()
        }
        let texts = visit.texts
        let title = texts.text("recommendation.title")
        let form = RatingForm(
            action: "\(visit.home)/recommendations",
            hidden: visit.guardFields + [
                HiddenField(name: "part", value: "\(part)"), HiddenField(name: "rank", value: "\(rank)"),
            ],
            question: texts.text("recommendation.question"), steps: visit.material.ratings,
            given: recommendation.rating, isUnknown: nil,
            box: RatingForm.Box(
                label: texts.text("recommendation.choose"), hint: texts.text("recommendation.hint"),
                isChecked: recommendation.isSelected),
            texts: texts)
        let content = Content(
            title: title, notice: visit.notice,
            item: ItemView(recommendation.item, in: visit.material, texts: texts),
            given: recommendation.rating.map { texts.text("rate.given", ["answer": RatingForm.text($0)]) },
            form: form,
            keep: recommendation.rating.map { _ in
                PageLink(address: visit.address(after: part), text: texts.text("rate.keep"))
            },
            back: rank > 1
                ? PageLink(
                    address: visit.address(ofRank: rank - 1, part: part),
                    text: texts.text("recommendation.back")) : nil)
        let progress = Visit.Progress(
            text: texts.text("page.progress", ["number": "\(rank)", "count": "\(offered.count)"]),
            value: rank - 1,
            count: offered.count)
        return try visit.response(
            title, main: try Templates.render("recommendation", content), part: part, progress: progress)
    }

    /// Saves what the participant says of a recommendation.
    func send(_ visit: Visit, _ form: FormFields) async throws -> Response {
        guard let part = form.integer("part"), let rank = form.integer("rank"),
            let sent = RatingForm.rating(
                form.first("rating"), steps: visit.material.ratings, mayBeUnknown: false),
            let rating = sent
        else { throw PageFault.form(.badRequest) }
        let isSelected = form.first("choose") == "yes"
        let known = visit.session.recommendations.first { $0.part == part && $0.rank == rank }
        guard let known else { return visit.goOn(.stale) }
        guard !visit.session.finishedParts.contains(part) else {
            return visit.goOn(known.rating == rating && known.isSelected == isSelected ? nil : .stale)
        }
        var visit = visit
        visit.session = try await services.store.setRating(
            part: part, rank: rank, rating: rating, isSelected: isSelected, of: visit.session.id,
            study: visit.study)
        services.metrics.savedAnswer()
        return .seeOther(visit.address(after: part))
    }

    private struct Content {
        var title: String
        var notice: String?
        var item: ItemView
        var given: String?
        var form: RatingForm
        var keep: PageLink?
        var back: PageLink?
    }

    static let template = """
        <h1>{{title}}</h1>
        {{> notice}}{{#item}}{{> item}}{{/item}}
        {{#given}}<p>{{.}}</p>
        {{/given}}{{#keep}}<p><a class="plain" href="{{address}}">{{text}}</a></p>
        {{/keep}}{{#form}}{{> rating}}{{/form}}
        {{#back}}<p><a class="plain" href="{{address}}">{{text}}</a></p>
        {{/back}}
        """
}

extension Visit {
    /// The address of a recommendation.
    func address(ofRank rank: Int, part: Int) -> String { "\(home)/recommendations/\(part + 1)/\(rank)" }

    /// Where it goes on in the recommendations of a part: at the first that is not rated, else at all of them
    /// together.
    func address(after part: Int) -> String {
        let open = session.recommendations.first { $0.part == part && $0.rating == nil }
        return open.map { address(ofRank: $0.rank, part: part) } ?? address(of: .recommendations(part: part))
    }
}
