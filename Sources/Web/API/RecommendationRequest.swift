import Datasets

/// The body of `POST /api/v1/recommendations`.
struct RecommendationRequest: Decodable {
    /// The user's features by name.
    var features: [String: [String]] = [:]
    /// What the user rated.
    var ratings: [GivenAnswer] = []
    /// How many items are wanted.
    var count = 20
    /// How many users must have rated an item for it to be recommended.
    var minimumKnown = 0

    /// The most items of one answer.
    static let limit = 100

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(["user", "ratings", "count", "minKnown"])
        if members.contains(MemberName("user")) {
            features = try members.decode(User.self, forKey: MemberName("user")).features
        }
        ratings = try members.decode(GivenAnswers.self, forKey: MemberName("ratings")).answers
        if members.contains(MemberName("count")) { count = try members.decode(Int.self, forKey: MemberName("count")) }
        guard (1...Self.limit).contains(count) else {
            throw WebError(.badRequest, "invalid", "count must be from 1 to \(Self.limit).", field: "count")
        }
        if members.contains(MemberName("minKnown")) {
            minimumKnown = try members.decode(Int.self, forKey: MemberName("minKnown"))
        }
        guard minimumKnown >= 0 else {
            throw WebError(.badRequest, "invalid", "minKnown must be 0 or more.", field: "minKnown")
        }
        if let index = ratings.firstIndex(where: { $0.rating == nil }) {
            let path = "ratings[\(index)].rating"
            throw WebError(.badRequest, "invalid", "\(path) must be a number.", field: path)
        }
    }

    private struct User: Decodable {
        var features: [String: [String]] = [:]

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(["features"])
            guard members.contains(MemberName("features")) else { return }
            features = try members.decode([String: FeatureTokens].self, forKey: MemberName("features")).mapValues(\.tokens)
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
            tokens = [Int64(exactly: number).map { String($0) } ?? String(number)]
        } else if let texts = try? container.decode([String].self) {
            tokens = texts
        } else {
            let path = JSONBody.path(decoder.codingPath)
            throw WebError(.badRequest, "invalid", "\(path) must be a string, a number or an array of strings.", field: path)
        }
    }
}
