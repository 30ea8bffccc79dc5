/// An item that may become evidence of a new user's taste, with what its score is made of (MeLU, section
/// 3.4).
package struct EvidenceCandidate: Sendable, Equatable {
    /// The position of the item in the dataset.
    package var item: Int
    /// G: the mean gradient norm over the users with the item in their support set.
    package var gradientNorm: Double
    /// P: how many users know the item, or in how many support sets it is; see ``EvidencePopularity``.
    package var popularity: Int
    /// G scaled to 0...1.
    package var gradientNormNormalized: Double
    /// P scaled to 0...1.
    package var popularityNormalized: Double
    /// The product of the two normalised values, 0...1.
    package var score: Double

    /// Creates a candidate.
    package init(
        item: Int, gradientNorm: Double, popularity: Int, gradientNormNormalized: Double,
        popularityNormalized: Double,
        score: Double
    ) {
        self.item = item
        self.gradientNorm = gradientNorm
        self.popularity = popularity
        self.gradientNormNormalized = gradientNormNormalized
        self.popularityNormalized = popularityNormalized
        self.score = score
    }
}
