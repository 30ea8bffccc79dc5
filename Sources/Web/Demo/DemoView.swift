import Datasets
import Foundation
import Study
import Support

/// What the demonstration page shows.
struct DemoView {
    struct Choice {
        let value, label: String
        var isChosen = false
    }

    struct Menu {
        let id, name, label, none: String
        let options: [Choice]
    }

    struct Question {
        let id, title, progress: String
        let genres, poster: String?
        let total: Int
        let ratings: [Choice]
        let count: Int
        let unknown: String
        /// What the ends of the scale mean; nil without a scale.
        let ends: Ends?
    }

    struct Ends {
        let lowest, highest: String
    }

    struct Answer {
        let title, rating, field, takeBack, about: String
        /// The address without this answer.
        let removal: String
    }

    struct Recommended {
        let rank: Int
        let title, reason: String
        /// The genres; nil where none are known.
        let genres: String?
        /// The estimated rating within the scale; nil without ratings.
        let estimate: String?
        /// How the place changed with the last answer.
        let change: String?
    }

    let title, introduction, recommendedTitle, answersTitle, settingsTitle, choiceTitle, use, again,
        answered: String
    let startAddress: String
    let language: String
    /// The strategies, where there is a choice.
    let strategies: [Choice]
    /// What every form carries along.
    let hidden: [HiddenField]
    let menus: [Menu]
    let question: Question?
    let answers: [Answer]
    let answerCount: Int
    let hasAnswers: Bool
    let hasStrategies, hasSettings: Bool
    /// Why nothing is asked.
    let end: String?
    var recommendations: [Recommended] = []
    /// Why there are none, where there are none.
    var whyNothing: String?
    /// What the figures mean, and which items may be recommended.
    var hints: [String] = []

    /// Why nothing is asked.
    enum End { case enough, isPreparing, hasNoList }

    init(
        _ state: DemoState, dataset: Dataset, question: Int?, total: Int, choices: [Double], end: End?,
        texts: DemoTexts
    ) {
        let isRated = dataset.feedback == .explicit
        title = texts.text("title")
        introduction = texts.text("introduction", isRated: isRated)
        (recommendedTitle, answersTitle) = (texts.text("recommended"), texts.text("answers"))
        (settingsTitle, choiceTitle) = (texts.text("settings"), texts.text("choice"))
        (use, again, answered) = (texts.text("use"), texts.text("again"), texts.text("answered"))
        language = texts.study.language
        startAddress = state.language.map { "/demo/ratings?language=\($0)" } ?? "/demo/ratings"
        strategies =
            isRated
            ? OnboardingRequest.Strategy.allCases.map {
                Choice(
                    value: $0.rawValue, label: texts.text("choice.\($0.rawValue)"),
                    isChosen: state.strategy == $0)
            } : []
        menus = dataset.users.features.compactMap { Self.menu($0, state, texts, format: dataset.format) }
        hasStrategies = !strategies.isEmpty
        hasSettings = hasStrategies || !menus.isEmpty
        hidden =
            state.answers.map { HiddenField(name: "a", value: DemoState.text($0, dataset: dataset)) }
            + [state.language.map { HiddenField(name: "language", value: $0) }].compactMap(\.self)
        self.question = question.map { Self.question($0, state, dataset, choices, total: total, texts) }
        answers = state.answers.indices.map { Self.answer($0, state, dataset, texts) }
        answerCount = answers.count
        hasAnswers = !answers.isEmpty
        self.end = end.map { Self.sentence($0, answers: state.answers.count, texts) }
    }

    static func genres(_ label: ItemLabel) -> String? {
        label.genres.isEmpty ? nil : label.genres.joined(separator: ", ")
    }

    private static func sentence(_ end: End, answers: Int, _ texts: DemoTexts) -> String {
        switch end {
        case .enough: texts.text(answers == 1 ? "enough.one" : "enough", ["count": "\(answers)"])
        case .isPreparing: texts.text("preparing")
        case .hasNoList: texts.text("no-list")
        }
    }

    private static func menu(_ feature: Feature, _ state: DemoState, _ texts: DemoTexts, format: String)
        -> Menu?
    {
        let tokens = DemoState.tokens(of: feature)
        guard !tokens.isEmpty else { return nil }
        let options = tokens.map {
            Choice(
                value: $0, label: texts.study.feature(feature.name, value: $0, format: format),
                isChosen: state.features[feature.name] == $0)
        }
        let name = texts.study.feature(feature.name, format: format)
        return Menu(
            id: "feature-\(feature.name)", name: DemoState.prefix + feature.name,
            label: name == feature.name ? name.capitalized : name, none: texts.text("not-said"),
            options: options)
    }

    private static func question(
        _ item: Int, _ state: DemoState, _ dataset: Dataset, _ choices: [Double], total: Int,
        _ texts: DemoTexts
    ) -> Question {
        let label = dataset.label(ofItem: item)
        let ratings = choices.map { Choice(value: $0.plainText, label: answer($0, dataset, texts.study)) }
        let number = "\(state.answers.count + 1)"
        let ends =
            dataset.feedback == .explicit
            ? Ends(
                lowest: "\(ratings.first?.value ?? "") – \(texts.study.text("rate.low"))",
                highest: "\(ratings.last?.value ?? "") – \(texts.study.text("rate.high"))") : nil
        return Question(
            id: dataset.items.ids[item].description, title: label.titleAndYear,
            progress: texts.text("progress", ["number": number, "total": "\(total)"]),
            genres: Self.genres(label),
            poster: label.poster, total: total,
            ratings: ends == nil ? ratings.reversed() : ratings, count: ratings.count,
            unknown: texts.study.text("answer.unknown"), ends: ends)
    }

    /// An answer in words: the rating, or without ratings whether the item was taken.
    private static func answer(_ rating: Double?, _ dataset: Dataset, _ texts: StudyTexts) -> String {
        guard let rating else { return texts.text("answer.unknown") }
        guard dataset.feedback == .implicit else { return rating.plainText }
        return texts.text(rating == 1 ? "answer.taken" : "answer.not-taken")
    }

    private static func answer(_ index: Int, _ state: DemoState, _ dataset: Dataset, _ texts: DemoTexts)
        -> Answer
    {
        let answer = state.answers[index]
        var rest = state
        rest.answers.remove(at: index)
        let title = dataset.label(ofItem: answer.item).titleAndYear
        return Answer(
            title: title, rating: Self.answer(answer.rating, dataset, texts.study),
            field: DemoState.text(answer, dataset: dataset), takeBack: texts.text("take-back"),
            about: texts.text("take-back.about", ["title": title]), removal: address(rest, dataset))
    }

    private static func address(_ state: DemoState, _ dataset: Dataset) -> String {
        var parts = URLComponents()
        parts.path = "/demo/ratings"
        parts.queryItems =
            [URLQueryItem(name: "strategy", value: state.strategy.rawValue)]
            + state.features.sorted { $0.key < $1.key }.map {
                URLQueryItem(name: DemoState.prefix + $0.key, value: $0.value)
            }
            + state.answers.map { URLQueryItem(name: "a", value: DemoState.text($0, dataset: dataset)) }
            + [state.language.map { URLQueryItem(name: "language", value: $0) }].compactMap(\.self)
        // A plus would be read as a space.
        return (parts.string ?? "/demo/ratings").replacing("+", with: "%2B")
    }
}
