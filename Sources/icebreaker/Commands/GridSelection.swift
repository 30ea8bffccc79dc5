import Datasets
import Elicitation
import Foundation
import Storage

/// The steps of `icebreaker select` for a grid of tiles to tap.
struct GridSelection {
    let workspace: Workspace
    let dataset: Dataset
    let strategy: GridStrategy
    let flags: GridFlags
    let gradient: GradientFlags
    /// How gradient norms are measured, for the melu strategies.
    let scoring: EvidenceScoring?
    let seed: UInt64
    let threads: Int
    let quiet: Bool

    /// Ranks, picks and stores.
    func select(rules: ListRules, record: StoredRules, name: String?) throws -> SelectionSession.Selection {
        let counts = KnownCounts(of: dataset)
        Console.note("counting who took what", quiet: quiet)
        let table = TapTable(of: dataset, positiveFrom: flags.positiveFrom)
        let gridRules = GridRules(rules, counts: counts, dataset: dataset)
        guard gridRules.isAllowed.contains(true) || !rules.pins.isEmpty else { throw EmptyList() }
        var input = GridInput(table, rules: gridRules, threads: threads)
        if flags.isTuned { tune(&input, rules: gridRules) }
        try addNeeds(of: strategy, to: &input, counts: counts)
        let outcome = try outcome(input, rules: gridRules)
        guard !outcome.tiles.isEmpty else { throw EmptyList() }
        let ranking = flags.threeTaps == nil ? outcome.ranking : ItemRanking(outcome.ranking, only: outcome.tiles)
        let list = OnboardingList(
            ranking: ranking, without: try unruled(input, rules: rules), rules: rules, counts: counts, dataset: dataset)
        let summary = GridSummary(
            list, outcome: outcome, table: table, dataset: dataset, positiveFrom: flags.positiveFrom,
            threeTaps: flags.threeTapsShare, ridge: input.ridge, threads: threads)
        let stored = try store(list, outcome: outcome, input: input, summary: summary, record: record, name: name, counts: counts)
        let overlap = ListOverlap(list, popularity: counts)
        return SelectionSession.Selection(
            list: stored, remarks: list.remarks(overlap: overlap, dataset: dataset, isJoint: strategy.isJoint) + summary.remarks)
    }

    private func tune(_ input: inout GridInput, rules: GridRules) {
        let total = GridTuning.exponents.count * GridTuning.ridges.count
        let bar = ProgressBar("choosing exponent and ridge", total: total, unit: "settings", quiet: quiet)
        defer { bar.finish() }
        var generator = SeededGenerator(seed: seed, stream: 5)
        let tuning = GridTuning(input.table, rules: rules, threads: threads, using: &generator) { done in
            bar.update(done)
        }
        guard let best = tuning.best else { return }
        (input.exponent, input.ridge) = (best.exponent, best.ridge)
    }

    private func addNeeds(of strategy: GridStrategy, to input: inout GridInput, counts: KnownCounts) throws {
        if strategy.needsTimes { input.recent = RecentCounts.counts(of: dataset, positiveFrom: flags.positiveFrom) }
        if let gradient = strategy.gradient {
            input.evidence[gradient] = try scoring?.scores(gradient, known: counts, threads: threads, quiet: quiet)
        }
    }

    private func rank(_ input: GridInput, _ rules: GridRules) throws -> ItemRanking {
        var generator = SeededGenerator(seed: seed, stream: 4)
        return try strategy.rank(input, rules: rules, using: &generator)
    }

    private func outcome(_ input: GridInput, rules: GridRules) throws -> ThreeTapsRule.Outcome {
        guard let share = flags.threeTapsShare else {
            let ranking = try rank(input, rules)
            let tiles = rules.tiles(of: ranking)
            return ThreeTapsRule.Outcome(unlimited: ranking, tiles: tiles, reach: GridReach(tiles, in: input.table))
        }
        Console.note("looking for the most candidates that let enough people tap three", quiet: quiet)
        return try ThreeTapsRule(share: share).apply(rules, table: input.table) { try rank(input, $0) }
    }

    /// What would be chosen without rules, where the choice of a tile depends on the others; `nil` without rules.
    private func unruled(_ input: GridInput, rules: ListRules) throws -> ItemRanking? {
        let isFree =
            rules.pins.isEmpty && rules.exclusions.isEmpty && rules.caps.isEmpty && rules.filters.isEmpty
            && rules.minimumKnown == 0
        guard strategy.isJoint, !isFree, flags.threeTaps == nil else { return nil }
        let free = GridRules(count: rules.count, isAllowed: [Bool](repeating: true, count: dataset.items.count))
        var whole = GridInput(
            input.table, rules: free, exponent: input.exponent, ridge: input.ridge, threads: threads)
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
