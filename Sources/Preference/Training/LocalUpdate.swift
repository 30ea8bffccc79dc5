import Algebra
import Datasets

/// How one user's ratings move the decision-making layers (MeLU, section 3.2, equation 5), each step within a
/// trust region.
///
///     θ₂ ← θ₂ − α min(1, ρ / ‖α g‖) g,   g = ∂L/∂θ₂,   L = mean loss over the support set
///
/// θ₁, the embeddings, stays; each step uses the whole support set. Without a bound, ρ = ∞, this is the
/// paper's step. A step of gradient descent on a loss of curvature λ overshoots where α λ > 2 and, through
/// three layers, overshoots further with each step, without a limit; a step within ρ cannot (Conn, Gould and
/// Toint, "Trust-Region Methods", SIAM 2000, section 6.1, with the linear model; in training, gradient
/// clipping: Pascanu, Mikolov and Bengio, ICML 2013, section 3.2).
package struct LocalUpdate: Sendable, Equatable {
    /// The number of gradient steps.
    package var steps: Int
    /// α, in parameter units per gradient unit.
    package var localLearningRate: Double
    /// ℓ, of the local update and of the global update that looks through it.
    package var loss: PreferenceLoss
    /// ρ, the length that no step exceeds, in parameter units; `nil` for none.
    package var maximumStep: Double?
    /// How ratings enter the loss.
    package var scaling: RatingScaling

    /// Creates an update; the defaults are the paper's.
    package init(
        steps: Int = 1, localLearningRate: Double = 5e-6, loss: PreferenceLoss = .squaredError,
        maximumStep: Double? = nil,
        scaling: RatingScaling = .identity
    ) {
        self.steps = steps
        self.localLearningRate = localLearningRate
        self.loss = loss
        self.maximumStep = maximumStep
        self.scaling = scaling
    }

    /// The share min(1, ρ / ‖α g‖) of a step that is taken.
    /// - Parameter length: ‖α g‖; nothing is taken of a step whose length is not a finite number.
    func share<Scalar: EstimatorScalar>(ofStepOfLength length: Scalar) -> Scalar {
        guard let maximumStep else { return 1 }
        let bound = Scalar(maximumStep)
        guard length.isFinite else { return 0 }
        return length > bound ? bound / length : 1
    }

    /// The rates that single precision holds: of a smaller one it would make 0, of a larger one infinity.
    package static let possibleRates = 1e-30...1e30

    /// A loss on the scale 1…5 in squared rating units; in nats it stays.
    package func inRatingUnits(loss: Double) -> Double {
        guard self.loss == .squaredError, !scaling.isIdentity else { return loss }
        return min(loss * scaling.unit * scaling.unit, .greatestFiniteMagnitude)
    }

    /// The estimate in the units that go with the ratings: a rating, or still the logit, which orders items
    /// alike and does not saturate.
    package func estimate(ofInner estimate: Double) -> Double {
        loss == .squaredError ? scaling.rating(ofInner: estimate) : estimate
    }
}

extension LocalUpdate: Codable {
    private enum CodingKeys: String, CodingKey {
        case steps, localLearningRate, loss, maximumStep, scaling
    }

    /// Reads an update. What is missing, as from before it existed, is the squared error, no bound, and
    /// ratings as they are.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            steps: try values.decode(Int.self, forKey: .steps),
            localLearningRate: try values.decode(Double.self, forKey: .localLearningRate),
            loss: try values.decodeIfPresent(PreferenceLoss.self, forKey: .loss) ?? .squaredError,
            maximumStep: try values.decodeIfPresent(Double.self, forKey: .maximumStep),
            scaling: try values.decodeIfPresent(RatingScaling.self, forKey: .scaling) ?? .identity)
    }

    /// Writes what differs from the paper's update.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(steps, forKey: .steps)
        try values.encode(localLearningRate, forKey: .localLearningRate)
        if loss != .squaredError { try values.encode(loss, forKey: .loss) }
        try values.encodeIfPresent(maximumStep, forKey: .maximumStep)
        if scaling != .identity { try values.encode(scaling, forKey: .scaling) }
    }
}
