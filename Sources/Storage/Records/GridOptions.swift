import Foundation

/// What a list to be answered by taps was made by, as the JSON of its scoring run.
package struct GridOptions: Sendable, Codable {
    /// `taps`, which tells these from the options of other lists.
    private var answers = GridOptions.kind
    package var strategy: String
    /// e of the design; how many recommendations to past people count in it, missing where popularity does;
    /// and λ.
    package var exponent: Double
    package var depth: Int?
    package var ridge: Double
    /// The lowest rating that counts as taken; missing where any does.
    package var positiveFrom: Double?
    /// The least share of people who can tap three tiles, and the number of candidates that it left.
    package var threeTaps: Double?
    package var candidates: Int?
    /// Whether the settings were chosen by what they bring past people.
    package var tuned: Bool?

    private static let kind = "taps"

    private enum CodingKeys: String, CodingKey {
        case answers, strategy, exponent, depth, ridge, candidates, tuned
        case positiveFrom = "positive_from"
        case threeTaps = "three_taps"
    }

    package init(
        strategy: String, exponent: Double, depth: Int? = nil, ridge: Double, positiveFrom: Double?,
        threeTaps: Double?,
        candidates: Int?, tuned: Bool?
    ) {
        (self.strategy, self.exponent, self.depth, self.ridge) = (strategy, exponent, depth, ridge)
        (self.positiveFrom, self.threeTaps, self.candidates, self.tuned) = (
            positiveFrom, threeTaps, candidates, tuned
        )
    }

    /// Reads the JSON; `nil` for that of a list to be answered by ratings.
    package init?(json: String) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)),
            read.answers == Self.kind
        else {
            return nil
        }
        self = read
    }
}
