import Algebra
import Support

/// The preference estimator: an architecture with its parameters θ = (θ₁, θ₂) in one flat block.
///
/// The embedding tables come first, items' before users', each [rows, embeddingWidth]; then the
/// decision-making layers as `fc1`, `fc2` and the output, weights [inputs, units] before biases.
package struct Estimator<Scalar: EstimatorScalar>: Sendable {
    /// The shape.
    package let architecture: EstimatorArchitecture
    /// All parameters, shape [architecture.parameterCount].
    package var parameters: [Scalar]

    /// An estimator whose parameters are all zero.
    package init(zeros architecture: EstimatorArchitecture) {
        self.architecture = architecture
        parameters = Array(repeating: 0, count: architecture.parameterCount)
    }

    /// Draws initial parameters.
    ///
    /// Embedding rows of categorical features are N(0, 1); those of multivalued features U(±1/√rows); the
    /// layers' weights and biases U(±1/√inputs), as in the authors' program.
    /// - Parameters:
    ///   - architecture: the shape.
    ///   - outputBias: where the output's bias starts, in rating units; `nil` draws it like the others.
    ///   - generator: where the numbers come from.
    package init(
        _ architecture: EstimatorArchitecture, outputBias: Double?, using generator: inout SeededGenerator
    ) {
        self.init(zeros: architecture)
        var next = 0
        for input in architecture.itemInputs + architecture.userInputs {
            let bound = 1 / Double(max(input.rows, 1)).squareRoot()
            for _ in 0..<(input.rows * architecture.embeddingWidth) {
                let value = input.kind == .categorical ? generator.normal() : generator.uniform(within: bound)
                parameters[next] = Scalar(value)
                next += 1
            }
        }
        let decision = architecture.decision
        for (end, inputs) in [
            (decision.fc2Weight, decision.inputWidth), (decision.outputWeight, decision.hiddenWidth),
            (decision.count, decision.hiddenWidth),
        ] {
            let bound = 1 / Double(max(inputs, 1)).squareRoot()
            while next < architecture.embeddingCount + end {
                parameters[next] = Scalar(generator.uniform(within: bound))
                next += 1
            }
        }
        if let outputBias { parameters[parameters.count - 1] = Scalar(outputBias) }
    }

    /// The same estimator in another number type.
    package func converted<Other: EstimatorScalar>(to type: Other.Type) -> Estimator<Other> {
        var other = Estimator<Other>(zeros: architecture)
        other.parameters = parameters.map { Other($0) }
        return other
    }
}

extension SeededGenerator {
    /// A number drawn uniformly from [−bound, bound).
    fileprivate mutating func uniform(within bound: Double) -> Double { bound * (2 * unitInterval() - 1) }
}
