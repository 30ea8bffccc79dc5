import Datasets
import HTTPTypes
import Hummingbird

/// What `GET` and `POST /api/v1/onboarding` are asked.
struct OnboardingRequest: Decodable, KnownMembers {
    static let memberNames = ["strategy", "answers", "count"]
    /// How the questions are chosen.
    enum Strategy: String, CaseIterable {
        /// The stored list, the same for everybody.
        case list
        /// What the answers so far leave most in doubt.
        case adaptive
    }

    var strategy = Strategy.list
    var answers: [GivenAnswer] = []
    /// How many questions there are in all; nil for as many as the list has, or 20.
    var count: Int?

    /// The address: `strategy`, `count`, and `answers=ID:RATING,ID:unknown`, without ratings
    /// `ID:taken,ID:not-taken`.
    init(_ request: Request) throws(WebError) {
        let query = request.uri.queryParameters
        if let name = query["strategy"] { strategy = try Self.strategy(String(name)) }
        if let text = query["count"] { count = try Self.checked(Int(text)) }
        guard let text = query["answers"], !text.isEmpty else { return }
        let entries = text.split(separator: ",", omittingEmptySubsequences: false)
        guard entries.count <= GivenAnswers.limit else { throw GivenAnswers.tooMany("answers") }
        for (index, entry) in entries.enumerated() { answers.append(try Self.answer(String(entry), index)) }
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(of: Self.self)
        if members.contains("strategy") {
            strategy = try Self.strategy(members.decode(String.self, forKey: "strategy"))
        }
        if members.contains("answers") {
            answers = try members.decode(GivenAnswers.self, forKey: "answers").answers
        }
        if members.contains("count") {
            count = try Self.checked(try members.decode(Int.self, forKey: "count"))
        }
    }

    private static func strategy(_ name: String) throws(WebError) -> Strategy {
        guard let strategy = Strategy(rawValue: name) else {
            throw WebError(.badRequest, "invalid", "strategy must be list or adaptive.", field: "strategy")
        }
        return strategy
    }

    private static func checked(_ count: Int?) throws(WebError) -> Int {
        guard let count, (1...GivenAnswers.limit).contains(count) else {
            throw WebError(
                .badRequest, "invalid", "count must be from 1 to \(GivenAnswers.limit).", field: "count")
        }
        return count
    }

    /// An answer as addresses write it; an id with a comma needs the request with a body.
    private static func answer(_ text: String, _ index: Int) throws(WebError) -> GivenAnswer {
        let path = "answers[\(index)]"
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else {
            throw WebError(
                .badRequest, "invalid",
                "\(path) must be an item's id, a colon and a rating, taken, not-taken or unknown.",
                field: path)
        }
        let (id, value) = (ExternalID(text[..<colon]), String(text[text.index(after: colon)...]))
        if value == "unknown" { return GivenAnswer(item: id, rating: nil) }
        if value == "taken" || value == "not-taken" {
            return GivenAnswer(item: id, rating: value == "taken" ? 1 : 0, saysTaken: true)
        }
        guard let rating = Double(value), rating.isFinite else {
            throw WebError(
                .badRequest, "invalid", "\(path): the answer must be a number, taken, not-taken or unknown.",
                field: path)
        }
        return GivenAnswer(item: id, rating: rating)
    }
}
