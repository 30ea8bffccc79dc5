import Preference

/// A network that adapts to a user's support set, to be measured before and after each step.
public struct EvaluatedNetwork: Sendable {
    /// The name in results, such as `melu`.
    public let name: String
    /// The network before it has seen a user.
    public let estimator: Estimator<Float>
    /// How it adapts.
    public let update: LocalUpdate

    /// Names a network.
    public init(name: String, estimator: Estimator<Float>, update: LocalUpdate) {
        self.name = name
        self.estimator = estimator
        self.update = update
    }
}
