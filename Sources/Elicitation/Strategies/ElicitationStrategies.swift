import Preference

/// All strategies by name.
package enum ElicitationStrategies {
    /// What a strategy needs beside ratings.
    package enum Need: Sendable, Equatable {
        /// The scores of a trained estimator.
        case evidence(GradientTarget)
        /// A latent factor model.
        case model
    }

    /// A strategy that can be asked for.
    package struct Entry: Sendable {
        package let id: StrategyID
        /// What it does, in one line.
        package let summary: String
        /// What it needs beside ratings; `nil` when ratings are enough.
        package let need: Need?
        /// Makes it.
        package let make: @Sendable () -> any ElicitationStrategy

        /// Whether it applies to interactions without ratings, which have no spread and no level to fit
        /// factors to.
        package var takesImplicitFeedback: Bool {
            if case .evidence = need { true } else { id == .popularity || id == .random }
        }

        /// The name by which people ask for it.
        package var name: String { id.name }

        /// Whether a trained estimator is needed.
        package var needsEvidence: Bool { id.isMeLU }
    }

    /// Every strategy, in the order in which comparisons print them.
    package static let all: [Entry] = [
        Entry(
            id: .melu, summary: "mean gradient norm of the squared error times popularity (MeLU)",
            need: .evidence(.loss),
            make: { EvidenceStrategy(gradient: .loss) }),
        Entry(
            id: .meluUnitError,
            summary: "the same with the gradient of the estimate itself, the paper's unit error",
            need: .evidence(.unitError), make: { EvidenceStrategy(gradient: .unitError) }),
        Entry(
            id: .meluUnitLoss,
            summary: "the same with the error divided by its own value, as the authors' program has it",
            need: .evidence(.unitLoss), make: { EvidenceStrategy(gradient: .unitLoss) }),
        Entry(
            id: .design, summary: "the answers expected to make all other estimates most certain",
            need: .model,
            make: { DesignStrategy() }),
        Entry(
            id: .adaptive, summary: "design with each user's own answers taken in, question by question",
            need: .model,
            make: { AdaptiveStrategy() }),
        Entry(id: .popularity, summary: "the most rated items", need: nil, make: { PopularityStrategy() }),
        Entry(id: .random, summary: "items drawn at random", need: nil, make: { RandomStrategy() }),
        Entry(id: .entropy, summary: "the most mixed opinions", need: nil, make: { EntropyStrategy() }),
        Entry(
            id: .entropy0, summary: "entropy with not knowing the item as an opinion of half weight",
            need: nil,
            make: { Entropy0Strategy() }),
        Entry(
            id: .logpopEntropy, summary: "logarithm of popularity times entropy", need: nil,
            make: { LogPopularityEntropyStrategy() }),
        Entry(
            id: .helf, summary: "harmonic mean of entropy and logarithm of popularity", need: nil,
            make: { HELFStrategy() }),
        Entry(
            id: .variancePopularity, summary: "variance of the ratings times popularity", need: nil,
            make: { VariancePopularityStrategy() }),
        Entry(
            id: .greedyExtend, summary: "the answers that would have lowered the error on past users most",
            need: .model,
            make: { GreedyExtendStrategy() }),
        Entry(
            id: .maxvol, summary: "items whose latent vectors span the largest volume", need: .model,
            make: { MaximalVolumeStrategy() }),
    ]

    /// The entry of this name.
    /// - Throws: ``ElicitationError/unknownStrategy(_:known:)``.
    package static func named(_ name: String) throws(ElicitationError) -> Entry {
        guard let entry = all.first(where: { $0.name == name }) else {
            throw .unknownStrategy(name, known: all.map(\.name))
        }
        return entry
    }
}
