import Datasets
import Elicitation
import Foundation
import LatentFactors
import Preference
import Storage
import Support
import Tasks

/// The steps of `icebreaker select`.
package struct SelectionSession {
    /// What a selection gives.
    package struct Selection {
        package var list: StoredList
        /// What its reader should know beside the items.
        package var remarks: [String]
    }

    private let workspace: Workspace
    private let dataset: Dataset
    private let entry: ElicitationStrategies.Entry
    /// How gradient norms are measured, for the strategies that need them; the others look at all ratings and
    /// at no model.
    private let scoring: EvidenceScoring?
    private let gradient: GradientSettings
    private let seed: UInt64
    private let threads: Int
    private let progress: WorkProgress
    private let counts: KnownCounts

    package init(
        workspace: Workspace, dataset: Dataset, strategy: String, model: String?, gradient: GradientSettings,
        seed: UInt64,
        threads: Int, progress: WorkProgress, scoreFiles: [String]
    ) throws {
        (self.workspace, self.dataset, self.gradient) = (workspace, dataset, gradient)
        (self.seed, self.threads, self.progress) = (seed, threads, progress)
        entry = try ElicitationStrategies.named(strategy)
        try dataset.check(entry)
        guard dataset.interactions.count > 0 else { throw ElicitationError.noRatings(strategy: entry.name) }
        counts = KnownCounts(of: dataset)
        scoring =
            try entry.needsEvidence
            ? EvidenceScoring(
                in: workspace, dataset: dataset, model: model, gradient: gradient, scoreFiles: scoreFiles)
            : nil
        if let model = scoring?.model { progress.notes(about: model) }
    }

    /// Ranks, picks and stores.
    package func select(rules: ListRules, record: StoredRules, name: String?) throws -> Selection {
        let ranking = try rank()
        let list = OnboardingList(ranking: ranking, rules: rules, counts: counts, dataset: dataset)
        let overlap = ListOverlap(list, popularity: counts)
        guard !list.items.isEmpty else { throw EmptyList() }
        let run = try workspace.saveScoringRun(
            scoringRun(), scores: ranking.records(counts: counts, dataset: dataset), at: Date())
        let rulesJSON = try CanonicalJSON.text(record)
        let stored = try workspace.saveList(
            NewList(
                name: name ?? entry.name, scoringRunID: run, rulesJSON: rulesJSON,
                overlapWithPopularity: overlap.count,
                scoreCost: list.scoreCost, note: scoring?.note?.description, softwareVersion: softwareVersion),
            items: list.records(ranking: ranking, counts: counts, dataset: dataset),
            displaced: list.displacedRecords(dataset: dataset), at: Date())
        return Selection(
            list: try workspace.list(.id(stored.id)),
            remarks: list.remarks(overlap: overlap, dataset: dataset) + scoringRemarks(list, ranking: ranking)
        )
    }

    /// What the scores do not rest on: few users, no support pair of a well-known item, another count of
    /// popularity.
    private func scoringRemarks(_ list: OnboardingList, ranking: ItemRanking) -> [String] {
        guard let scoring else { return [] }
        var remarks: [String] = []
        if scoring.popularity == .support {
            let sets = ranking.popularity(itemCount: dataset.items.count)
            let shared = ListOverlap(
                list, popularity: KnownCounts(counts: sets, userCount: scoring.participation.users))
            remarks.append(
                "It shares \(shared) with those in the most support sets, which is what this score counts.")
        }
        if scoring.participation.isMinority {
            remarks.append("\(scoring.participation), and the gradient norms are of their ratings alone.")
        }
        if let left = UnscoredItems(list, ranking: ranking, counts: counts) {
            remarks.append(left.sentence(dataset: dataset))
        }
        return remarks
    }

    private func rank() throws -> ItemRanking {
        guard entry.id != .popularity else { return ItemRanking(popularity: counts) }
        let rows = RatingRows(warmRowsOf: dataset, holdout: Holdout(nothingOf: dataset), withoutQueriesOf: [])
        var input = ElicitationInput(
            ratings: RatingTable(rows, userCount: dataset.users.count), threads: threads)
        switch entry.need {
        case .evidence(let target):
            input.evidence[target] = try scoring?.scores(
                target, known: counts, threads: threads, progress: progress)
        case .model:
            progress.note("fitting latent factors")
            input.model = LatentFactorModel(
                fitting: input.ratings.rows, options: LatentFactorOptions(), threads: threads)
        case nil: break
        }
        var generator = SeededGenerator(seed: seed, stream: .strategy)
        return try entry.make().rank(input, using: &generator)
    }

    private func scoringRun() throws -> NewScoringRun {
        var (target, options): (GradientTarget?, [String: String]) = (nil, ["strategy": entry.name])
        if case .evidence(let gradient) = entry.need { target = gradient }
        if let target {
            options = [
                "gradient": target.rawValue, "parameters": gradient.parameters.rawValue,
                "norm": gradient.norm.rawValue,
                "normalization": gradient.normalization.rawValue,
                "popularity": scoring?.popularity.rawValue ?? "",
                "strategy": entry.name,
            ]
        }
        return NewScoringRun(
            modelID: scoring?.model.record.id, strategy: entry.name, gradient: target?.rawValue,
            parameters: target.map { _ in gradient.parameters.rawValue },
            norm: target.map { _ in gradient.norm.rawValue },
            normalization: target.map { _ in gradient.normalization.rawValue },
            popularity: scoring?.popularity.rawValue,
            seed: seed,
            optionsJSON: try CanonicalJSON.text(options),
            datasetHash: dataset.contentHash, softwareVersion: softwareVersion)
    }
}

extension Dataset {
    /// - Throws: `ImplicitFeedbackError` where a strategy needs ratings and there are none.
    fileprivate func check(_ entry: ElicitationStrategies.Entry) throws {
        guard feedback == .implicit, !entry.takesImplicitFeedback else { return }
        let names = ElicitationStrategies.all.filter(\.takesImplicitFeedback).map(\.name)
        throw ImplicitFeedbackError(
            "strategy \(entry.name)", reason: "this strategy ranks items by their ratings",
            fix: "choose one of \(names.joined(separator: ", "))")
    }
}

/// The rules leave nothing.
package struct EmptyList: Error, CustomStringConvertible {
    package var description: String {
        "the rules leave no item for the list; loosen its conditions, exclusions, caps or the number of users who know an item"
    }
}
