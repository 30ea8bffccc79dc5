import Datasets
import Elicitation
import Foundation
import Storage
import Support

/// The steps of `icebreaker select` for a grid of tiles to tap.
package struct GridSelection {
    /// What a grid may be asked for beside the rules of its list.
    package struct Options: Sendable {
        /// The lowest rating that counts as taken; any where `nil`.
        package var positiveFrom: Double?
        /// The least share of people who can tap three tiles, above 0 and at most 1.
        package var threeTaps: Double?
        /// Whether exponent and ridge of the design are chosen on validation users.
        package var isTuned: Bool

        package init(positiveFrom: Double? = nil, threeTaps: Double? = nil, isTuned: Bool = false) {
            (self.positiveFrom, self.threeTaps, self.isTuned) = (positiveFrom, threeTaps, isTuned)
        }
    }

    package let workspace: Workspace
    package let dataset: Dataset
    package let strategy: GridStrategy
    package let options: Options
    package let gradient: GradientSettings
    /// How gradient norms are measured, for the melu strategies.
    package let scoring: EvidenceScoring?
    package let seed: UInt64
    package let threads: Int
    package let progress: WorkProgress

    package init(
        workspace: Workspace, dataset: Dataset, strategy: GridStrategy, options: Options,
        gradient: GradientSettings,
        scoring: EvidenceScoring?, seed: UInt64, threads: Int, progress: WorkProgress
    ) {
        (self.workspace, self.dataset, self.strategy, self.options) = (workspace, dataset, strategy, options)
        (self.gradient, self.scoring) = (gradient, scoring)
        (self.seed, self.threads, self.progress) = (seed, threads, progress)
    }

    /// Ranks, picks and stores.
    package func select(rules: ListRules, record: StoredRules, name: String?) throws
        -> SelectionSession.Selection
    {
        let counts = KnownCounts(of: dataset)
        progress.note("counting who took what")
        let table = TapTable(of: dataset, positiveFrom: options.positiveFrom)
        let gridRules = GridRules(rules, counts: counts, dataset: dataset)
        guard gridRules.isAllowed.contains(true) || !rules.pins.isEmpty else { throw EmptyList() }
        var input = GridInput(table, rules: gridRules, threads: threads)
        if options.isTuned { tune(&input, rules: gridRules) }
        try addNeeds(of: strategy, to: &input, counts: counts)
        let outcome = try outcome(input, rules: gridRules)
        guard !outcome.tiles.isEmpty else { throw EmptyList() }
        let ranking =
            options.threeTaps == nil ? outcome.ranking : ItemRanking(outcome.ranking, only: outcome.tiles)
        let list = OnboardingList(
            ranking: ranking, without: try unruled(input, rules: rules), rules: rules, counts: counts,
            dataset: dataset)
        let summary = GridSummary(
            list, outcome: outcome, table: table, dataset: dataset, positiveFrom: options.positiveFrom,
            threeTaps: options.threeTaps, ridge: input.settings.ridge, threads: threads)
        let stored = try store(
            list, outcome: outcome, input: input, summary: summary, record: record, name: name, counts: counts
        )
        let overlap = ListOverlap(list, popularity: counts)
        return SelectionSession.Selection(
            list: stored,
            remarks: list.remarks(overlap: overlap, dataset: dataset, isJoint: strategy.isJoint)
                + summary.remarks)
    }

    private func tune(_ input: inout GridInput, rules: GridRules) {
        let bar = progress.stage(
            "choosing the design by past users", total: GridSettings.tried.count, unit: "settings")
        defer { bar.finish() }
        var generator = SeededGenerator(seed: seed, stream: .gridTuning)
        input.settings = GridTuning(input, rules: rules, using: &generator) { bar.update($0) }.best
    }

    private func addNeeds(of strategy: GridStrategy, to input: inout GridInput, counts: KnownCounts) throws {
        if strategy.needsTimes {
            input.recent = RecentCounts.counts(of: dataset, positiveFrom: options.positiveFrom)
        }
        if let gradient = strategy.gradient {
            input.evidence[gradient] = try scoring?.scores(
                gradient, known: counts, threads: threads, progress: progress)
        }
    }

    private func rank(_ input: GridInput, _ rules: GridRules) throws -> ItemRanking {
        var generator = SeededGenerator(seed: seed, stream: .strategy)
        return try strategy.rank(input, rules: rules, using: &generator)
    }

    private func outcome(_ input: GridInput, rules: GridRules) throws -> ThreeTapsRule.Outcome {
        guard let share = options.threeTaps else {
            let ranking = try rank(input, rules)
            let tiles = rules.tiles(of: ranking)
            return ThreeTapsRule.Outcome(
                unlimited: ranking, tiles: tiles, reach: GridReach(tiles, in: input.table))
        }
        progress.note("looking for the most candidates that let enough people tap three")
        return try ThreeTapsRule(share: share).apply(rules, table: input.table) { try rank(input, $0) }
    }

    /// What would be chosen without rules, where the choice of a tile depends on the others; `nil` without
    /// rules.
    private func unruled(_ input: GridInput, rules: ListRules) throws -> ItemRanking? {
        let isFree =
            rules.pins.isEmpty && rules.exclusions.isEmpty && rules.caps.isEmpty && rules.filters.isEmpty
            && rules.minimumKnown == 0
        guard strategy.isJoint, !isFree, options.threeTaps == nil else { return nil }
        let free = GridRules(
            count: rules.count, isAllowed: [Bool](repeating: true, count: dataset.items.count))
        var whole = GridInput(input.table, rules: free, settings: input.settings, threads: threads)
        (whole.recent, whole.evidence) = (input.recent, input.evidence)
        return try rank(whole, free)
    }
}

extension ItemRanking {
    /// The same ranking with only some of its items.
    fileprivate init(_ ranking: ItemRanking, only items: [Int]) {
        let kept = Set(items)
        self.init(strategy: ranking.strategy, scored: ranking.items.filter { kept.contains($0.item) })
    }
}
