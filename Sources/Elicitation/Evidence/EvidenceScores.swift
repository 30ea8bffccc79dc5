/// The evidence candidates of a dataset with their scores (MeLU, section 3.4).
///
/// scoreᵢ = n(Gᵢ) · n(Pᵢ), where Gᵢ is the mean norm, over the users with item i in their support set, of the
/// gradient that the local update would step along, Pᵢ is the popularity nᵢ, the number of users who know the
/// item, and n brings a column to 0...1. An item with a high score is known by many (P) and moves the
/// estimate of those who rate it (G). See ``EvidencePopularity`` for how the authors' program counts P.
package struct EvidenceScores: Sendable, Equatable {
    /// The items that are in a support set and have Pᵢ > 0, by ascending position.
    package let candidates: [EvidenceCandidate]
    /// How both columns were scaled to 0...1.
    package let normalization: Normalization

    /// Scores all items that are in a support set.
    /// - Parameters:
    ///   - gradientNorms: G, the mean gradient norm of each item, shape [items]; any value, NaN included,
    ///     where the
    ///     support count is 0.
    ///   - supportCounts: the number of support sets that hold each item, shape [items].
    ///   - popularity: P, the number of users who know each item, shape [items]; `nil` to take the support
    ///     counts.
    ///   - normalization: how both columns are scaled to 0...1; over the candidates alone.
    /// - Throws: ``EvidenceError`` when the shapes differ, a count is negative, or a candidate's norm is
    ///   negative or not finite.
    package init(
        gradientNorms: [Double], supportCounts: [Int], popularity: [Int]? = nil, normalization: Normalization
    ) throws(EvidenceError) {
        let popularity = popularity ?? supportCounts
        for counts in [supportCounts, popularity] where counts.count != gradientNorms.count {
            throw .shapes(norms: gradientNorms.count, counts: counts.count)
        }
        for item in supportCounts.indices where supportCounts[item] != 0 || popularity[item] != 0 {
            if let value = [supportCounts[item], popularity[item]].first(where: { $0 < 0 }) {
                throw .count(item: item, value: value)
            }
            guard supportCounts[item] > 0 else { continue }
            guard gradientNorms[item].isFinite, gradientNorms[item] >= 0 else {
                throw .gradientNorm(item: item, value: gradientNorms[item])
            }
        }
        let items = supportCounts.indices.filter { supportCounts[$0] > 0 && popularity[$0] > 0 }
        let norms = normalization.normalized(items.map { gradientNorms[$0] })
        let counts = normalization.normalized(items.map { Double(popularity[$0]) })
        candidates = items.indices.map { row in
            EvidenceCandidate(
                item: items[row], gradientNorm: gradientNorms[items[row]], popularity: popularity[items[row]],
                gradientNormNormalized: norms[row], popularityNormalized: counts[row],
                score: norms[row] * counts[row])
        }
        self.normalization = normalization
    }

    /// The candidates by descending score, ties to the smaller position, which is the smaller item id.
    package var ranked: [EvidenceCandidate] {
        candidates.sorted { ($1.score, $0.item) < ($0.score, $1.item) }
    }

    /// The mean of G over all candidates, each item counting once; 0 without candidates.
    package var meanGradientNorm: Double {
        candidates.isEmpty ? 0 : candidates.reduce(0) { $0 + $1.gradientNorm } / Double(candidates.count)
    }
}

/// Why gradient norms and counts cannot be scored.
package enum EvidenceError: Error, Equatable, CustomStringConvertible {
    /// There are not as many gradient norms as counts.
    case shapes(norms: Int, counts: Int)
    /// A count is negative.
    case count(item: Int, value: Int)
    /// The gradient norm of an item in a support set is negative, infinite or NaN.
    case gradientNorm(item: Int, value: Double)

    /// One sentence with the fix.
    package var description: String {
        switch self {
        case .shapes(let norms, let counts):
            "\(norms) gradient norms for \(counts) counts; give one of each per item"
        case .count(let item, let value):
            "the count of the item at position \(item) is \(value); a count is 0 or more"
        case .gradientNorm(let item, let value):
            "the gradient norm of the item at position \(item) is \(value); the estimator has diverged: "
                + "train it again with smaller learning rates"
        }
    }
}
