import Datasets
import Hummingbird
import Study

/// Where a person is who tries the onboarding: all of it is in the address, so that the back button goes back
/// and the service keeps nothing.
struct DemoState: Sendable {
    /// How the next item is chosen.
    var strategy = OnboardingRequest.Strategy.list
    /// The chosen values of user features.
    var features: [String: String] = [:]
    /// The language that the address asks for.
    var language: String?
    /// What was said so far, in order.
    var answers: [(item: Int, rating: Double?)] = []

    /// The prefix of the names of the features' fields.
    static let prefix = "f."

    /// Reads an address; what does not fit the dataset is left out.
    init(_ request: Request, dataset: Dataset, choices: [Double]) {
        let query = request.uri.queryParameters
        let chosen = query["strategy"].flatMap { OnboardingRequest.Strategy(rawValue: String($0)) }
        language = query["language"].map(String.init).flatMap { asked in
            StudyTexts.builtIn.first { $0.language == asked.lowercased() }?.language
        }
        // Interviews ask for ratings.
        strategy = dataset.feedback == .explicit ? chosen ?? .list : .list
        for (name, value) in query where name.hasPrefix(Self.prefix) && !value.isEmpty {
            features[String(name.dropFirst(Self.prefix.count))] = String(value)
        }
        features = features.filter { name, value in
            Self.tokens(of: dataset.users.feature(named: name)).contains(value)
        }
        for answer in query.getAll("a").prefix(GivenAnswers.limit) {
            guard let colon = answer.lastIndex(of: ":") else { continue }
            take(String(answer[..<colon]), String(answer[answer.index(after: colon)...]), dataset, choices)
        }
        if let item = query["item"], let rating = query["rating"] {
            take(String(item), String(rating), dataset, choices)
        }
    }

    private mutating func take(_ item: String, _ text: String, _ dataset: Dataset, _ choices: [Double]) {
        guard let item = dataset.items.position(of: ExternalID(item)),
            !answers.contains(where: { $0.item == item })
        else {
            return
        }
        if text == "unknown" {
            answers.append((item, nil))
        } else if let rating = Double(text), choices.contains(rating) {
            answers.append((item, rating))
        }
    }

    /// An answer as addresses write it.
    static func text(_ answer: (item: Int, rating: Double?), dataset: Dataset) -> String {
        "\(dataset.items.ids[answer.item]):\(answer.rating?.plainText ?? "unknown")"
    }

    /// The values that a person may choose of a feature; none where there are too many for a menu.
    static func tokens(of feature: Feature?) -> [String] {
        guard let feature, feature.isInput, case .categorical(let column) = feature.values,
            column.vocabulary.count <= 60
        else {
            return []
        }
        return column.vocabulary
    }
}
