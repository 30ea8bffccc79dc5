import Datasets
import Storage

/// What a report shows, read from a workspace: plain values, so that rendering needs no database and no
/// clock.
package struct ReportContents: Sendable {
    /// The dataset's name, format and size.
    package var dataset: DatasetRecord
    /// The lists to show, each with its items.
    package var lists: [StoredList]
    /// The most popular items, best first.
    package var popular: [PopularItem]
    /// How many users of the dataset know each item of a shown list, now.
    package var known: [ExternalID: Int]
    /// The numbers of the lists that were made on an earlier version of the dataset.
    package var olderLists: Set<Int64>
    /// The latest scoring with gradient norms, and its scores.
    package var gradientRun: ScoringRunRecord?
    /// The scores of that run, best first.
    package var gradientScores: [LabelledScore]
    /// The comparison of strategies and its results.
    package var comparison: AnalysisRunRecord?
    /// Results by shown items.
    package var elicitations: [ElicitationRecord]
    /// Results by answered items.
    package var answered: [AnsweredElicitationRecord]
    /// Measures of the compared strategies' interviews and lists.
    package var strategyMeasures: [StrategyMeasureRecord]
    /// How alike the compared lists are.
    package var similarities: [ListSimilarityRecord]
    /// The comparison of grids and its results.
    package var gridComparison: AnalysisRunRecord?
    /// Results by grid, recommender and measure.
    package var gridRecords: [ElicitationRecord]
    /// What people can tap of the grids, and how recommenders and pages compare.
    package var gridMeasures: [StrategyMeasureRecord]
    /// The evaluation and its results.
    package var evaluation: AnalysisRunRecord?
    /// Results by scenario.
    package var evaluations: [EvaluationRecord]
    /// What each single rule of a list does.
    package var ruleEffects: [RuleEffect]
    /// The model that the figures come from.
    package var model: ModelRecord?
    /// Its training, epoch by epoch.
    package var epochs: [EpochRecord]
    /// The commands that repeat everything.
    package var commands: [Command]
    /// The commands that make what is not there yet.
    var next: NextCommands
    /// The version of the program.
    package var softwareVersion: String
}

/// A popular item.
package struct PopularItem: Sendable, Equatable {
    /// The item.
    package var itemID: ExternalID
    /// Its title, year and genres.
    package var label: ItemLabel
}

extension ReportContents {
    /// The share of all users who know an item of a shown list, 0…1: the same wherever the item stands.
    func knownShare(_ item: ExternalID) -> Double {
        dataset.users > 0 ? Double(known[item] ?? 0) / Double(dataset.users) : 0
    }

    /// How many items of a list are also among as many most popular ones.
    func sharedWithPopular(_ list: StoredList) -> Int {
        let popular = Set(popular.prefix(list.items.count).map(\.itemID))
        return list.items.count { popular.contains($0.item.itemID) }
    }
}

/// What one rule does to a list when it stands alone.
package struct RuleEffect: Sendable, Equatable {
    /// The number of the list.
    package var list: Int64
    /// The rule in words.
    package var rule: String
    /// The titles of the items that it keeps off the list.
    package var displaced: [String]
    /// The titles of the items that come in.
    package var arrived: [String]
    /// The summed score without rules less that with this rule.
    package var cost: Double
    /// The summed score without rules.
    package var total: Double
}
