import Algebra
import Datasets
import Foundation
import Statistics

/// How well the predictions for each of several users were, one entry per user.
package struct UserMetrics: Sendable, Equatable {
    /// The measures, each computed within one user.
    package enum Measure: String, Sendable, Codable, CaseIterable {
        /// The mean absolute error, in rating units; less is better.
        case mae
        /// The root of the mean squared error, in rating units; less is better.
        case rmse
        /// nDCG@1; more is better.
        case ndcg1
        /// nDCG@3; more is better.
        case ndcg3
        /// AUC of the positives against sampled negatives; more is better.
        case auc
        /// HR@10 of each positive among sampled negatives; more is better.
        case hitRatio10 = "hr10"
        /// nDCG@10 of each positive among sampled negatives; more is better.
        case ndcg10
        /// nDCG@10 of all positives among the whole catalogue; more is better.
        case catalogueNDCG10 = "catalogue-ndcg10"
        /// The share of the positives among the first ten of the whole catalogue; more is better.
        case catalogueRecall10 = "catalogue-recall10"

        /// The measures of predicted ratings.
        package static let ofRatings: [Measure] = [.mae, .rmse, .ndcg1, .ndcg3]
        /// The measures of positives ranked among negatives.
        package static let ofRankings: [Measure] = [.auc, .hitRatio10, .ndcg10]
        /// The measures of positives ranked among the whole catalogue.
        package static let ofCatalogue: [Measure] = [.catalogueNDCG10, .catalogueRecall10]

        /// Whether a larger value is better.
        package var growsWithQuality: Bool { self != .mae && self != .rmse }

        /// How many digits after the point show as much of the measure as four do of errors on the scale of
        /// 1...5.
        package func digits(on scale: RatingScale) -> Int {
            let span = scale.maximum - scale.minimum
            guard !growsWithQuality, span > 0, span.isFinite else { return 4 }
            return Int(min(max(4 - log10(span / 4).rounded(.down), 0), 12))
        }

        /// What counts as no difference of the measure: errors lie on the rating scale, all else in 0...1.
        package func tolerance(on scale: RatingScale) -> Tolerance {
            growsWithQuality ? .ofShares : Tolerance(scale)
        }
    }

    /// What was measured, in order.
    package let measures: [Measure]
    /// The number of users.
    package let count: Int
    private let values: [Measure: [Double]]

    private init(_ measures: [Measure], rows: [[Double]]) {
        self.measures = measures
        count = rows.count
        values = Dictionary(
            uniqueKeysWithValues: measures.indices.map { column in (measures[column], rows.map { $0[column] })
            })
    }

    /// Measures predictions.
    /// - Parameters:
    ///   - predicted: ŷ of every user's query set, shape [users][query], in rating units.
    ///   - actual: y of the same items in the same order.
    ///   - scale: the ends of the ratings, which nDCG rests on.
    ///   - clips: whether predictions are first clipped to the scale.
    ///   - threads: how many threads to use.
    /// - Precondition: the shapes are equal.
    package init(
        predicted: [[Double]], actual: [[Double]], scale: RatingScale, clips: Bool = false, threads: Int = 1
    ) {
        precondition(predicted.count == actual.count, "as many users")
        let gain = DiscountedGain(scale)
        let rows = concurrentMap(predicted.count, threads: threads) { user -> [Double] in
            let estimate = clips ? predicted[user].map(scale.clipped) : predicted[user]
            let rating = actual[user]
            return [meanAbsoluteError(estimate, rating), rootMeanSquaredError(estimate, rating)]
                + gain.normalized(at: [1, 3], predicted: estimate, actual: rating)
        }
        self.init(Measure.ofRatings, rows: rows)
    }

    /// Ranks every positive of each user among the user's negatives; HR@10 and nDCG@10 are means over the
    /// positives. Measures of a user with a score that is no finite number are NaN, which says that they are
    /// not defined.
    /// - Parameters:
    ///   - scores: scores of every user's query set, shape [users][query].
    ///   - targets: 1 for a positive and 0 for a negative, in the same order.
    ///   - threads: how many threads to use.
    /// - Precondition: the shapes are equal.
    package init(scores: [[Double]], targets: [[Double]], threads: Int = 1) {
        precondition(scores.count == targets.count, "as many users")
        let rows = concurrentMap(scores.count, threads: threads) { user -> [Double] in
            guard scores[user].allSatisfy(\.isFinite) else { return Measure.ofRankings.map { _ in .nan } }
            let pairs = zip(scores[user], targets[user])
            let (positives, negatives) = (
                pairs.filter { $0.1 > 0 }.map(\.0), pairs.filter { $0.1 <= 0 }.map(\.0)
            )
            let ranks = positives.map { SampledRank(of: $0, among: negatives) }
            let scale = Double(max(ranks.count, 1))
            return [
                areaUnderCurve(positives: positives, negatives: negatives),
                ranks.reduce(0) { $0 + $1.hitRatio(at: 10) } / scale,
                ranks.reduce(0) { $0 + $1.discountedGain(at: 10) } / scale,
            ]
        }
        self.init(Measure.ofRankings, rows: rows)
    }

    /// The same with the positives ranked among the whole catalogue, too.
    /// - Precondition: as many users.
    func adding(catalogue qualities: [RecommendationQuality]) -> UserMetrics {
        precondition(qualities.count == count, "as many users")
        let rows = qualities.indices.map { user in
            measures.map { self[$0][user] } + [qualities[user].ndcg, qualities[user].recall]
        }
        return UserMetrics(measures + Measure.ofCatalogue, rows: rows)
    }

    /// How many users have a measure that is no finite number, since a prediction of theirs was none.
    package var undefinedUsers: Int {
        (0..<count).count { user in measures.contains { !(self[$0][user].isFinite) } }
    }

    /// One measure of every user, shape [users]; empty for what was not measured.
    package subscript(measure: Measure) -> [Double] { values[measure] ?? [] }

    /// The mean absolute errors, shape [users].
    package var mae: [Double] { self[.mae] }
    /// The roots of the mean squared errors, shape [users].
    package var rmse: [Double] { self[.rmse] }
    /// nDCG@1, shape [users].
    package var ndcg1: [Double] { self[.ndcg1] }
    /// nDCG@3, shape [users].
    package var ndcg3: [Double] { self[.ndcg3] }
}

extension RatingScale {
    /// The nearest value of the scale; NaN for a prediction that is not finite, which no clipping turns into
    /// a rating.
    func clipped(_ prediction: Double) -> Double {
        prediction.isFinite ? min(max(prediction, minimum), maximum) : .nan
    }
}

extension Tolerance {
    /// For ratings, estimates of them and their errors, in rating units.
    init(_ scale: RatingScale) { self.init(from: scale.minimum, to: scale.maximum) }
}
