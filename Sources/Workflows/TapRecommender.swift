import Datasets
import Elicitation
import Foundation
import Support
import Synchronization

/// An item recommended from taps, with the reasons.
package struct TapRecommendation: Equatable, Sendable {
    /// The position of the item.
    package var item: Int
    /// What orders the items. Of the linear recommender s, the estimated share of people with these answers
    /// who take the item, not kept within 0...1.
    package var score: Double
    /// The same before the answers. Of the linear recommender μ, the share of all people who take it.
    package var scoreBefore: Double
    /// The taps that raised it most, the strongest first.
    package var reasons: [TapEffect]

    /// Creates a recommendation.
    package init(item: Int, score: Double, scoreBefore: Double, reasons: [TapEffect]) {
        (self.item, self.score, self.scoreBefore, self.reasons) = (item, score, scoreBefore, reasons)
    }
}

/// How far one tap raised the score of an item.
package struct TapEffect: Equatable, Sendable {
    /// The position of the item that was tapped.
    package var item: Int
    /// By how much, above 0. Of the linear recommender its weight in the table, a share of people.
    package var effect: Double

    /// Creates an effect.
    package init(item: Int, effect: Double) { (self.item, self.effect) = (item, effect) }
}

/// Recommends from what was shown and what was tapped, by the best linear prediction of who takes what
/// (``Elicitation/GridTable``).
///
/// Counts and tables are made once for each set of tiles and kept while there is room, so that the taps of
/// one page after another cost a sum each.
package final class TapRecommender: Sendable {
    /// The lowest rating that counts as taken; nil where any does.
    package let positiveFrom: Double?
    /// λ: that of the design of the list that is served, in squared shares of people.
    package let ridge: Double
    private let table: TapTable
    /// n, how many people took each item.
    private let taken: [Int]
    private let indicators: UserIndicators
    /// The candidates of further pages with their covariances.
    private let model: TapModel
    private let cache = Mutex(TapCache())
    /// One table at a time is made, so that many requests at once take no more memory than one.
    private let making = Mutex(())

    /// At most so many covariances of candidates are kept: 256 MiB of them.
    private static let covarianceLimit = 1 << 25
    /// The most reasons of one item.
    package static let reasonLimit = 3

    /// Counts who took what.
    /// - Parameters:
    ///   - dataset: where the interactions are.
    ///   - positiveFrom: the lowest rating that counts as taken; nil where any does.
    ///   - ridge: λ, in squared shares of people.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(
        _ dataset: Dataset, positiveFrom: Double? = nil, ridge: Double = GridDesign.standardRidge,
        threads: Int = 1
    ) {
        table = TapTable(of: dataset, positiveFrom: positiveFrom)
        indicators = UserIndicators(of: dataset.users)
        (self.positiveFrom, self.ridge) = (dataset.lowestTaken(positiveFrom), ridge)
        let room = Self.covarianceLimit / max(dataset.items.count, 1)
        let limit = min(CandidateItems.limit(itemCount: dataset.items.count), max(40, room))
        taken = table.takenCounts
        let candidates = CandidateItems.mostTaken(taken, limit: limit)
        model = TapModel(TapCounts(table, columns: candidates, threads: threads))
    }

    /// Whether taken means liked: rated at least so high.
    package var isOfLikes: Bool { positiveFrom != nil }

    /// μ, the share of all people who took an item.
    package func share(of item: Int) -> Double { model.mean[item] }

    /// The share who took an item, of the people who took another one; 0 where nobody did.
    package func share(of item: Int, amongThoseWith other: Int) -> Double {
        let counts = counts(of: [other])
        let all = counts.taken[other]
        return all > 0 ? Double(counts.pairs[item]) / Double(all) : 0
    }

    /// The best items for somebody, best first; ties to the smaller position.
    /// - Parameters:
    ///   - shown: the tiles that they saw, each once.
    ///   - taps: what they tapped, among the tiles or elsewhere, each once.
    ///   - features: the values that are known of them, by the names of user features; empty where nothing is
    ///     known.
    ///   - count: how many items.
    ///   - excluded: items that are not recommended.
    package func recommendations(
        shown: [Int], taps: [Int], features: [String: [String]] = [:], count: Int,
        excluding excluded: Set<Int>
    ) -> [TapRecommendation] {
        let tiles = Self.tiles(shown: shown, taps: taps)
        let known = known(features)
        let grid = grid(tiles, withFeatures: known != nil)
        let scores = grid.scores(tapped: taps, known: known)
        return Self.best(scores, count: count, excluding: excluded).map { item in
            let reasons = grid.reasons(forItem: item, tapped: taps).prefix(Self.reasonLimit)
            return TapRecommendation(
                item: item, score: scores[item], scoreBefore: model.mean[item],
                reasons: reasons.map { TapEffect(item: $0.tile, effect: $0.weight) })
        }
    }

    /// The features of which the scores know a value; those that are missing change nothing.
    package func usedFeatures(_ features: [String: [String]]) -> Set<String> {
        Set(
            features.filter { name, tokens in
                tokens.contains { indicators.column(feature: name, token: $0) != nil }
            }.keys)
    }

    private func known(_ features: [String: [String]]) -> [Int]? {
        let columns = features.flatMap { name, tokens in
            tokens.compactMap { indicators.column(feature: name, token: $0) }
        }
        return columns.isEmpty ? nil : columns.sorted()
    }

    /// The tiles to show next: those whose answers say most about what this person probably takes.
    ///
    /// What was shown outside of the candidates moves the scores that the choice aims at, but not what is
    /// still open about the candidates.
    /// - Parameters:
    ///   - shown: the tiles so far, each once.
    ///   - taps: what was tapped, each once.
    ///   - count: how many.
    ///   - list: the list by whose rules the tiles are chosen.
    ///   - isAllowed: whether an item may be shown by these rules.
    package func next(shown: [Int], taps: [Int], count: Int, list: Int64, where isAllowed: (Int) -> Bool)
        -> [Int]
    {
        let tiles = Self.tiles(shown: shown, taps: taps)
        let key = TapCache.Page(tiles: tiles, taps: taps, count: count, list: list)
        if let known = cache.withLock({ $0.pages.value(key) }) { return known }
        let answered = Set(tiles)
        var targets = grid(tiles, withFeatures: false).scores(tapped: taps).map {
            pow(max(0, $0), GridDesign.answeredExponent)
        }
        for item in tiles { targets[item] = 0 }
        let counted = tiles.filter { model.place(ofItem: $0) != nil }
        var design = GridDesign(model, targets: targets, shown: counted, ridge: ridge)
        let chosen = design.choose(count) { !answered.contains($0) && isAllowed($0) }.map(\.item)
        cache.withLock { $0.pages.keep(chosen, as: key, size: 8 * (tiles.count + taps.count + count)) }
        return chosen
    }

    /// What was shown, and what was tapped elsewhere: each answered, each once, as a table needs them.
    private static func tiles(shown: [Int], taps: [Int]) -> [Int] {
        var known = Set<Int>()
        return (shown + taps).filter { known.insert($0).inserted }
    }

    /// The items with the highest scores.
    private static func best(_ scores: [Double], count: Int, excluding excluded: Set<Int>) -> [Int] {
        var best: [(score: Double, item: Int)] = []
        for (item, score) in scores.enumerated() where best.count < count || score > (best.last?.score ?? 0) {
            guard count > 0, !excluded.contains(item) else { continue }
            let place = best.partitionPoint { $0.score >= score }
            best.insert((score, item), at: place)
            if best.count > count { best.removeLast() }
        }
        return best.map(\.item)
    }
}

