import Datasets
import Elicitation
import Foundation
import Storage

extension ItemRanking {
    /// P of each item as it was scored, shape [items]; 0 for one that was not.
    package func popularity(itemCount: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: itemCount)
        for ranked in items { counts[ranked.item] = ranked.evidence?.popularity ?? 0 }
        return counts
    }

    /// The scores as the workspace keeps them.
    package func records(counts: KnownCounts, dataset: Dataset) -> [ItemScoreRecord] {
        let most = Double(max(counts.counts.max() ?? 0, 1))
        return items.map { ranked in
            let evidence = ranked.evidence
            return ItemScoreRecord(
                itemID: dataset.items.ids[ranked.item], gradientNorm: evidence?.gradientNorm,
                popularity: evidence?.popularity ?? counts.counts[ranked.item],
                gradientNormNormalized: evidence?.gradientNormNormalized,
                popularityNormalized: evidence?.popularityNormalized ?? Double(counts.counts[ranked.item])
                    / most,
                score: ranked.score)
        }
    }
}

extension OnboardingList {
    /// The items as the workspace keeps them.
    /// - Parameter clauses: what else is to be said of the item at a place, counted from 0; empty for
    ///   nothing.
    package func records(
        ranking: ItemRanking, counts: KnownCounts, dataset: Dataset, clauses: (Int) -> String = { _ in "" }
    ) -> [ListItemRecord] {
        let ranked = Dictionary(ranking.items.map { ($0.item, $0) }, uniquingKeysWith: { first, _ in first })
        return items.enumerated().map { place, item in
            var entry = ranked[item.item] ?? RankedItem(item: item.item, score: item.score)
            let reasons = [entry.reason ?? "", clauses(place)].filter { !$0.isEmpty }
            entry.reason = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
            return ListItemRecord(
                rank: item.rank, itemID: dataset.items.ids[item.item], score: item.score,
                pinned: item.isPinned,
                why: Explanation(
                    entry, item: item.item, counts: counts, isPinned: item.isPinned,
                    feedback: dataset.feedback
                ).description,
                knownShare: counts.share(ofItem: item.item))
        }
    }

    /// The displaced items as the workspace keeps them.
    package func displacedRecords(dataset: Dataset) -> [DisplacedItemRecord] {
        displaced.map {
            DisplacedItemRecord(
                itemID: dataset.items.ids[$0.item], rule: $0.rule.description, score: $0.score, cost: $0.cost,
                replacedBy: $0.replacement.map { dataset.items.ids[$0] })
        }
    }

    /// What a reader should know beside the items: the overlap with popularity, what the rules displaced, the
    /// notes.
    /// - Parameter isJoint: whether the items were chosen in the light of each other, so that none stands for
    ///   another one and only the whole list has a cost.
    package func remarks(overlap: ListOverlap, dataset: Dataset, isJoint: Bool = false) -> [String] {
        var lines = ["Shares \(overlap) with the \(items.count) most popular ones."]
        if StrategyID(rawValue: strategy)?.isMeLU ?? false, overlap.count * 4 >= items.count * 3 {
            lines.append("This list is close to plain popularity: the model barely changes the order.")
        }
        for item in displaced {
            let title = dataset.label(ofItem: item.item).titleAndYear
            guard !isJoint else {
                lines.append("Displaced: \(item.rank). \(title) (\(item.rule)).")
                continue
            }
            let replacement =
                item.replacement.map { "; in its place \(dataset.label(ofItem: $0).titleAndYear)" } ?? ""
            lines.append(
                "Displaced: \(item.rank). \(title) (\(item.rule))\(replacement), at a cost of \(short(item.cost))."
            )
        }
        if !displaced.isEmpty { lines.append("The rules cost \(short(scoreCost)) of the summed score.") }
        return lines + notes.map(\.description)
    }

    private func short(_ value: Double) -> String { String(format: "%.4f", value) }
}
