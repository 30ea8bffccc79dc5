/// Entropy with "does not know it" as one more class, number 0 (Rashid, Karypis and Riedl, "Learning
/// preferences of new users in recommender systems", SIGKDD Explorations 2008):
///
///     score = −(Σ_v w_v p_v lg p_v) / Σ_v w_v,   p_v = n_v / U,   w₀ = 1/2,   w_v = 1 for the classes of
///     rating values
///
/// in bits. Half weight for class 0 is what the authors found best: with full weight, whatever half of the
/// users know wins.
package struct Entropy0Strategy: ItemwiseStrategy {
    /// `entropy0`
    package let name = StrategyID.entropy0.name
    /// w₀, the weight of not knowing the item.
    package let missingWeight: Double

    /// Creates the strategy.
    package init(missingWeight: Double = 0.5) { self.missingWeight = missingWeight }

    /// See the strategy.
    package func score(_ spread: RatingSpread, users: Int) -> Double {
        let known = spread.counts.reduce(0) { $0 + surprise(Double($1) / Double(users)) }
        let missing = missingWeight * surprise(Double(users - spread.total) / Double(users))
        return (known + missing) / (missingWeight + Double(spread.counts.count))
    }

    /// See the protocol.
    package func reason(_ spread: RatingSpread) -> String? {
        "both knowing it and liking it tell people apart"
    }
}
