/// How items that a user has not taken are drawn to learn from beside those that the user took.
package struct NegativeSampling: Sendable, Equatable, Codable {
    /// What a negative is drawn by.
    package enum Distribution: String, Sendable, Codable, CaseIterable {
        /// Every item alike.
        case uniform
        /// In proportion to the number of training interactions of the item, plus one.
        case popularity
    }

    /// How many negatives for each positive.
    package var perPositive: Int
    /// What they are drawn by.
    package var distribution: Distribution

    /// Creates a sampling; the defaults are those of He et al., "Neural collaborative filtering", WWW 2017,
    /// section 4.
    /// - Precondition: `perPositive >= 0`.
    package init(perPositive: Int = 4, distribution: Distribution = .uniform) {
        precondition(perPositive >= 0, "the number of negatives is not negative")
        self.perPositive = perPositive
        self.distribution = distribution
    }
}
