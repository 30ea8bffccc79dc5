import Foundation

/// Where a positive lands among negatives by its score: how many are above it, and how many are tied with it.
///
/// Ties are broken at random, and measures are expectations over that, so that no order of the input helps
/// anyone (McSherry and Najork, "Computing information retrieval performance measures efficiently in the
/// presence of tied scores", ECIR 2008).
package struct SampledRank: Sendable, Equatable {
    /// How many negatives have a larger score.
    package var above: Int
    /// How many have the same.
    package var tied: Int

    /// Ranks a positive.
    /// - Parameters:
    ///   - score: its score; one that is no number ranks below everything.
    ///   - negatives: theirs.
    package init(of score: Double, among negatives: [Double]) {
        tied = negatives.count { $0 == score }
        above = negatives.count { !($0 <= score) }
    }

    /// HR@k, the hit ratio: the probability that the positive is among the first k (He et al., WWW 2017,
    /// section 4.1).
    /// - Returns: 0...1 without unit.
    package func hitRatio(at k: Int) -> Double { Double(places(within: k)) / Double(tied + 1) }

    /// nDCG@k of one positive: 1 / log₂(rank + 1) within the first k, else 0 (He et al., WWW 2017, section
    /// 4.1).
    /// - Returns: 0...1 without unit.
    package func discountedGain(at k: Int) -> Double {
        (0..<places(within: k)).reduce(0) { $0 + 1 / log2(Double(above + $1 + 2)) } / Double(tied + 1)
    }

    /// How many of the places that the positive may take are among the first k.
    private func places(within k: Int) -> Int { min(max(k - above, 0), tied + 1) }
}

/// AUC, the area under the receiver operating characteristic: the probability that a positive scores higher
/// than a negative, ties counting half (Hanley and McNeil, "The meaning and use of the area under a ROC
/// curve", Radiology 1982).
/// - Parameters:
///   - positives: scores of the positives; one that is no number loses to all.
///   - negatives: scores of the negatives.
/// - Returns: 0...1 without unit; ½ where either is empty.
package func areaUnderCurve(positives: [Double], negatives: [Double]) -> Double {
    guard !positives.isEmpty, !negatives.isEmpty else { return 0.5 }
    let lost = positives.reduce(0.0) { sum, score in
        let rank = SampledRank(of: score, among: negatives)
        return sum + Double(rank.above) + Double(rank.tied) / 2
    }
    return 1 - lost / (Double(positives.count) * Double(negatives.count))
}
