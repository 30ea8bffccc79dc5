import Datasets
import Foundation
import Preference

/// What the demonstration page shows.
struct DemoView {
    struct Choice {
        let value, label: String
        let isChosen: Bool
    }

    struct Menu {
        let id, name, label: String
        let options: [Choice]
    }

    struct Question {
        let id, title, genres: String
        let poster: String?
        let number, total: Int
        let ratings: [String]
        let ratingCount: Int
        let lowest, highest: String
    }

    struct Answer {
        let title, rating, field: String
        /// The address without this answer.
        let removal: String
    }

    struct Recommended {
        let rank: Int
        let title, genres, estimate, reason: String
        /// How the place changed with the last answer.
        let change: String?
    }

    let strategies: [Choice]
    let menus: [Menu]
    let question: Question?
    let answers: [Answer]
    let answerCount: Int
    let hasAnswers: Bool
    var recommendations: [Recommended] = []
    /// By how many users the recommended items are known at least; nil where it does not matter.
    var minimumKnown: String?
    /// Why there are none, where there are none.
    var whyNothing: String?
    var isPreparing = false
    var hasNoList = false
    /// The command that makes a first list.
    var firstList = ""
    /// What makes a first model, where there is none.
    var noModel: String?

    init(_ state: DemoState, dataset: Dataset, question: Int?, choices: [Double]) {
        strategies = [
            Choice(value: "list", label: "The list, the same for everybody", isChosen: state.strategy == .list),
            Choice(value: "adaptive", label: "An interview that follows your answers", isChosen: state.strategy == .adaptive),
        ]
        menus = dataset.users.features.compactMap { Self.menu($0, state) }
        self.question = question.map { Self.question($0, state, dataset, choices) }
        answers = state.answers.indices.map { Self.answer($0, state, dataset) }
        answerCount = answers.count
        hasAnswers = !answers.isEmpty
    }

    private static func menu(_ feature: Feature, _ state: DemoState) -> Menu? {
        let tokens = DemoState.tokens(of: feature)
        guard !tokens.isEmpty else { return nil }
        let options = tokens.map { Choice(value: $0, label: $0, isChosen: state.features[feature.name] == $0) }
        return Menu(
            id: "feature-\(feature.name)", name: DemoState.prefix + feature.name, label: feature.name.capitalized,
            options: options)
    }

    private static func question(_ item: Int, _ state: DemoState, _ dataset: Dataset, _ choices: [Double]) -> Question {
        let label = dataset.label(ofItem: item)
        let ratings = choices.map(\.plainText)
        return Question(
            id: dataset.items.ids[item].description, title: label.titleAndYear, genres: label.genres.joined(separator: ", "),
            poster: label.poster, number: state.answers.count + 1, total: DemoRoutes.questions, ratings: ratings,
            ratingCount: ratings.count, lowest: ratings.first ?? "", highest: ratings.last ?? "")
    }

    private static func answer(_ index: Int, _ state: DemoState, _ dataset: Dataset) -> Answer {
        let answer = state.answers[index]
        var rest = state
        rest.answers.remove(at: index)
        return Answer(
            title: dataset.label(ofItem: answer.item).titleAndYear,
            rating: answer.rating?.plainText ?? "not known", field: DemoState.text(answer, dataset: dataset),
            removal: address(rest, dataset))
    }

    private static func address(_ state: DemoState, _ dataset: Dataset) -> String {
        var parts = URLComponents()
        parts.path = "/demo"
        parts.queryItems =
            [URLQueryItem(name: "strategy", value: state.strategy.rawValue)]
            + state.features.sorted { $0.key < $1.key }.map { URLQueryItem(name: DemoState.prefix + $0.key, value: $0.value) }
            + state.answers.map { URLQueryItem(name: "a", value: DemoState.text($0, dataset: dataset)) }
        // A plus would be read as a space.
        return (parts.string ?? "/demo").replacing("+", with: "%2B")
    }

    /// The recommendations with how they changed.
    static func recommendations(
        _ now: [Recommendation], before: [Recommendation]?, dataset: Dataset, titles: [String]
    ) -> [Recommended] {
        now.enumerated().map { place, item in
            let label = dataset.label(ofItem: item.item)
            return Recommended(
                rank: place + 1, title: label.titleAndYear, genres: label.genres.joined(separator: ", "),
                estimate: String(format: "%.2f", item.estimate), reason: RecommendationReason.text(item, titles: titles),
                change: before.map { change(place, before: $0.firstIndex { $0.item == item.item }) })
        }
    }

    private static func change(_ place: Int, before: Int?) -> String {
        guard let before else { return "new" }
        if before == place { return "as before" }
        return before > place ? "up \(before - place)" : "down \(place - before)"
    }
}
