import Datasets
import Foundation
import Statistics

/// nDCG@k, how much of the gain of the best order is in the k items that are predicted best (MeLU, section
/// 4.1; Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002, with the gain
/// of Burges et al., ICML 2005, taken on the scale of 1...5 for which it was made):
///
///     gain(y) = 2^{1 + 4 (y − lowest) / (highest − lowest)} − 1
///     DCG@k = Σ_{j=1..k} gain(y_(j)) / log₂(j + 1),   nDCG@k = DCG@k / ideal DCG@k
///
/// where y_(j) is the rating of the item with the j-th largest prediction, the ideal takes the same ratings
/// from the largest down, and lowest and highest are the ends of the dataset's rating scale. On 1...5 the
/// gain is 2^y − 1; on any other scale it is what the same ratings moved to 1...5 have (`RatingScaling`), so
/// that neither unit nor sign of the ratings changes nDCG.
///
/// Items whose predictions count as equal are in random order, and the figure is the expectation over it:
/// each takes the mean gain of its group (McSherry and Najork, "Computing information retrieval performance
/// measures efficiently in the presence of tied scores", ECIR 2008). So the order of the input helps nobody,
/// and a model that tells nothing is at chance.
package struct DiscountedGain: Sendable, Equatable {
    /// The ends of the ratings.
    package let scale: RatingScale

    /// Measures ratings of a scale.
    package init(_ scale: RatingScale) { self.scale = scale }

    /// nDCG@k of predictions.
    /// - Parameters:
    ///   - k: how many items count, at least 1; with fewer items all count.
    ///   - predicted: ŷ, shape [n], in rating units.
    ///   - actual: y, shape [n], in the same units.
    /// - Returns: a value of 0...1 without unit; 1 where all ratings are equal, since no order of them is
    ///   wrong; NaN, which says that it is not defined, for n = 0 and where a prediction or a rating is not
    ///   finite.
    /// - Precondition: the shapes are equal and k is positive.
    package func normalized(
        at k: Int, predicted: some Collection<Double>, actual: some Collection<Double>
    ) -> Double {
        normalized(at: [k], predicted: predicted, actual: actual)[0]
    }

    /// nDCG@k for several k, shape [ks].
    func normalized(
        at ks: [Int], predicted: some Collection<Double>, actual: some Collection<Double>
    ) -> [Double] {
        precondition(predicted.count == actual.count, "as many predictions as ratings")
        let predicted = Array(predicted)
        guard predicted.allSatisfy(\.isFinite) else { return ks.map { _ in .nan } }
        let gains = actual.map(gain)
        return Self.normalized(at: ks, expectedGains(gains, rankedBy: predicted), of: gains)
    }

    /// nDCG@k of ratings in the order shown, which has no ties.
    /// - Returns: as of predictions.
    /// - Precondition: k is positive.
    package func normalized(at k: Int, ofRanked ratings: [Double]) -> Double {
        let gains = ratings.map(gain)
        return Self.normalized(at: [k], gains, of: gains)[0]
    }

    /// The gain that is expected at every rank, shape [n]: within a group of equal predictions its mean.
    private func expectedGains(_ gains: [Double], rankedBy predicted: [Double]) -> [Double] {
        let tolerance = Tolerance(scale)
        let order = predicted.indices.sorted { (predicted[$1], $0) < (predicted[$0], $1) }
        var expected: [Double] = []
        expected.reserveCapacity(gains.count)
        var start = 0
        while start < order.count {
            var past = start + 1
            while past < order.count, tolerance.areEqual(predicted[order[start]], predicted[order[past]]) {
                past += 1
            }
            let mean = order[start..<past].reduce(0) { $0 + gains[$1] } / Double(past - start)
            expected.append(contentsOf: repeatElement(mean, count: past - start))
            start = past
        }
        return expected
    }

    private static func normalized(at ks: [Int], _ ranked: [Double], of gains: [Double]) -> [Double] {
        precondition(ks.allSatisfy { $0 > 0 }, "at least one item counts")
        let ideal = gains.sorted(by: >)
        guard let largest = ideal.first, let least = ideal.last, gains.allSatisfy(\.isFinite) else {
            return ks.map { _ in .nan }
        }
        return ks.map { largest > least ? min(discounted(ranked, at: $0) / discounted(ideal, at: $0), 1) : 1 }
    }

    /// 2^z − 1 with z the rating on the scale 1…5, from 1 for the lowest rating to 31 for the highest.
    func gain(_ rating: Double) -> Double { exp2(min(max(RatingScaling(scale).inner(rating), 1), 5)) - 1 }

    /// Σ_{j=1..k} g_j / log₂(j + 1).
    private static func discounted(_ gains: [Double], at k: Int) -> Double {
        zip(1..., gains.prefix(k)).reduce(0) { $0 + $1.1 / log2(Double($1.0 + 1)) }
    }
}
