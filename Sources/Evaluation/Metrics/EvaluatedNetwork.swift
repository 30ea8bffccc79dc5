import Preference

/// A network that adapts to a user's support set, to be measured before and after each step.
package struct EvaluatedNetwork: Sendable {
    /// The name in results, such as `melu`.
    package let name: String
    /// The network before it has seen a user.
    package let estimator: Estimator<Float>
    /// How it adapts.
    package let update: LocalUpdate

    /// Names a network.
    package init(name: String, estimator: Estimator<Float>, update: LocalUpdate) {
        self.name = name
        self.estimator = estimator
        self.update = update
    }
}
