import Elicitation
import Hummingbird
import Preference

/// `GET /demo/ratings`: a page on which a person rates items, by the list or by interview, and sees the
/// recommendations change.
struct DemoRoutes: WebRoutes {
    private let services: WebServices
    /// How many items are asked about.
    static let questions = 20
    /// How many recommendations are shown.
    static let shown = 10

    init(services: WebServices) {
        self.services = services
        // Looked for now rather than when somebody waits for it.
        _ = services.served.ratingChoices
    }

    func add(to router: Router<WebContext>) {
        router.get("demo/ratings") { request, _ in
            let served = services.served
            let state = DemoState(request, dataset: served.dataset, choices: served.ratingChoices)
            let texts = DemoTexts(asked: state.language, preferred: request.headers[.acceptLanguage])
            return try Self.page(state, served, texts).response()
        }
    }

    private static func page(_ state: DemoState, _ served: ServedDataset, _ texts: DemoTexts) throws -> Layout
    {
        let least = served.catalogue.minimumKnown(leaving: shown, without: Set(state.answers.map(\.item)))
        let now = recommended(served, state, answers: state.answers[...], knownTo: least)
        let before =
            state.answers.isEmpty
            ? nil : recommended(served, state, answers: state.answers.dropLast(), knownTo: least)
        let question = question(state, served)
        var view = DemoView(
            state, dataset: served.dataset, question: question, total: total(state, served),
            choices: served.ratingChoices,
            end: question == nil ? end(state, served) : nil, texts: texts)
        view.recommendations = DemoView.recommendations(
            now, before: before, dataset: served.dataset, titles: served.catalogue.titles, texts: texts)
        view.hints = now.isEmpty ? [] : DemoView.hints(served.dataset, minimumKnown: least, texts: texts)
        if now.isEmpty {
            view.whyNothing =
                served.models.current == nil
                ? "This workspace has no model to recommend with. \(served.models.advice)"
                : whyNothing(state, items: served.dataset.items.count, texts)
        }
        return Layout(
            language: texts.study.language, title: view.title, skip: texts.study.text("page.skip"),
            main: try Templates.render("demo", view))
    }

    /// Why nothing is asked.
    private static func end(_ state: DemoState, _ served: ServedDataset) -> DemoView.End {
        switch state.strategy {
        case .adaptive: served.onboarding.plan == nil ? .isPreparing : .enough
        case .list: served.onboarding.list == nil ? .hasNoList : .enough
        }
    }

    /// The items of the list that the dataset has.
    private static func listed(_ served: ServedDataset) -> [Int] {
        (served.onboarding.list?.items ?? []).compactMap { served.dataset.items.position(of: $0.item.itemID) }
    }

    /// How many items are asked about in all.
    private static func total(_ state: DemoState, _ served: ServedDataset) -> Int {
        state.strategy == .adaptive
            ? questions : min(questions, max(listed(served).count, state.answers.count + 1))
    }

    /// Why nothing is recommended.
    private static func whyNothing(_ state: DemoState, items: Int, _ texts: DemoTexts) -> String {
        texts.text(state.answers.count >= items ? "nothing" : "no-estimates", ["count": "\(items)"])
    }

    /// The item to ask about next; nil when enough was asked.
    private static func question(_ state: DemoState, _ served: ServedDataset) -> Int? {
        guard state.answers.count < questions else { return nil }
        switch state.strategy {
        case .list:
            return listed(served).first { item in !state.answers.contains { $0.item == item } }
        case .adaptive:
            let answers = state.answers.map { ($0.item, $0.rating.map(InterviewAnswer.rating) ?? .unknown) }
            return served.onboarding.plan.flatMap { AdaptiveInterview($0, answers: answers).next() }?.item
        }
    }

    private static func recommended(
        _ served: ServedDataset, _ state: DemoState, answers: ArraySlice<(item: Int, rating: Double?)>,
        knownTo least: Int
    ) -> [Recommendation] {
        guard let recommender = served.models.current?.recommender,
            let user = try? NewUser(state.features.mapValues { [$0] }, of: served.dataset)
        else { return [] }
        let ratings = answers.compactMap { answer in
            answer.rating.map { GivenRating(item: answer.item, rating: $0) }
        }
        return recommender.recommendations(
            to: user, ratings: ratings, count: shown,
            excluding: Set(state.answers.map(\.item)).union(served.catalogue.items(knownToFewerThan: least)))
    }
}
