import Algebra
import Elicitation
import Statistics

/// Grids against the popular one on the same users: by strategy, protocol, recommender and measure.
package struct GridComparison: Sendable, Equatable {
    /// One row per outcome, recommender and measure that somebody could be judged by.
    package let effects: [GridEffect]
    /// One row per outcome.
    package let coverage: [TapCoverage]
    /// Recommenders against `linear` and pages against the best fixed list.
    package let contrasts: [GridContrast]
    /// How many users have no relevant title to find and are left out, by protocol, where somebody is.
    package let leftOut: [(gridProtocol: GridProtocol, strategy: String, users: Int)]

    /// The strategy that the others are compared with.
    package static let reference = StrategyID.reference.name

    /// Whether every figure is a finite number.
    package var isDefined: Bool {
        effects.allSatisfy { $0.value.isDefined && $0.comparison.difference.isDefined }
    }

    /// Compares outcomes of the same users.
    /// - Parameters:
    ///   - outcomes: of all strategies under all protocols.
    ///   - replicates: the bootstrap's number of draws.
    ///   - seed: the seed of the draws and the permutation tests.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(_ outcomes: [GridOutcome], replicates: Int = 2000, seed: UInt64 = 0, threads: Int = 1) {
        let keys = outcomes.indices.flatMap { outcome in
            outcomes[outcome].recommenders.indices.flatMap { recommender in
                GridMeasure.allCases.map { (outcome, recommender, $0) }
            }
        }
        let found = concurrentMap(keys.count, threads: threads) { index -> GridEffect? in
            let (outcome, recommender, measure) = (outcomes[keys[index].0], keys[index].1, keys[index].2)
            return GridEffect(
                (outcome.strategy, outcome.gridProtocol, outcome.recommenders[recommender], measure),
                values: outcome.values(of: measure, recommender: recommender),
                against: outcome.referenceValues(of: measure, recommender: recommender),
                draws: (replicates, seed))
        }
        effects = GridEffect.holmCorrected(found.compactMap { $0 }, reference: Self.reference)
        let resamples = BootstrapResamples(
            count: outcomes.first?.users ?? 0, replicates: replicates, seed: seed, threads: threads)
        coverage = outcomes.map { TapCoverage($0, resamples: resamples) }
        contrasts = GridContrast.all(of: outcomes, draws: (replicates, seed))
        leftOut = outcomes.map { outcome in
            let judged = outcome.values(of: .ndcg10, recommender: 0)
            return (outcome.gridProtocol, outcome.strategy, judged.count { $0 == nil })
        }.filter { $0.users > 0 }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.effects == right.effects && left.coverage == right.coverage && left.contrasts == right.contrasts
            && left.leftOut.elementsEqual(right.leftOut, by: ==)
    }
}
