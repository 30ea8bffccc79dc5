/// What one grid strategy led to under one protocol, user by user.
package struct GridOutcome: Sendable, Equatable {
    /// The strategy's name.
    package let strategy: String
    /// The protocol.
    package let gridProtocol: GridProtocol
    /// The recommenders' names.
    package let recommenders: [String]
    /// Whether each user was shown tiles of their own, page by page.
    package let isPaged: Bool
    /// How many tiles each user tapped, shape [draws][users].
    package let taps: [[Int]]
    /// How good each recommender's first recommendations were, shape [draws][recommenders][users]; `nil` for
    /// a user without a relevant title to find in that draw.
    let qualities: [[[RecommendationQuality?]]]
    /// The same after the popular grid, with the same titles recommended and judged.
    let references: [[[RecommendationQuality?]]]

    package init(
        strategy: String, gridProtocol: GridProtocol, recommenders: [String], isPaged: Bool, taps: [[Int]],
        qualities: [[[RecommendationQuality?]]], references: [[[RecommendationQuality?]]]
    ) {
        (self.strategy, self.gridProtocol, self.recommenders) = (strategy, gridProtocol, recommenders)
        (self.isPaged, self.taps, self.qualities, self.references) = (isPaged, taps, qualities, references)
    }

    /// The number of users, those whom nothing can be said of among them.
    package var users: Int { taps.first?.count ?? 0 }

    /// A measure per user, mean over the draws that have one, shape [users]; `nil` for users without any.
    package func values(of measure: GridMeasure, recommender: Int) -> [Double?] {
        Self.byUser(qualities, recommender, users) { measure.value(of: $0) }
    }

    /// The same after the popular grid.
    package func referenceValues(of measure: GridMeasure, recommender: Int) -> [Double?] {
        Self.byUser(references, recommender, users) { measure.value(of: $0) }
    }

    /// Means over the draws of something that depends on a user's number of taps, shape [users].
    func byUser(taps value: (Int) -> Double) -> [Double] {
        (0..<users).map { user in taps.reduce(0) { $0 + value($1[user]) } / Double(max(taps.count, 1)) }
    }

    private static func byUser(
        _ qualities: [[[RecommendationQuality?]]], _ recommender: Int, _ users: Int,
        _ value: (RecommendationQuality) -> Double
    ) -> [Double?] {
        (0..<users).map { user in
            let values = qualities.compactMap { $0[recommender][user].map(value) }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
    }
}
