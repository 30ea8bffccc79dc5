import Algebra

/// Adam (Kingma and Ba, ICLR 2015), dense over all parameters.
///
///     m ← β₁ m + (1 − β₁) g     v ← β₂ v + (1 − β₂) g²
///     p ← p − β / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// An embedding row that never received a gradient has m = v = 0 and stays as it is, so it is passed over;
/// every other row moves at each step, as in a dense update, to the same bytes.
struct Adam<Scalar: EstimatorScalar>: Sendable {
    var firstMoment: [Scalar]
    var secondMoment: [Scalar]
    /// t, the number of steps taken.
    var steps: Int
    private static var decays: (first: Double, second: Double) { (0.9, 0.999) }

    /// Moments of zero before the first step.
    init(parameterCount: Int) {
        firstMoment = Array(repeating: 0, count: parameterCount)
        secondMoment = Array(repeating: 0, count: parameterCount)
        steps = 0
    }

    /// Moments as they were saved.
    init(firstMoment: [Scalar], secondMoment: [Scalar], steps: Int) {
        self.firstMoment = firstMoment
        self.secondMoment = secondMoment
        self.steps = steps
    }

    /// Lends both moments.
    mutating func withMoments<Result>(
        _ body: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Result?
    ) -> Result? {
        firstMoment.withUnsafeMutableBufferPointer { first in
            secondMoment.withUnsafeMutableBufferPointer { second in
                guard let first = first.baseAddress, let second = second.baseAddress else { return nil }
                return body(first, second)
            }
        }
    }

    /// The constants of step t at the global learning rate β.
    static func constants(step: Int, globalLearningRate: Double) -> AdamConstants<Scalar> {
        func remaining(_ decay: Double) -> Double {
            var power = 1.0
            for _ in 0..<step { power *= decay }
            return 1 - power
        }
        return AdamConstants(
            firstDecay: Scalar(decays.first), secondDecay: Scalar(decays.second),
            rate: Scalar(globalLearningRate / remaining(decays.first)),
            root: Scalar(remaining(decays.second).squareRoot()),
            epsilon: Scalar(1e-8))
    }
}
