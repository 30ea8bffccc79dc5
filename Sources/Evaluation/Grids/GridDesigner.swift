import Algebra
import Elicitation

/// ``GridDesign`` for one draw of a protocol: tiles among what may be shown, targets among what may be recommended.
package struct GridDesigner: Sendable {
    /// The covariance; its columns are the candidates.
    package let model: TapModel
    /// t, shape [items].
    package let targets: [Double]
    package let ridge: Double
    private let threads: Int
    /// How many of each past user's recommendations count.
    private static let recommended = 30

    /// - Parameters:
    ///   - training: the training users.
    ///   - draw: what may be shown and recommended.
    ///   - tuning: weights and λ.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(_ training: GridTraining, draw: GridDraw, tuning: GridSettings, threads: Int) {
        model = training.model(of: training.candidates(of: draw))
        (ridge, self.threads) = (tuning.ridge, threads)
        switch tuning.weights {
        case .popularity(let exponent):
            targets = GridTargets.shares(model, exponent: exponent, isTarget: draw.candidates)
        case .recommended:
            var design = GridDesign(model, isTarget: draw.candidates, ridge: ridge, threads: threads)
            let tiles = design.choose(20).map(\.item)
            targets = Self.recommendedShares(
                GridTable(model, tiles: tiles, options: .init(ridge: ridge)), table: training.table, draw: draw,
                threads: threads)
        }
    }

    /// The share of past users who have each title among their first recommendations, shape [items].
    private static func recommendedShares(
        _ grid: GridTable, table: TapTable, draw: GridDraw, threads: Int
    ) -> [Double] {
        let first = concurrentMap(table.personCount, threads: threads) { person -> [Int32] in
            let taken = table.items(of: person)
            let scores = grid.scores(tapped: grid.tiles.filter { taken.holds(Int32($0)) })
            let ranked = RecommendationQuality.first(recommended, of: scores, draw.candidates, .ofShares) ?? []
            return Array(ranked.prefix(recommended))
        }
        var counts = [Int](repeating: 0, count: table.itemCount)
        for item in first.joined() { counts[Int(item)] += 1 }
        return counts.map { Double($0) / Double(max(table.personCount, 1)) }
    }

    /// The tiles, best first.
    package func tiles(_ count: Int) -> [Int32] {
        var design = GridDesign(model, targets: targets, ridge: ridge, threads: threads)
        return design.choose(count).map { Int32($0.item) }
    }
}
