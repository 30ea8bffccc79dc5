import Algebra
import Foundation
import Support

/// How much each item counts as something to recommend when a grid is designed: t of ``GridDesign``.
package enum GridTargets {
    /// How many past people get recommendations at most.
    static let maximumPeople = 2000

    /// tⱼ = μⱼ^e, 0 for what is no target.
    package static func shares(_ model: TapModel, exponent: Double, isTarget: [Bool]? = nil) -> [Double] {
        model.mean.enumerated().map { item, mean in isTarget?[item] ?? true ? pow(mean, exponent) : 0 }
    }

    /// tⱼ = the share of past people for whom item j is among the first recommendations after a grid, so that
    /// the grid is sharpest about items that somebody might be recommended, which μⱼ^e knows from popularity
    /// alone.
    /// - Parameters:
    ///   - depth: how many recommendations count to a person.
    ///   - tiles: the grid.
    ///   - model: the covariance, with a column per tile.
    ///   - table: who took what; people at even distances where there are more than enough.
    ///   - isTarget: whether each item may be recommended; `nil` for all.
    ///   - ridge: λ.
    ///   - threads: how many threads to use; the result does not depend on it.
    package static func recommended(
        _ depth: Int, after tiles: [Int], model: TapModel, table: TapTable, isTarget: [Bool]? = nil,
        ridge: Double, threads: Int
    ) -> [Double] {
        let grid = GridTable(model, tiles: tiles, options: GridTable.Options(ridge: ridge))
        let stride = max(1, (table.personCount + maximumPeople - 1) / maximumPeople)
        let people = Array(Swift.stride(from: 0, to: table.personCount, by: stride))
        let possible = model.mean.indices.filter { isTarget?[$0] ?? true && model.mean[$0] > 0 }
        let isTile = Set(tiles.map(Int32.init))
        let first = concurrentMap(people.count, threads: threads) { index in
            let taps = table.items(of: people[index]).filter(isTile.contains).map(Int.init)
            return best(depth, of: grid.scores(tapped: taps), among: possible)
        }
        var targets = [Double](repeating: 0, count: model.itemCount)
        for item in first.joined() { targets[Int(item)] += 1 / Double(people.count) }
        return targets
    }

    /// The items with the highest scores, ties to the smaller position.
    private static func best(_ depth: Int, of scores: [Double], among possible: [Int]) -> [Int32] {
        var best: [(score: Double, item: Int)] = []
        for item in possible where best.count < depth || scores[item] > best[depth - 1].score {
            let place = best.partitionPoint { $0.score >= scores[item] }
            if best.count == depth { best.removeLast() }
            best.insert((scores[item], item), at: place)
        }
        return best.map { Int32($0.item) }
    }
}
