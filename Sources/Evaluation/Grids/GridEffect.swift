import Elicitation
import Statistics

/// What a grid is worth under one protocol, by one recommender and one measure.
package struct GridEffect: Sendable, Equatable {
    package var strategy: String
    package var gridProtocol: GridProtocol
    package var recommender: String
    package var measure: GridMeasure
    /// How many users it rests on: those with a relevant title to find.
    package var users: Int
    /// Mean over the users, 0...1.
    package var value: IntervalEstimate
    /// The grid less the popular one on the same users and candidates; all zero for the popular grid itself.
    package var comparison: PairedComparison

    /// What two series of the same users say; users without a value in one of them are left out.
    init?(
        _ key: (strategy: String, gridProtocol: GridProtocol, recommender: String, measure: GridMeasure),
        values: [Double?], against others: [Double?], draws: (count: Int, seed: UInt64)
    ) {
        guard let judged = JudgedUsers(values, against: others, draws: draws) else { return nil }
        (strategy, gridProtocol, recommender, measure) = key
        (users, value, comparison) = (judged.count, judged.value, judged.comparison)
    }

    /// Holm's correction over the strategies other than the reference, for each protocol, recommender and
    /// measure on its own.
    static func holmCorrected(_ effects: [GridEffect], reference: String) -> [GridEffect] {
        PairedComparison.holmCorrected(effects, \.comparison, where: { $0.strategy != reference }) {
            $0.gridProtocol == $1.gridProtocol && $0.recommender == $1.recommender && $0.measure == $1.measure
        }
    }
}

/// Two series of the same users; those without a value in one of them are left out.
struct JudgedUsers {
    let count: Int
    /// Mean of the first series, 0...1.
    let value: IntervalEstimate
    /// The first series less the second.
    let comparison: PairedComparison

    /// - Returns: `nil` where no user is left.
    init?(_ values: [Double?], against others: [Double?], draws: (count: Int, seed: UInt64)) {
        let pairs = zip(values, others).compactMap { first, second in
            first.flatMap { a in second.map { (a, $0) } }
        }
        guard !pairs.isEmpty else { return nil }
        let resamples = BootstrapResamples(count: pairs.count, replicates: draws.count, seed: draws.seed)
        count = pairs.count
        value = resamples.interval(of: pairs.map(\.0))
        comparison = PairedComparison(
            pairs.map(\.0), against: pairs.map(\.1), tolerance: .ofShares, resamples: resamples,
            seed: draws.seed)
    }
}

/// How many tiles of a grid people can tap.
package struct TapCoverage: Sendable, Equatable {
    package var strategy: String
    package var gridProtocol: GridProtocol
    /// Mean number of taps of a user.
    package var taps: IntervalEstimate
    /// The share of users without a tap, 0...1.
    package var none: IntervalEstimate
    /// The share of users with fewer than three taps, 0...1.
    package var belowThree: IntervalEstimate

    init(_ outcome: GridOutcome, resamples: BootstrapResamples) {
        (strategy, gridProtocol) = (outcome.strategy, outcome.gridProtocol)
        taps = resamples.interval(of: outcome.byUser { Double($0) })
        none = resamples.interval(of: outcome.byUser { $0 == 0 ? 1 : 0 })
        belowThree = resamples.interval(of: outcome.byUser { $0 < GridReach.enoughTaps ? 1 : 0 })
    }
}
