import Preference

/// All strategies by name.
public enum ElicitationStrategies {
    /// What a strategy needs beside ratings.
    public enum Need: Sendable, Equatable {
        /// The scores of a trained estimator.
        case evidence(GradientTarget)
        /// A latent factor model.
        case model
    }

    /// A strategy that can be asked for.
    public struct Entry: Sendable {
        /// The name by which people ask for it.
        public let name: String
        /// What it does, in one line.
        public let summary: String
        /// What it needs beside ratings; `nil` when ratings are enough.
        public let need: Need?
        /// Makes it.
        public let make: @Sendable () -> any ElicitationStrategy

        /// Whether it applies to interactions without ratings, which have no spread and no level to fit factors to.
        public var takesImplicitFeedback: Bool {
            if case .evidence = need { true } else { name == "popularity" || name == "random" }
        }
    }

    /// Every strategy, in the order in which comparisons print them.
    public static let all: [Entry] = [
        Entry(
            name: "melu", summary: "mean gradient norm of the squared error times popularity (MeLU)", need: .evidence(.loss),
            make: { EvidenceStrategy(gradient: .loss) }),
        Entry(
            name: "melu-unit-error", summary: "the same with the gradient of the estimate itself, the paper's unit error",
            need: .evidence(.unitError), make: { EvidenceStrategy(gradient: .unitError) }),
        Entry(
            name: "melu-unit-loss", summary: "the same with the error divided by its own value, as the authors' program has it",
            need: .evidence(.unitLoss), make: { EvidenceStrategy(gradient: .unitLoss) }),
        Entry(
            name: "design", summary: "the answers expected to make all other estimates most certain", need: .model,
            make: { DesignStrategy() }),
        Entry(
            name: "adaptive", summary: "design with each user's own answers taken in, question by question", need: .model,
            make: { AdaptiveStrategy() }),
        Entry(name: "popularity", summary: "the most rated items", need: nil, make: { PopularityStrategy() }),
        Entry(name: "random", summary: "items drawn at random", need: nil, make: { RandomStrategy() }),
        Entry(name: "entropy", summary: "the most mixed opinions", need: nil, make: { EntropyStrategy() }),
        Entry(
            name: "entropy0", summary: "entropy with not knowing the item as an opinion of half weight", need: nil,
            make: { Entropy0Strategy() }),
        Entry(
            name: "logpop-entropy", summary: "logarithm of popularity times entropy", need: nil,
            make: { LogPopularityEntropyStrategy() }),
        Entry(
            name: "helf", summary: "harmonic mean of entropy and logarithm of popularity", need: nil, make: { HELFStrategy() }),
        Entry(
            name: "variance-popularity", summary: "variance of the ratings times popularity", need: nil,
            make: { VariancePopularityStrategy() }),
        Entry(
            name: "greedy-extend", summary: "the answers that would have lowered the error on past users most", need: .model,
            make: { GreedyExtendStrategy() }),
        Entry(
            name: "maxvol", summary: "items whose latent vectors span the largest volume", need: .model,
            make: { MaximalVolumeStrategy() }),
    ]

    /// The entry of this name.
    /// - Throws: ``ElicitationError/unknownStrategy(_:known:)``.
    public static func named(_ name: String) throws(ElicitationError) -> Entry {
        guard let entry = all.first(where: { $0.name == name }) else {
            throw .unknownStrategy(name, known: all.map(\.name))
        }
        return entry
    }
}
