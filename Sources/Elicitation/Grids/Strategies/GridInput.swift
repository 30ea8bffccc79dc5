import Datasets
import Preference

/// What a strategy chooses the tiles of a grid from. Where strategies are measured, nothing in it comes from
/// a held-out user.
package struct GridInput: Sendable {
    /// Who took what.
    package let table: TapTable
    /// nᵢ, shape [items].
    package let taken: [Int]
    /// The covariance; the greedy strategies choose among its columns.
    package let model: TapModel
    /// Whether each item counts as something to recommend; `nil` for all.
    package var isTarget: [Bool]?
    /// How many people took each item lately, see ``RecentCounts``; `nil` where no times are known.
    package var recent: [Int]?
    /// The scores of the evidence candidates by gradient, where an estimator has been trained.
    package var evidence: [GradientTarget: EvidenceScores]
    /// The settings of ``GridDesign``, whose λ is that of the recommendations as well.
    package var settings: GridSettings
    /// How many threads may be used; the result does not depend on it.
    package var threads: Int

    /// Creates an input.
    /// - Parameters:
    ///   - table: who took what.
    ///   - model: their covariance, where it is known already; by default counted for the items that
    ///     ``CandidateItems`` names.
    ///   - rules: what may be shown, for that count.
    ///   - settings: of the design.
    ///   - threads: how many threads to use.
    package init(
        _ table: TapTable, model: TapModel? = nil, rules: GridRules, settings: GridSettings = .standard,
        threads: Int = 1
    ) {
        (self.table, taken, self.threads) = (table, table.takenCounts, threads)
        (self.settings, evidence) = (settings, [:])
        self.model = model ?? GridInput.model(of: table, taken: taken, rules: rules, threads: threads)
    }

    private static func model(of table: TapTable, taken: [Int], rules: GridRules, threads: Int) -> TapModel {
        let columns = CandidateItems.mostTaken(
            taken, limit: CandidateItems.limit(itemCount: table.itemCount), including: rules.pins
        ) { rules.isAllowed[$0] }
        return TapModel(TapCounts(table, columns: columns, threads: threads))
    }
}

/// How many people took each item lately.
package enum RecentCounts {
    /// The newest share of the interactions that counts as lately.
    package static let standardShare = 0.1

    /// Counts the newest interactions: those of the time, or later, that a tenth of them have. The time is
    /// that of the data, so that an old dataset has a lately, too.
    /// - Parameters:
    ///   - dataset: where the interactions are.
    ///   - positiveFrom: the lowest rating that counts as taken.
    ///   - users: whether each user counts; `nil` for all.
    /// - Returns: shape [items]; `nil` where the dataset has no times.
    package static func counts(
        of dataset: Dataset, positiveFrom: Double? = nil, users: [Bool]? = nil, share: Double = standardShare
    ) -> [Int]? {
        guard let times = dataset.interactions.timestamps else { return nil }
        let interactions = dataset.interactions
        let floor = dataset.lowestTaken(positiveFrom)
        let rows = interactions.ratings.indices.filter { row in
            users?[Int(interactions.users[row])] ?? true
                && floor.map { interactions.ratings[row] >= $0 } ?? true
                && times[row].isFinite
        }
        var counts = [Int](repeating: 0, count: dataset.items.count)
        guard !rows.isEmpty else { return counts }
        let newest = rows.map { times[$0] }.sorted(by: >)
        let start = newest[max(0, min(newest.count, Int((share * Double(newest.count)).rounded(.up))) - 1)]
        for row in rows where times[row] >= start { counts[Int(interactions.items[row])] += 1 }
        return counts
    }
}
