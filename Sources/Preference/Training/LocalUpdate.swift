/// How one user's ratings move the decision-making layers (MeLU, section 3.2, equation 5).
///
///     θ₂ ← θ₂ − α ∂L/∂θ₂,   L = mean loss over the support set
///
/// θ₁, the embeddings, stays; each step uses the whole support set.
public struct LocalUpdate: Sendable, Equatable {
    /// The number of gradient steps.
    public var steps: Int
    /// α, in parameter units per gradient unit.
    public var localLearningRate: Double
    /// ℓ, of the local update and of the global update that looks through it.
    public var loss: PreferenceLoss

    /// Creates an update; the defaults are the paper's.
    public init(steps: Int = 1, localLearningRate: Double = 5e-6, loss: PreferenceLoss = .squaredError) {
        self.steps = steps
        self.localLearningRate = localLearningRate
        self.loss = loss
    }
}

extension LocalUpdate: Codable {
    private enum CodingKeys: String, CodingKey {
        case steps, localLearningRate, loss
    }

    /// Reads an update; without a loss, as from before there were two, it is the squared error.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            steps: try values.decode(Int.self, forKey: .steps),
            localLearningRate: try values.decode(Double.self, forKey: .localLearningRate),
            loss: try values.decodeIfPresent(PreferenceLoss.self, forKey: .loss) ?? .squaredError)
    }

    /// Writes the loss where it is not the squared error.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(steps, forKey: .steps)
        try values.encode(localLearningRate, forKey: .localLearningRate)
        if loss != .squaredError { try values.encode(loss, forKey: .loss) }
    }
}
