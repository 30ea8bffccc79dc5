import Algebra
import LatentFactors

/// What a search over past users lowers: the doubt or the error about the ratings that it has not asked
/// about.
protocol PastUserCriterion {
    /// What one more answer takes from the sum over a user's ratings that are not asked about.
    static func gain(_ pair: PastUserPair, noiseVariance: Double) -> Double
    /// The sum over a user's ratings before the first question.
    static func start(_ user: PastUserStart, model: LatentFactorModel) -> Double
    /// Why an item was picked whose answers take away so many percent of what there was at the start.
    static func reason(percent: String) -> String
}

/// What is known of a past user u and a candidate i that they have rated and were not asked about, given the
/// answers so far: w ~ N(m, S) and, over the ratings not asked about, A = Σ x xᵀ and h = Σ r x with the
/// residuals r = y − μ − b.
struct PastUserPair {
    /// xᵢᵀ S xᵢ, the variance of the estimate.
    var variance: Double
    /// xᵢᵀ S A S xᵢ.
    var spread: Double
    /// rᵢ − xᵢᵀ m, the estimate's error.
    var error: Double
    /// xᵢᵀ S (h − A m).
    var pull: Double
}

/// A past user before the first question: A, h and Σ r² over all their ratings.
struct PastUserStart {
    var gram: SmallMatrix
    var cross: [Double]
    var square: Double
}

/// The variances of the estimates, for ``DesignStrategy``.
enum DoubtCriterion: PastUserCriterion {
    /// ((S x)ᵀ A S x − (xᵀ S x)²) / (xᵀ S x + σ²): all other ratings' variances, without the asked one's own.
    static func gain(_ pair: PastUserPair, noiseVariance: Double) -> Double {
        (pair.spread - pair.variance * pair.variance) / (pair.variance + noiseVariance)
    }

    /// tr S₀ A.
    static func start(_ user: PastUserStart, model: LatentFactorModel) -> Double {
        zip(model.priorCovariance, user.gram.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }

    static func reason(percent: String) -> String {
        "asking would have removed \(percent)% of the doubt about the other ratings of past users"
    }
}

/// The squared errors of the estimates, for ``GreedyExtendStrategy``.
enum SquaredErrorCriterion: PastUserCriterion {
    /// With v = xᵀ S x + σ², r the error on the asked item and the mean moving by δ S x, δ = r / v, the other
    /// squared errors fall by 2 δ (S x)ᵀ (h − A m) − δ² (S x)ᵀ A S x, less what the asked rating's own error
    /// falls by, r² (1 − (σ²/v)²).
    static func gain(_ pair: PastUserPair, noiseVariance: Double) -> Double {
        let variance = pair.variance + noiseVariance
        let (step, left) = (pair.error / variance, noiseVariance / variance)
        return 2 * step * pair.pull - step * step * pair.spread - pair.error * pair.error * (1 - left * left)
    }

    /// Σ r² − 2 m₀ᵀ h + m₀ᵀ A m₀.
    static func start(_ user: PastUserStart, model: LatentFactorModel) -> Double {
        let linear = zip(model.priorMean, user.cross).reduce(0) { $0 + $1.0 * $1.1 }
        return user.square - 2 * linear + user.gram.form(model.priorMean, at: 0)
    }

    static func reason(percent: String) -> String {
        "asking would have lowered the squared error on past users by \(percent)%"
    }
}