extension TapRecommender {
    /// The table of some tiles.
    private func grid(_ tiles: [Int], withFeatures: Bool) -> GridTable {
        let key = TapCache.Grid(tiles: tiles, hasFeatures: withFeatures)
        if let known = cache.withLock({ $0.grids.value(key) }) { return known }
        return making.withLock { _ in
            if let known = cache.withLock({ $0.grids.value(key) }) { return known }
            let options = GridTable.Options(ridge: ridge)
            let grid =
                withFeatures
                ? GridTable(table, tiles: tiles, indicators: indicators, options: options)
                : GridTable(model(of: tiles), tiles: tiles, options: options)
            cache.withLock {
                $0.grids.keep(grid, as: key, size: 8 * (grid.columns.count + 1) * grid.itemCount)
            }
            return grid
        }
    }

    /// A model with a column per tile: that of the candidates where they are among them.
    private func model(of tiles: [Int]) -> TapModel {
        tiles.allSatisfy { model.place(ofItem: $0) != nil } ? model : TapModel(counts(of: tiles.sorted()))
    }

    /// The counts of some columns, ascending; those that were not counted before are counted now.
    private func counts(of columns: [Int]) -> TapCounts {
        let missing = cache.withLock { cache in columns.filter { cache.pairs.value($0) == nil } }
        var rows: [Int: [UInt32]] = [:]
        if !missing.isEmpty {
            let counts = TapCounts(table, columns: missing)
            for (place, item) in missing.enumerated() {
                rows[item] = Array(counts.pairs[place * counts.itemCount..<(place + 1) * counts.itemCount])
            }
        }
        let pairs = cache.withLock { cache in
            for (item, row) in rows { cache.pairs.keep(row, as: item, size: 4 * row.count) }
            return columns.map { rows[$0] ?? cache.pairs.value($0) }
        }
        // What another request pushed out meanwhile is counted once more.
        guard pairs.allSatisfy({ $0 != nil }) else { return TapCounts(table, columns: columns) }
        return TapCounts(
            people: table.personCount, taken: taken, columns: columns, pairs: pairs.flatMap { $0 ?? [] })
    }
}

/// What a recommender keeps of earlier requests, each within a number of bytes.
private struct TapCache {
    /// A set of tiles, in their order.
    struct Grid: Hashable {
        let tiles: [Int]
        let hasFeatures: Bool
    }

    /// The answers that a page follows from, and the list by whose rules it is chosen.
    struct Page: Hashable {
        let tiles, taps: [Int]
        let count: Int
        let list: Int64
    }

    var grids = RecentValues<Grid, GridTable>(bytes: 256 << 20)
    /// c, the number of people who took both, of one item with all items.
    var pairs = RecentValues<Int, [UInt32]>(bytes: 128 << 20)
    var pages = RecentValues<Page, [Int]>(bytes: 1 << 20)
}
