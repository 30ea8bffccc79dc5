import Foundation
import Statistics

/// How good a user's first k recommendations are, where every title that may be recommended is ranked:
/// nothing is sampled.
///
/// With R relevant titles among those ranked and g_r = 1 where the title at rank r is relevant:
///
///     nDCG@k = Σ_{r=1..k} g_r / log₂(r + 1)  /  Σ_{r=1..min(k, R)} 1 / log₂(r + 1)
///     recall@k = Σ_{r=1..k} g_r / R,   hit rate@k = 1 where some g_r = 1 with r ≤ k, else 0
///
/// (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002, with gains of 0
/// and 1.) Titles whose scores count as equal are in random order and the figures are expectations over it,
/// as in ``DiscountedGain`` (McSherry and Najork, ECIR 2008): in a tie of n titles of which m are relevant
/// each place gains m / n, and none of q places is hit with probability C(n − m, q) / C(n, q).
package struct RecommendationQuality: Sendable, Equatable {
    /// nDCG@k, 0...1.
    package var ndcg: Double
    /// Recall@k, 0...1.
    package var recall: Double
    /// The probability that one of the first k is relevant, 0...1.
    package var hitRate: Double

    /// Where a score that is ranked is no finite number.
    static let undefined = RecommendationQuality(ndcg: .nan, recall: .nan, hitRate: .nan)

    package init(ndcg: Double, recall: Double, hitRate: Double) {
        (self.ndcg, self.recall, self.hitRate) = (ndcg, recall, hitRate)
    }

    /// Measures one user's recommendations.
    /// - Parameters:
    ///   - scores: of all titles, shape [items]; the largest is recommended first.
    ///   - candidates: which titles may be recommended, shape [items].
    ///   - relevant: the titles that the user likes, ascending; those that are no candidates do not count.
    ///   - k: how many are recommended, at least 1.
    ///   - tolerance: what counts as no difference of two scores.
    /// - Returns: `nil` where no candidate is relevant: there is nothing to find.
    package init?(
        scores: [Double], candidates: [Bool], relevant: some RandomAccessCollection<Int32>, at k: Int = 10,
        tolerance: Tolerance = .ofShares
    ) {
        precondition(
            scores.count == candidates.count && k > 0, "a score per title, and at least one recommendation")
        let relevantCount = relevant.count { candidates[Int($0)] }
        guard relevantCount > 0 else { return nil }
        guard let ranked = Self.first(k, of: scores, candidates, tolerance) else {
            self = .undefined
            return
        }
        var (gain, hits, missed) = (0.0, 0.0, 1.0)
        var start = 0
        while start < min(k, ranked.count) {
            let bound = scores[Int(ranked[start])] - tolerance.value
            var past = start + 1
            while past < ranked.count, scores[Int(ranked[past])] >= bound { past += 1 }
            let tied = past - start
            let found = ranked[start..<past].count { relevant.holds($0) }
            let places = min(past, k) - start
            let share = Double(found) / Double(tied)
            for rank in start..<start + places { gain += share * Self.discount(rank) }
            hits += share * Double(places)
            missed *= Self.chanceOfNone(of: found, among: tied, places: places)
            start = past
        }
        let ideal = (0..<min(k, relevantCount)).reduce(0.0) { $0 + Self.discount($1) }
        self.init(ndcg: min(gain / ideal, 1), recall: hits / Double(relevantCount), hitRate: 1 - missed)
    }

    /// 1 / log₂(r + 1) of the place r counted from 1, given counted from 0.
    private static func discount(_ place: Int) -> Double {
        place < 64 ? discounts[place] : 1 / log2(Double(place + 2))
    }
    private static let discounts = (0..<64).map { 1 / log2(Double($0 + 2)) }

    /// C(n − m, q) / C(n, q) = Π_{i<q} (n − m − i) / (n − i).
    private static func chanceOfNone(of found: Int, among tied: Int, places: Int) -> Double {
        (0..<places).reduce(1.0) { $0 * Double(max(tied - found - $1, 0)) / Double(tied - $1) }
    }

    /// Every candidate that may be among the first k, best first: those that score as much as the k-th or
    /// count as equal to it.
    /// - Returns: `nil` where a candidate's score is no finite number.
    static func first(_ k: Int, of scores: [Double], _ candidates: [Bool], _ tolerance: Tolerance) -> [Int32]?
    {
        var best: [Double] = []
        best.reserveCapacity(k + 1)
        for item in scores.indices where candidates[item] {
            let score = scores[item]
            guard score.isFinite else { return nil }
            if best.count == k, score <= best[k - 1] { continue }
            var place = best.count
            while place > 0, best[place - 1] < score { place -= 1 }
            best.insert(score, at: place)
            if best.count > k { best.removeLast() }
        }
        guard let last = best.last else { return [] }
        let bound = best.count < k ? -Double.infinity : last - tolerance.value
        let kept = scores.indices.filter { candidates[$0] && scores[$0] >= bound }
        return kept.sorted { (scores[$1], $0) < (scores[$0], $1) }.map { Int32($0) }
    }
}

extension RandomAccessCollection<Int32> {
    /// Whether an ascending collection holds a value.
    func holds(_ value: Int32) -> Bool {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = index(low, offsetBy: distance(from: low, to: high) / 2)
            if self[middle] < value { low = index(after: middle) } else { high = middle }
        }
        return low < endIndex && self[low] == value
    }
}
