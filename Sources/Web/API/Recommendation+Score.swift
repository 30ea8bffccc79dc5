import Foundation
import Preference

extension Recommendation {
    /// 1 / (1 + e^−ŷ), 0...1: what stands for the estimate of a dataset without ratings, whose ŷ is a logit
    /// and no rating.
    ///
    /// It orders the items as ŷ does. Training contrasts taken items with some drawn at random, so it is high
    /// for what is likelier to be taken, and not the share of users who would take it.
    var score: Double { Self.logistic(estimate) }

    /// The same of ŷ before the local update.
    var scoreBefore: Double { Self.logistic(estimateBefore) }

    private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
