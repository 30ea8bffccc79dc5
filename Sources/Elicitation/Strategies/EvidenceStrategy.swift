import Datasets
import Preference

/// Asks about the evidence candidates with the highest scores: mean gradient norm times popularity (MeLU, section 3.4).
public struct EvidenceStrategy: ElicitationStrategy {
    /// Which gradient's norm counts.
    public let gradient: GradientTarget

    /// Creates the strategy.
    public init(gradient: GradientTarget = .loss) { self.gradient = gradient }

    /// `melu`, `melu-unit-error` or `melu-unit-loss`
    public var name: String { gradient == .loss ? "melu" : "melu-\(gradient.rawValue)" }

    /// Ranks the candidates that the input holds scores of.
    public func rank(
        _ input: ElicitationInput, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        guard let evidence = input.evidence[gradient] else { throw .needsEvidence(strategy: name, gradient: gradient) }
        return ItemRanking(strategy: name, evidence: evidence, gradient: gradient)
    }
}
