import Datasets
import Elicitation
import Foundation
import Storage
import Support

extension GridSelection {
    /// Stores scores and list.
    package func store(
        _ list: OnboardingList, outcome: ThreeTapsRule.Outcome, input: GridInput, summary: GridSummary,
        record: StoredRules,
        name: String?, counts: KnownCounts
    ) throws -> StoredList {
        let ranking = outcome.ranking
        let run = try workspace.saveScoringRun(
            scoringRun(input, candidates: outcome.candidates),
            scores: ranking.records(counts: counts, dataset: dataset),
            at: Date())
        let stored = try workspace.saveList(
            NewList(
                name: name ?? strategy.name, scoringRunID: run,
                rulesJSON: try CanonicalJSON.text(record),
                overlapWithPopularity: ListOverlap(list, popularity: counts).count, scoreCost: list.scoreCost,
                note: scoring?.note?.description, softwareVersion: softwareVersion),
            items: list.records(ranking: ranking, counts: counts, dataset: dataset, clauses: summary.clauses),
            displaced: list.displacedRecords(dataset: dataset), at: Date())
        return try workspace.list(.id(stored.id))
    }

    private func scoringRun(_ input: GridInput, candidates: Int?) throws -> NewScoringRun {
        let stored = GridOptions(
            strategy: strategy.name, exponent: input.settings.exponent, depth: input.settings.depth,
            ridge: input.settings.ridge,
            positiveFrom: dataset.lowestTaken(options.positiveFrom), threeTaps: options.threeTaps,
            candidates: candidates, tuned: options.isTuned ? true : nil)
        let target = strategy.gradient
        return NewScoringRun(
            modelID: scoring?.model.record.id, strategy: strategy.name, gradient: target?.rawValue,
            parameters: target.map { _ in gradient.parameters.rawValue },
            norm: target.map { _ in gradient.norm.rawValue },
            normalization: target.map { _ in gradient.normalization.rawValue },
            popularity: scoring?.popularity.rawValue,
            seed: seed, optionsJSON: try CanonicalJSON.text(stored),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
    }
}
