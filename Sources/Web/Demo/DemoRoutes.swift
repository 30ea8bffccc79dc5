import Datasets
import Elicitation
import Hummingbird
import Preference

/// `GET /demo`: a page on which a person rates items, by the list or by interview, and sees the recommendations change.
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
        router.get("demo") { request, _ in
            let served = services.served
            let state = DemoState(request, dataset: served.dataset, choices: served.ratingChoices)
            return try Self.page(state, served).response()
        }
    }

    private static func page(_ state: DemoState, _ served: ServedDataset) throws -> Layout {
        let least = served.catalogue.minimumKnown(leaving: shown, without: Set(state.answers.map(\.item)))
        let now = recommended(served, state, answers: state.answers[...], knownTo: least)
        let before =
            state.answers.isEmpty ? nil : recommended(served, state, answers: state.answers.dropLast(), knownTo: least)
        var view = DemoView(
            state, dataset: served.dataset, question: question(state, served), choices: served.ratingChoices)
        view.recommendations = DemoView.recommendations(
            now, before: before, dataset: served.dataset, titles: served.catalogue.titles)
        view.minimumKnown = least > 0 ? String(least) : nil
        if now.isEmpty, served.models.current != nil { view.whyNothing = whyNothing(state, items: served.dataset.items.count) }
        view.noModel = served.models.current == nil ? served.models.advice : nil
        view.firstList = served.firstList
        view.isPreparing = state.strategy == .adaptive && served.onboarding.plan == nil
        view.hasNoList = state.strategy == .list && served.onboarding.list == nil
        return Layout(title: "Try the onboarding", main: try Templates.render("demo", view))
    }

    /// Why nothing is recommended.
    private static func whyNothing(_ state: DemoState, items: Int) -> String {
        state.answers.count >= items
            ? "Nothing is left to recommend: you answered about all \(items) items."
            : "The model has no finite estimate of any item for these answers; it has to be trained again."
    }

    /// The item to ask about next; nil when enough was asked.
    private static func question(_ state: DemoState, _ served: ServedDataset) -> Int? {
        guard state.answers.count < questions else { return nil }
        switch state.strategy {
        case .list:
            let items = served.onboarding.list?.items ?? []
            return items.lazy.compactMap { served.dataset.items.position(of: $0.item.itemID) }
                .first { item in !state.answers.contains { $0.item == item } }
        case .adaptive:
            let answers = state.answers.map { ($0.item, $0.rating.map(InterviewAnswer.rating) ?? .unknown) }
            return served.onboarding.plan.flatMap { AdaptiveInterview($0, answers: answers).next() }?.item
        }
    }

    private static func recommended(
        _ served: ServedDataset, _ state: DemoState, answers: ArraySlice<(item: Int, rating: Double?)>, knownTo least: Int
    ) -> [Recommendation] {
        guard let recommender = served.models.current?.recommender,
            let user = try? NewUser(state.features.mapValues { [$0] }, of: served.dataset)
        else { return [] }
        let ratings = answers.compactMap { answer in answer.rating.map { GivenRating(item: answer.item, rating: $0) } }
        return recommender.recommendations(
            to: user, ratings: ratings, count: shown,
            excluding: Set(state.answers.map(\.item)).union(served.catalogue.items(knownToFewerThan: least)))
    }
}
