import Datasets
import Elicitation
import Foundation
import Storage

/// What a grid was made by, as the JSON of its scoring run.
struct GridOptionsRecord: Codable {
    var answers = AnswerKind.taps.rawValue
    var strategy: String
    /// e and λ of the design.
    var exponent: Double
    var ridge: Double
    /// The lowest rating that counts as taken; missing where any does.
    var positiveFrom: Double?
    /// The least share of people who can tap three tiles, and the number of candidates that it left.
    var threeTaps: Double?
    var candidates: Int?
    /// Whether exponent and ridge were chosen on validation users.
    var tuned: Bool?

    enum CodingKeys: String, CodingKey {
        case answers, strategy, exponent, ridge, candidates, tuned
        case positiveFrom = "positive_from"
        case threeTaps = "three_taps"
    }
}

extension GridSelection {
    /// Stores scores and list.
    func store(
        _ list: OnboardingList, outcome: ThreeTapsRule.Outcome, input: GridInput, summary: GridSummary, record: RulesRecord,
        name: String?, counts: KnownCounts
    ) throws -> StoredList {
        let ranking = outcome.ranking
        let run = try workspace.saveScoringRun(
            scoringRun(input, candidates: outcome.candidates), scores: ranking.records(counts: counts, dataset: dataset),
            at: Date())
        let stored = try workspace.saveList(
            NewList(
                name: name ?? strategy.name, scoringRunID: run,
                rulesJSON: String(decoding: try JSONEncoder.stable.encode(record), as: UTF8.self),
                overlapWithPopularity: ListOverlap(list, popularity: counts).count, scoreCost: list.scoreCost,
                note: scoring?.note?.description, softwareVersion: softwareVersion),
            items: items(of: list, ranking: ranking, summary: summary, counts: counts),
            displaced: list.displacedRecords(dataset: dataset), at: Date())
        return try workspace.list(.id(stored.id))
    }

    private func items(
        of list: OnboardingList, ranking: ItemRanking, summary: GridSummary, counts: KnownCounts
    ) -> [ListItemRecord] {
        let ranked = Dictionary(ranking.items.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
        return list.items.enumerated().map { place, item in
            var entry = ranked[item.item] ?? RankedItem(item: item.item, score: item.score)
            let clauses = summary.clauses(ofTile: place)
            entry.reason = [entry.reason, clauses.isEmpty ? nil : clauses].compactMap { $0 }.joined(separator: "; ")
            if entry.reason?.isEmpty ?? true { entry.reason = nil }
            return ListItemRecord(
                rank: item.rank, itemID: dataset.items.ids[item.item], score: item.score, pinned: item.isPinned,
                why: Explanation(
                    entry, item: item.item, counts: counts, isPinned: item.isPinned, feedback: dataset.feedback
                ).description,
                knownShare: counts.share(ofItem: item.item))
        }
    }

    private func scoringRun(_ input: GridInput, candidates: Int?) throws -> NewScoringRun {
        let options = GridOptionsRecord(
            strategy: strategy.name, exponent: input.exponent, ridge: input.ridge,
            positiveFrom: dataset.feedback == .explicit ? flags.positiveFrom : nil, threeTaps: flags.threeTapsShare,
            candidates: candidates, tuned: flags.isTuned ? true : nil)
        let target = strategy.gradient
        return NewScoringRun(
            modelID: scoring?.model.record.id, strategy: strategy.name, gradient: target?.rawValue,
            parameters: target.map { _ in gradient.measure.parameters.rawValue },
            norm: target.map { _ in gradient.measure.norm.rawValue },
            normalization: target.map { _ in gradient.normalization.rawValue }, popularity: scoring?.popularity.rawValue,
            seed: seed, optionsJSON: String(decoding: try JSONEncoder.stable.encode(options), as: UTF8.self),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
    }
}
