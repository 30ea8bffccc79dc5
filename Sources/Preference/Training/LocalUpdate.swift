/// How one user's ratings move the decision-making layers (MeLU, section 3.2, equation 5).
///
///     θ₂ ← θ₂ − α ∂L/∂θ₂,   L = mean squared error over the support set
///
/// θ₁, the embeddings, stays; each step uses the whole support set.
public struct LocalUpdate: Sendable, Equatable, Codable {
    /// The number of gradient steps.
    public var steps: Int
    /// α, in parameter units per gradient unit.
    public var localLearningRate: Double

    /// Creates an update; the defaults are the paper's.
    public init(steps: Int = 1, localLearningRate: Double = 5e-6) {
        self.steps = steps
        self.localLearningRate = localLearningRate
    }
}
