import Hummingbird
import Study

/// `…/recommendations/PART`: before there are any, that they are made now; once all are rated, all of them
/// together.
struct OverviewPage: Sendable {
    let services: WebServices

    /// The page that fits where the participant is.
    func show(_ visit: Visit, part: Int) async throws -> Response {
        guard visit.session.nextStep(in: visit.study.design) == .recommendations(part: part) else {
            return visit.goOn()
        }
        let offered = visit.session.recommendations.filter { $0.part == part }
        if offered.isEmpty { return try ready(visit, part: part) }
        if offered.contains(where: { $0.rating == nil }) { return .seeOther(visit.address(after: part)) }
        return try overview(visit, part: part, offered)
    }

    /// Makes the recommendations from the answers, once; sending it again changes nothing. Where an answer is
    /// changed meanwhile they are not stored, and the participant is shown this step again.
    func makeRecommendations(_ visit: Visit, _ form: FormFields) async throws -> Response {
        let part = try part(of: form)
        guard visit.session.nextStep(in: visit.study.design) == .recommendations(part: part) else {
            return visit.goOn()
        }
        var visit = visit
        if !visit.session.recommendations.contains(where: { $0.part == part }) {
            let best = try StudyRecommendations(served: visit.served).best(
                for: visit.session, part: part, study: visit.study, material: visit.material)
            visit.session = try await services.store.offer(
                best, part: part, from: visit.session, dataset: visit.served.hash, study: visit.study)
        }
        return .seeOther(visit.address(after: part))
    }

    /// Ends the part.
    func finish(_ visit: Visit, _ form: FormFields) async throws -> Response {
        let part = try part(of: form)
        guard visit.session.nextStep(in: visit.study.design) == .recommendations(part: part),
            !visit.session.recommendations.contains(where: { $0.part == part && $0.rating == nil })
        else { return visit.goOn() }
        var visit = visit
        visit.session = try await services.store.finish(part: part, of: visit.session.id, study: visit.study)
        return visit.goOn()
    }

    private func part(of form: FormFields) throws -> Int {
        guard let part = form.integer("part") else { throw PageFault.form(.badRequest) }
        return part
    }

    /// After the grid: how many titles were tapped, and that recommendations are made from that.
    private func readyFromGrid(_ visit: Visit, part: Int, pages: Int) throws -> Response {
        let (texts, design) = (visit.texts, visit.study.design)
        let taps = visit.session.taps(ofPart: part).count
        let values = ["count": "\(taps)", "items": "\(visit.session.itemCount(ofPart: part, in: design))"]
        let content = Content(
            title: texts.text("ready.title.grid"),
            introduction: texts.text(taps > 0 ? "ready.text.grid" : "ready.unknown.grid", values),
            notice: visit.notice,
            action: "\(visit.home)/recommend", hidden: fields(visit, part: part),
            submit: texts.text("ready.submit"),
            back: PageLink(
                address: visit.address(of: .grid(part: part, page: pages - 1)),
                text: texts.text("ready.back.grid")))
        return try visit.response(content.title, main: try Templates.render("overview", content), part: part)
    }

    private func ready(_ visit: Visit, part: Int) throws -> Response {
        if let grid = visit.study.design.grid {
            return try readyFromGrid(visit, part: part, pages: grid.pages)
        }
        let texts = visit.texts
        let places = AnswerPlaces(visit.session, part: part, design: visit.study.design)
        let isKnown = visit.session.answers.contains { $0.part == part && $0.rating != nil }
        let content = Content(
            title: texts.text("ready.title"),
            introduction: texts.text(isKnown ? "ready.text" : "ready.unknown"),
            notice: visit.notice,
            action: "\(visit.home)/recommend", hidden: fields(visit, part: part),
            submit: texts.text("ready.submit"),
            back: places.before(places.items.count).map {
                PageLink(
                    address: visit.address(of: .rate(part: part, place: $0)), text: texts.text("rate.back"))
            })
        return try visit.response(content.title, main: try Templates.render("overview", content), part: part)
    }

    private func overview(_ visit: Visit, part: Int, _ offered: [OfferedRecommendation]) throws -> Response {
        let texts = visit.texts
        let entries = offered.map { recommendation in
            let item = ItemView(recommendation.item, in: visit.material, texts: texts)
            return Entry(
                rank: recommendation.rank, title: item.year.map { "\(item.title) (\($0))" } ?? item.title,
                rating: recommendation.rating.map {
                    texts.text("overview.rating", ["rating": RatingForm.text($0)])
                },
                chosen: recommendation.isSelected ? texts.text("overview.chosen") : nil,
                change: PageLink(
                    address: visit.address(ofRank: recommendation.rank, part: part),
                    text: texts.text("overview.change")))
        }
        let content = Content(
            title: texts.text("overview.title"), introduction: texts.text("overview.introduction"),
            notice: visit.notice,
            action: "\(visit.home)/finish", hidden: fields(visit, part: part),
            submit: texts.text("overview.submit"),
            list: EntryList(entries: entries))
        return try visit.response(content.title, main: try Templates.render("overview", content), part: part)
    }

    private func fields(_ visit: Visit, part: Int) -> [HiddenField] {
        visit.guardFields + [HiddenField(name: "part", value: "\(part)")]
    }

    private struct Entry {
        var rank: Int
        var title: String
        var rating: String?
        var chosen: String?
        var change: PageLink
    }

    private struct EntryList {
        var entries: [Entry]
    }

    private struct Content {
        var title: String
        var introduction: String
        var notice: String?
        var action: String
        var hidden: [HiddenField]
        var submit: String
        var list: EntryList?
        var back: PageLink?
    }

    static let template = """
        <h1>{{title}}</h1>
        {{> notice}}<p>{{introduction}}</p>
        {{#list}}<ol class="answers">
        {{#entries}}<li><span class="rank" aria-hidden="true">{{rank}}</span><span><span class="title">{{title}}</span>\
        {{#rating}}<span class="soft">{{.}}</span>{{/rating}}{{#chosen}}<span class="soft"> · ✓ {{.}}</span>{{/chosen}}</span>\
        {{#change}}<a class="plain" href="{{address}}">{{text}}<span class="visually-hidden">: {{title}}</span></a>{{/change}}</li>
        {{/entries}}</ol>
        {{/list}}<form method="post" action="{{action}}">
        {{> hidden}}<p class="actions"><button type="submit">{{submit}}</button></p>
        </form>
        {{#back}}<p><a class="plain" href="{{address}}">{{text}}</a></p>
        {{/back}}
        """
}
