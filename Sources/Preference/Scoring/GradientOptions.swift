/// Which gradient of a support pair is measured, and how.
public struct GradientOptions: Sendable, Equatable, Codable {
    /// What is differentiated.
    public var gradient: GradientTarget
    /// With respect to which parameters.
    public var parameters: GradientParameters
    /// How the tensors' norms become one.
    public var norm: GradientNorm

    /// Creates options; the defaults are the design's.
    public init(
        gradient: GradientTarget = .loss, parameters: GradientParameters = .decision, norm: GradientNorm = .global
    ) {
        self.gradient = gradient
        self.parameters = parameters
        self.norm = norm
    }
}

/// What is differentiated. With e = ŷ − y, each is a multiple of the gradient of ŷ.
public enum GradientTarget: String, Sendable, Codable, CaseIterable {
    /// The squared error e², which the local update steps along: 2 |e| times.
    case loss
    /// The estimate ŷ, the paper's "unit error": 1 times.
    case unitError = "unit-error"
    /// e² divided by its own detached value, as in the authors' program: 2 / |e| times. A pair without error has no
    /// gradient and counts as 0.
    case unitLoss = "unit-loss"
}

/// The parameters that a gradient is taken with respect to.
public enum GradientParameters: String, Sendable, Codable, CaseIterable {
    /// The decision-making layers θ₂, which the local update moves.
    case decision
    /// All parameters, embeddings too.
    case all
}

/// How the Frobenius norms of the tensors become one number.
public enum GradientNorm: String, Sendable, Codable, CaseIterable {
    /// The root of the sum of squares: the Frobenius norm of everything.
    case global
    /// The sum of the tensors' norms, as in the authors' program.
    case sum
}
