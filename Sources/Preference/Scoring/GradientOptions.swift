import Datasets

/// Which gradient of a support pair is measured, and how.
package struct GradientOptions: Sendable, Equatable {
    /// What is differentiated.
    package var gradient: GradientTarget
    /// With respect to which parameters.
    package var parameters: GradientParameters
    /// How the tensors' norms become one.
    package var norm: GradientNorm
    /// The loss of a pair.
    package var loss: PreferenceLoss
    /// How ratings enter the loss.
    package var scaling: RatingScaling

    /// Creates options; the defaults are the design's.
    package init(
        gradient: GradientTarget = .loss, parameters: GradientParameters = .decision,
        norm: GradientNorm = .global,
        loss: PreferenceLoss = .squaredError, scaling: RatingScaling = .identity
    ) {
        self.gradient = gradient
        self.parameters = parameters
        self.norm = norm
        self.loss = loss
        self.scaling = scaling
    }
}

extension GradientOptions: Codable {
    private enum CodingKeys: String, CodingKey {
        case gradient, parameters, norm, loss, scaling
    }

    /// Reads options; what is missing, as from before it existed, is the squared error and ratings as they
    /// are.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            gradient: try values.decode(GradientTarget.self, forKey: .gradient),
            parameters: try values.decode(GradientParameters.self, forKey: .parameters),
            norm: try values.decode(GradientNorm.self, forKey: .norm),
            loss: try values.decodeIfPresent(PreferenceLoss.self, forKey: .loss) ?? .squaredError,
            scaling: try values.decodeIfPresent(RatingScaling.self, forKey: .scaling) ?? .identity)
    }

    /// Writes the loss and the scaling where they are not those.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(gradient, forKey: .gradient)
        try values.encode(parameters, forKey: .parameters)
        try values.encode(norm, forKey: .norm)
        if loss != .squaredError { try values.encode(loss, forKey: .loss) }
        if scaling != .identity { try values.encode(scaling, forKey: .scaling) }
    }
}

/// What is differentiated, of a pair with the loss ℓ. Each is a multiple of the gradient of ŷ; with e = ŷ − y
/// and the squared error as the loss, and with binary cross-entropy:
package enum GradientTarget: String, Sendable, Codable, CaseIterable {
    /// The loss, which the local update steps along: |∂ℓ/∂ŷ| times, that is 2 |e|, or |σ(ŷ) − y|.
    case loss
    /// The estimate ŷ, the paper's "unit error": 1 times.
    case unitError = "unit-error"
    /// The loss divided by its own detached value, as in the authors' program: |∂ℓ/∂ŷ| / ℓ times, that is 2 /
    /// |e|. A pair without a loss has no gradient and counts as 0.
    case unitLoss = "unit-loss"
}

/// The parameters that a gradient is taken with respect to.
package enum GradientParameters: String, Sendable, Codable, CaseIterable {
    /// The decision-making layers θ₂, which the local update moves.
    case decision
    /// All parameters, embeddings too.
    case all
}

/// How the Frobenius norms of the tensors become one number.
package enum GradientNorm: String, Sendable, Codable, CaseIterable {
    /// The root of the sum of squares: the Frobenius norm of everything.
    case global
    /// The sum of the tensors' norms, as in the authors' program.
    case sum
}
