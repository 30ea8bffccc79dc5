import Algebra
import Datasets
import Foundation

/// What an estimate ŷ costs against a target y: the loss of one pair, with its derivatives with respect to ŷ.
///
/// Everything else in the estimator follows from these by the chain rule, so that another loss is another
/// case here. Values are computed in Double.
///
///     squared error          ℓ = (ŷ − y)²                 ∂ℓ/∂ŷ = 2 (ŷ − y)     ∂²ℓ/∂ŷ² = 2
///     binary cross-entropy   ℓ = log(1 + e^ŷ) − y ŷ       ∂ℓ/∂ŷ = σ(ŷ) − y      ∂²ℓ/∂ŷ² = σ(ŷ) (1 − σ(ŷ))
///
/// Of binary cross-entropy ŷ is a logit and y 0 or 1: ℓ = −y log σ(ŷ) − (1 − y) log(1 − σ(ŷ)), σ(ŷ) = 1 / (1
/// + e^−ŷ).
package enum PreferenceLoss: String, Sendable, Codable, CaseIterable {
    /// Of ratings: ŷ is a rating.
    case squaredError = "squared-error"
    /// Of interactions without ratings: ŷ is the logit of the probability that the user takes the item.
    case binaryCrossEntropy = "binary-cross-entropy"

    /// The loss that fits a kind of feedback.
    package init(for feedback: Feedback) {
        self = feedback == .implicit ? .binaryCrossEntropy : .squaredError
    }

    /// ℓ, in squared rating units or in nats.
    package func value<Scalar: EstimatorScalar>(_ estimate: Scalar, _ target: Scalar) -> Scalar {
        switch self {
        case .squaredError: return (estimate - target) * (estimate - target)
        case .binaryCrossEntropy:
            // log(1 + e^ŷ) = max(ŷ, 0) + log(1 + e^−|ŷ|) never overflows, and for y = 1 the large terms
            // cancel exactly.
            let (logit, target) = (Double(estimate), Double(target))
            return Scalar(max(logit, 0) - target * logit + log1p(exp(-abs(logit))))
        }
    }

    /// ∂ℓ/∂ŷ.
    package func slope<Scalar: EstimatorScalar>(_ estimate: Scalar, _ target: Scalar) -> Scalar {
        switch self {
        case .squaredError: 2 * (estimate - target)
        case .binaryCrossEntropy: Scalar(Self.probability(Double(estimate)) - Double(target))
        }
    }

    /// ∂²ℓ/∂ŷ².
    package func curvature<Scalar: EstimatorScalar>(_ estimate: Scalar) -> Scalar {
        switch self {
        case .squaredError: return 2
        case .binaryCrossEntropy:
            let small = exp(-abs(Double(estimate)))
            return Scalar(small / ((1 + small) * (1 + small)))
        }
    }

    /// |∂ℓ/∂ŷ| / ℓ, the size of the gradient of ℓ divided by its own detached value; 0 where there is no loss.
    func relativeSlope<Scalar: EstimatorScalar>(_ estimate: Scalar, _ target: Scalar) -> Scalar {
        switch self {
        case .squaredError: return estimate == target ? 0 : 2 / abs(estimate - target)
        case .binaryCrossEntropy:
            let loss = value(Double(estimate), Double(target))
            return loss > 0 ? Scalar(abs(slope(Double(estimate), Double(target))) / loss) : 0
        }
    }

    /// What an estimate says of the target, in its units: the rating itself, or the probability σ(ŷ).
    package func prediction(of estimate: Double) -> Double {
        self == .squaredError ? estimate : Self.probability(estimate)
    }

    /// The constant estimate with the least mean loss against targets of this mean: the mean itself, or its
    /// logit.
    func estimate(ofMean mean: Double) -> Double {
        guard self == .binaryCrossEntropy else { return mean }
        // Half a pair in a million keeps the logit finite where all targets are alike.
        let share = min(max(mean, 5e-7), 1 - 5e-7)
        return log(share / (1 - share))
    }

    /// Whether a mean loss says that a training has diverged: it is not a finite number, or so large that
    /// estimates lie far off the scale.
    ///
    /// On the scale 1…5 no estimate within it can have a squared error above 16; ten times that is as if
    /// every estimate were off by three times the scale's length. Of binary cross-entropy it is ten times
    /// what always guessing a half costs; a mean of that size is a certainty e⁷ to 1, and wrong, for each
    /// pair.
    package func hasExploded(_ loss: Double) -> Bool {
        !(loss <= (self == .squaredError ? 160 : 10 * log(2)))
    }

    /// σ(ŷ), without overflow.
    private static func probability(_ logit: Double) -> Double {
        let small = exp(-abs(logit))
        return logit >= 0 ? 1 / (1 + small) : small / (1 + small)
    }
}
