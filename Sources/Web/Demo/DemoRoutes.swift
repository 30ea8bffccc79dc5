import Datasets
import Elicitation
import Hummingbird
import Preference

/// `GET /demo`: a page on which a person rates items, by the list or by interview, and sees the recommendations change.
struct DemoRoutes: WebRoutes {
    private let services: WebServices
    private let choices: [Double]
    /// How many items are asked about.
    static let questions = 20
    /// How many recommendations are shown.
    static let shown = 10

    init(services: WebServices) {
        self.services = services
        choices = services.dataset.scale.choices(fitting: Set(services.dataset.interactions.ratings))
    }

    func add(to router: Router<WebContext>) {
        router.get("demo") { request, _ in
            let state = DemoState(request, dataset: services.dataset, choices: choices)
            return try page(state).response()
        }
    }

    private func page(_ state: DemoState) throws -> Layout {
        let recommender = services.models.current?.recommender
        let now = recommender.map { recommended($0, state, answers: state.answers[...]) } ?? []
        let before =
            state.answers.isEmpty ? nil : recommender.map { recommended($0, state, answers: state.answers.dropLast()) }
        var view = DemoView(state, dataset: services.dataset, question: question(state), choices: choices)
        view.recommendations = DemoView.recommendations(
            now, before: before, dataset: services.dataset, titles: services.catalogue.titles)
        if now.isEmpty, recommender != nil { view.whyNothing = whyNothing(state) }
        view.isPreparing = state.strategy == .adaptive && services.onboarding.plan == nil
        view.noModel = recommender == nil ? services.models.advice : nil
        view.firstList = services.firstList
        view.hasNoList = state.strategy == .list && services.onboarding.list == nil
        return Layout(title: "Try the onboarding", main: try Templates.render("demo", view))
    }

    /// Why nothing is recommended.
    private func whyNothing(_ state: DemoState) -> String {
        state.answers.count >= services.dataset.items.count
            ? "Nothing is left to recommend: you answered about all \(services.dataset.items.count) items."
            : "The model has no finite estimate of any item for these answers; it has to be trained again."
    }

    /// The item to ask about next; nil when enough was asked.
    private func question(_ state: DemoState) -> Int? {
        guard state.answers.count < Self.questions else { return nil }
        switch state.strategy {
        case .list:
            let items = services.onboarding.list?.items ?? []
            return items.lazy.compactMap { services.dataset.items.position(of: $0.item.itemID) }
                .first { item in !state.answers.contains { $0.item == item } }
        case .adaptive:
            let answers = state.answers.map { ($0.item, $0.rating.map(InterviewAnswer.rating) ?? .unknown) }
            return services.onboarding.plan.flatMap { AdaptiveInterview($0, answers: answers).next() }?.item
        }
    }

    private func recommended(
        _ recommender: Recommender, _ state: DemoState, answers: ArraySlice<(item: Int, rating: Double?)>
    ) -> [Recommendation] {
        guard let user = try? NewUser(state.features.mapValues { [$0] }, of: services.dataset) else { return [] }
        let ratings = answers.compactMap { answer in answer.rating.map { GivenRating(item: answer.item, rating: $0) } }
        return recommender.recommendations(
            to: user, ratings: ratings, count: Self.shown, excluding: Set(state.answers.map(\.item)))
    }
}
