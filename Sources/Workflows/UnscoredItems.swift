import Datasets
import Elicitation

/// Items that a list lacks only because no gradient norm was measured of them: nobody whose pairs were scored
/// has them in the support set, though more users know them than the least known item of the list.
package struct UnscoredItems {
    /// The one that most users know.
    private let best: Int
    private let count: Int
    private let counts: KnownCounts

    /// `nil` where there is none.
    package init?(_ list: OnboardingList, ranking: ItemRanking, counts: KnownCounts) {
        let scored = Set(ranking.items.map(\.item))
        let least = list.items.map { counts.counts[$0.item] }.min() ?? 0
        let left = counts.counts.indices.filter { counts.counts[$0] > least && !scored.contains($0) }
        guard let best = left.max(by: { (counts.counts[$0], $1) < (counts.counts[$1], $0) }) else {
            return nil
        }
        (self.best, count, self.counts) = (best, left.count, counts)
    }

    package func sentence(dataset: Dataset) -> String {
        let title = dataset.label(ofItem: best).titleAndYear
        let known = "known by \(counts.counts[best]) of \(counts.userCount) users"
        let reason = "no scored user has \(count == 1 ? "it" : "them") in the support set"
        guard count > 1 else { return "Not scored: \(title), \(known), since \(reason)." }
        return
            "Not scored: \(count) items that more users know than the list's least known one, \(title) (\(known)) first, "
            + "since \(reason)."
    }
}
