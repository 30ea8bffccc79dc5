import Datasets
import Elicitation
import Support

/// The body of `POST /api/v1/recommendations`.
struct RecommendationRequest: Decodable, KnownMembers {
    static let memberNames = [
        "user", "ratings", "shown", "taps", "recommender", "count", "minKnown", "lenient",
    ]
    /// The user's features by name.
    var features: [String: [String]] = [:]
    /// What the user rated.
    var ratings: [GivenAnswer] = []
    /// What the user was shown and what they tapped, where the request has taps rather than ratings.
    var taps: (shown: [ExternalID]?, taps: [ExternalID])?
    /// What recommends from taps, one of ``recommenders``.
    var recommender = GridRecommenderName.linear
    /// Whether ids that the dataset does not have are listed rather than refused.
    var isLenient = false
    /// How many items are wanted.
    var count = 20
    /// How many users must have rated an item for it to be recommended; nil for a sensible number, see
    /// `RecommendationFloor`.
    var minimumKnown: Int?

    /// The most items of one answer.
    static let limit = 100
    /// What may recommend from taps.
    static let recommenders: [GridRecommenderName] = [.linear, .localUpdate]

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(of: Self.self)
        if members.contains("user") {
            features = try members.decode(User.self, forKey: "user").features
        }
        if members.contains("lenient") { isLenient = try members.decode(Bool.self, forKey: "lenient") }
        if members.contains("taps") || members.contains("shown") {
            guard !members.contains("ratings") else {
                throw WebError(
                    .badRequest, "invalid", "Give ratings, or shown and taps, not both.", field: "taps")
            }
            let shown =
                members.contains("shown") ? try members.decode(GivenIDs.self, forKey: "shown").ids : nil
            taps = (shown, try members.decode(GivenIDs.self, forKey: "taps").ids)
        } else {
            ratings = try members.decode(GivenAnswers.self, forKey: "ratings").answers
        }
        if members.contains("recommender") {
            recommender = try Self.recommender(
                try members.decode(String.self, forKey: "recommender"), ofTaps: taps != nil)
        }
        if members.contains("count") { count = try members.decode(Int.self, forKey: "count") }
        guard (1...Self.limit).contains(count) else {
            throw WebError(.badRequest, "invalid", "count must be from 1 to \(Self.limit).", field: "count")
        }
        if members.contains("minKnown") {
            minimumKnown = try members.decode(Int.self, forKey: "minKnown")
        }
        guard (0...1_000_000_000).contains(minimumKnown ?? 0) else {
            throw WebError(
                .badRequest, "invalid", "minKnown must be from 0 to 1000000000.", field: "minKnown")
        }
        if let index = ratings.firstIndex(where: { $0.rating == nil }) {
            let path = "ratings[\(index)].\(ratings[index].saysTaken ? "taken" : "rating")"
            let what = ratings[index].saysTaken ? "true or false" : "a number"
            throw WebError(.badRequest, "invalid", "\(path) must be \(what).", field: path)
        }
    }

    private static func recommender(_ name: String, ofTaps: Bool) throws(WebError) -> GridRecommenderName {
        guard ofTaps else {
            throw WebError(
                .badRequest, "invalid",
                "recommender goes with shown and taps; from ratings the model recommends, so leave it out.",
                field: "recommender")
        }
        guard let known = recommenders.first(where: { $0.rawValue == name }) else {
            let names = recommenders.map(\.rawValue).joined(separator: " or ")
            throw WebError(
                .badRequest, "invalid", "recommender must be \(names).", field: "recommender")
        }
        return known
    }

    private struct User: Decodable, KnownMembers {
        static let memberNames = ["features"]
        var features: [String: [String]] = [:]

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(of: Self.self)
            guard members.contains("features") else { return }
            features = try members.decode([String: FeatureTokens].self, forKey: "features").mapValues(
                \.tokens)
        }
    }
}

/// The values of a feature: a string, a number, several strings, or null for none.
private struct FeatureTokens: Decodable {
    var tokens: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            tokens = []
        } else if let text = try? container.decode(String.self) {
            tokens = [text]
        } else if let number = try? container.decode(Double.self) {
            tokens = [number.plainText]
        } else if let texts = try? container.decode([String].self) {
            tokens = texts
        } else {
            let path = JSONBody.path(decoder.codingPath)
            throw WebError(
                .badRequest, "invalid", "\(path) must be a string, a finite number or an array of strings.",
                field: path)
        }
    }
}
