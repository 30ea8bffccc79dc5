import Foundation
import Hummingbird
import Storage

/// `/admin/studies/NAME/preview`: the pages that participants see, of each arm and language, without a
/// participant. It serves drafts too, with the dataset as it is now.
struct PreviewPages: Sendable {
    let services: WebServices

    /// All arms and languages.
    func overview(_ study: StudyRecord, _ visit: AdminVisit) throws -> Response {
        let path = Self.path(study)
        let arms = study.design.arms.enumerated().map { arm, value in
            Content.Arm(
                name: value.name,
                links: study.texts.map { text in
                    let preview = StudyPreview(
                        overview: path, arm: arm, armName: value.name, language: text.language, answers: [])
                    return Content.Link(
                        address: "\(preview.home)/consent", text: text.name, language: text.language)
                })
        }
        let content = Content(name: study.design.name, address: StudyAddress(study).path, arms: arms)
        return try visit.response(
            "Preview of \(study.design.name)", main: try Templates.render("admin-preview", content))
    }

    /// One page.
    /// - Parameter page: the part of the address after the answers.
    func show(_ study: StudyRecord, _ page: Page, _ admin: AdminVisit) async throws -> Response {
        let visit = try await visit(study, page, admin)
        let path = page.path
        let numbers = path.dropFirst().compactMap { Int($0) }
        do {
            switch path.first {
            case "consent": return try ConsentPage.preview(visit)
            case "about" where !visit.material.questions.isEmpty:
                return try await AboutPage(services: services).show(visit)
            case "about": return visit.goOn()
            case "rate" where numbers.count == 2:
                return try await RatePage(services: services).show(visit, part: 0, place: numbers[1] - 1)
            case "grid" where numbers.count == 2:
                return try await TilePage(services: services).show(visit, part: 0, page: numbers[1] - 1)
            case "recommendations" where numbers.count == 2:
                return try await RecommendationPage(services: services).show(
                    try recommended(visit), part: 0, rank: numbers[1])
            case "recommendations": return try await OverviewPage(services: services).show(visit, part: 0)
            case "questionnaire": return try await QuestionnairePage(services: services).show(finished(visit))
            case "thanks":
                return try await EndPages(services: services).thanks(finished(visit, isComplete: true))
            case "withdraw": return try await EndPages(services: services).askToWithdraw(visit)
            default: return visit.goOn()
            }
        } catch is PageFault {
            throw WebError(
                .conflict, "preview",
                "This page cannot be shown: the study's model or its items are not served yet.")
        }
    }

    /// The page after a form, with what it says in the address.
    func send(_ study: StudyRecord, _ page: Page, _ fields: FormFields, _ admin: AdminVisit) async throws
        -> Response
    {
        let visit = try await visit(study, page, admin)
        guard let preview = visit.preview else { return visit.goOn() }
        func to(_ step: String) -> Response { .seeOther("\(preview.home)/\(step)") }
        switch page.path.first {
        case "consent": return to("about")
        case "rate":
            let place = min(max(fields.integer("place") ?? 0, 0), preview.answers.count)
            let rating = RatingForm.rating(
                fields.first("rating"), steps: visit.material.ratings, mayBeUnknown: true)
            guard let rating else { return visit.goOn() }
            return next(visit, preview.adding([rating.flatMap(visit.material.ratings.firstIndex)], at: place))
        case "grid":
            let number = fields.integer("page") ?? 0
            let tiles = visit.session.tiles(ofPart: 0, page: number, in: visit.study.design)
            let count = visit.session.itemCount(ofPart: 0, in: visit.study.design)
            let first = visit.study.design.grid?.places(ofPage: number, of: count).lowerBound ?? 0
            guard first <= preview.answers.count, !tiles.isEmpty else { return visit.goOn() }
            let taps = Set(fields.all("tap"))
            return next(visit, preview.adding(tiles.map { taps.contains($0) ? 1 : 0 }, at: first))
        case "recommend": return to("recommendations/1/1")
        case "recommendations":
            let rank = fields.integer("rank") ?? 0
            return to(
                rank < visit.study.design.recommendations ? "recommendations/1/\(rank + 1)" : "questionnaire")
        case "questionnaire": return to("thanks")
        case "withdraw": return .seeOther(preview.overview)
        default: return visit.goOn()
        }
    }

    /// Where a page lies.
    struct Page: Sendable {
        let arm: Int
        let language: String
        let answers: [Int?]
        /// The segments after the answers.
        let path: [String]

        /// - Parameter segments: those of the address after `preview`.
        init?(_ segments: [String]) {
            guard segments.count >= 3, let arm = Int(segments[0]),
                let answers = StudyPreview.answers(in: segments[2])
            else {
                return nil
            }
            (self.arm, language, self.answers, path) = (arm - 1, segments[1], answers, Array(segments[3...]))
        }
    }

    private static func path(_ study: StudyRecord) -> String { "\(StudyAddress(study).path)/preview" }

    private func visit(_ study: StudyRecord, _ page: Page, _ admin: AdminVisit) async throws -> Visit {
        guard study.design.arms.indices.contains(page.arm),
            study.texts.contains(where: { $0.language == page.language })
        else {
            throw WebError(.notFound, "unknown_page", "There is no such page in the preview of this study.")
        }
        let material = try await services.store.material(of: study)
        let preview = StudyPreview(
            overview: Self.path(study), arm: page.arm, armName: study.design.arms[page.arm].name,
            language: page.language,
            answers: page.answers)
        return Visit(
            request: admin.request, served: services.served, study: study, material: material,
            session: preview.session(study.design, ratings: material.ratings, now: Date()),
            link: ParticipantLink(study: study.id, name: study.design.name, key: services.key),
            browser: FormGuard.Browser(id: "preview", isNew: false), token: admin.token, preview: preview)
    }

    private func next(_ visit: Visit, _ preview: StudyPreview) -> Response {
        var visit = visit
        visit.preview = preview
        visit.session = preview.session(visit.study.design, ratings: visit.material.ratings, now: Date())
        return visit.goOn()
    }

    /// The same with the recommendations that the answers lead to.
    private func recommended(_ visit: Visit) throws -> Visit {
        guard visit.session.nextStep(in: visit.study.design) == .recommendations(part: 0) else {
            return visit
        }
        var visit = visit
        visit.session.recommendations = try StudyRecommendations(served: visit.served).best(
            for: visit.session, part: 0, study: visit.study, material: visit.material)
        return visit
    }

    /// The same at the end.
    private func finished(_ visit: Visit, isComplete: Bool = false) -> Visit {
        var visit = visit
        visit.session.finishedParts = [0]
        if isComplete { (visit.session.completedAt, visit.session.completionCode) = (Date(), "PREVIEW2") }
        return visit
    }

    private struct Content {
        struct Link {
            var address: String
            var text: String
            var language: String
        }

        struct Arm {
            var name: String
            var links: [Link]
        }

        var name: String
        var address: String
        var arms: [Arm]
    }

    static let template = """
        <h1>Preview of {{name}}</h1>
        <p>The pages as participants see them, from the consent to the completion code. Answer as a participant would: no \
        participant is made, nothing is stored, and what is recommended comes from what you answer.</p>
        {{#arms}}<h2>{{name}}</h2>
        <p class="links">{{#links}}<a class="plain" href="{{address}}" lang="{{language}}" hreflang="{{language}}">{{text}}</a> \
        {{/links}}</p>
        {{/arms}}<p><a class="plain" href="{{address}}">Back to the study</a></p>
        """
}
