import Datasets

/// What the tiles of a grid say of people, in words for a person who knows the product and no statistics.
package struct GridReasons: Sendable {
    /// The share of a tile's variance that the other tiles must leave open for the tile to split people who
    /// look alike.
    static let openShare = 0.75
    /// How many raised items are named.
    static let raisedCount = 3

    private let model: TapModel
    private let table: GridTable
    /// Var(x_a | answers to the other tiles) / Var(x_a), shape [tiles].
    private let open: [Double]

    /// - Parameters:
    ///   - tiles: the positions of the tiles.
    ///   - people: who took what.
    ///   - ridge: λ.
    ///   - threads: how many threads to use.
    package init(_ tiles: [Int], people: TapTable, ridge: Double, threads: Int) {
        let model = TapModel(TapCounts(people, columns: tiles.sorted(), threads: threads))
        self.model = model
        table = GridTable(model, tiles: tiles, options: GridTable.Options(ridge: ridge))
        open = GridEquations(tiles: tiles, of: model, ridge: ridge).conditionalVariances.enumerated().map {
            place, left in
            let own = model.mean[tiles[place]] * (1 - model.mean[tiles[place]])
            return own > 0 ? max(0, left - ridge) / own : 0
        }
    }

    /// The clauses of one tile, such as
    /// `splits people who otherwise look alike; a tap raises A, B and C most`.
    /// - Parameters:
    ///   - place: the place of the tile in the grid, counted from 0.
    ///   - dataset: whose items these are.
    ///   - positiveFrom: the rating from which an item counts as taken, where it is said.
    package func clauses(ofTile place: Int, dataset: Dataset, positiveFrom: Double? = nil) -> String {
        var clauses: [String] = []
        if let positiveFrom, dataset.feedback == .explicit {
            clauses.append(
                "rated \(positiveFrom.plainText) or higher by \(Wording.percent(table.means[place]))")
        }
        if open[place] >= GridReasons.openShare { clauses.append("splits people who otherwise look alike") }
        let raised = table.raised(byTile: place, count: GridReasons.raisedCount).map {
            dataset.label(ofItem: $0.item).title
        }
        if !raised.isEmpty { clauses.append("a tap raises \(Wording.list(raised)) most") }
        return clauses.joined(separator: "; ")
    }

    /// How much of the differences between people the answers account for,
    ///
    ///     Σ_{j ∉ L} μⱼ (Var xⱼ − Var(xⱼ | x_L)) / Σ_{j ∉ L} μⱼ Var xⱼ
    ///
    /// so that a popular item counts more, 0...1.
    package var explainedShare: Double {
        let isTile = Set(table.tiles)
        let columns = table.tiles.compactMap(model.place)
        var (explained, total) = (0.0, 0.0)
        for (item, mean) in model.mean.enumerated() where !isTile.contains(item) {
            var reduction = 0.0
            for (tile, column) in columns.enumerated() {
                reduction +=
                    table.weights[tile * table.itemCount + item]
                    * model.covariance(ofItem: item, withColumn: column)
            }
            explained += mean * reduction
            total += mean * mean * (1 - mean)
        }
        return total > 0 ? min(max(explained / total, 0), 1) : 0
    }
}
