import Preference
import Support

/// Asks about the evidence candidates with the highest scores: mean gradient norm times popularity (MeLU,
/// section 3.4).
package struct EvidenceStrategy: ElicitationStrategy {
    /// Which gradient's norm counts.
    package let gradient: GradientTarget

    /// Creates the strategy.
    package init(gradient: GradientTarget = .loss) { self.gradient = gradient }

    /// `melu`, `melu-unit-error` or `melu-unit-loss`
    package var name: String { StrategyID(gradient).name }

    /// Ranks the candidates that the input holds scores of.
    package func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        guard let evidence = input.evidence[gradient] else {
            throw .needsEvidence(strategy: name, gradient: gradient)
        }
        return ItemRanking(strategy: name, evidence: evidence, gradient: gradient)
    }
}

extension StrategyID {
    /// The strategy that scores by a gradient.
    package init(_ gradient: GradientTarget) {
        self =
            switch gradient {
            case .loss: .melu
            case .unitError: .meluUnitError
            case .unitLoss: .meluUnitLoss
            }
    }
}
