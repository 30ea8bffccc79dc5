/// A static grid as a table that recommends: any program, or one SQL query, can add it up.
///
///     sⱼ = baseⱼ + Σ_{z active} weight_zj
///
/// The active columns z are the tiles that were tapped, and where asked for the values of the person's
/// features and the pairs of tapped tiles. With tiles alone this is s = μ + C_·L (C_LL + λ I)⁻¹ (x_L − μ_L),
/// the best linear prediction of who takes what: weight = (C_LL + λ I)⁻¹ C_L·, base = μ − weightᵀ μ_L. What
/// was shown and not tapped counts through the base.
///
/// sⱼ estimates the share of people with these answers who take item j. It orders items; as a linear estimate
/// it can leave 0...1 a little.
package struct GridTable: Sendable, Equatable {
    /// What a table is made by.
    package struct Options: Sendable, Equatable {
        /// λ of tiles and of feature values, in squared shares.
        package var ridge = GridDesign.standardRidge
        /// λ of pairs of tiles; `nil` leaves pairs out. .1 to .3 does well.
        package var pairRidge: Double?
        /// q, the share of the taken tiles that people tap, above 0 to 1.
        package var tapRate = 1.0

        /// Creates options.
        package init(ridge: Double = GridDesign.standardRidge, pairRidge: Double? = nil, tapRate: Double = 1)
        {
            (self.ridge, self.pairRidge, self.tapRate) = (ridge, pairRidge, tapRate)
        }
    }

    /// λ of pairs where they are asked for.
    package static let standardPairRidge = 0.2

    /// The positions of the items shown, in the order of the grid.
    package let tiles: [Int]
    /// The columns of z: the tiles, then the values of user features, then the pairs.
    package let columns: [GridColumn]
    /// The user features' values behind the ``GridColumn/indicator(_:)`` columns.
    package let indicators: [UserIndicators.Value]
    /// The score of each item for somebody with no active column, shape [items].
    package let base: [Double]
    /// What an active column adds, shape [columns][items].
    package let weights: [Double]
    /// How often each column is active, shape [columns].
    package let means: [Double]
    /// What is added where nothing is known of a person's features, shape [items]; empty without such
    /// columns.
    package let unknownPerson: [Double]
    /// The place of each tile's item in the grid.
    private let places: [Int: Int]
    /// The place among the columns of each pair of tiles.
    private let firstPair: Int

    /// The number of items of the dataset.
    package var itemCount: Int { base.count }

    /// A table of tiles alone, from the model's covariances.
    /// - Parameters:
    ///   - model: the mean and the covariance, with a column per tile.
    ///   - tiles: positions of items, each once.
    ///   - options: λ and q; pairs need ``init(_:tiles:indicators:options:threads:)``.
    package init(_ model: TapModel, tiles: [Int], options: Options = Options()) {
        let cross = tiles.flatMap { tile -> [Double] in
            guard let place = model.place(ofItem: tile) else {
                preconditionFailure("a tile needs a column of the model")
            }
            return model.column(place).map { options.tapRate * $0 }
        }
        self.init(
            tiles: tiles, columns: tiles.indices.map(GridColumn.tile), indicators: [], mean: model.mean,
            equations: GridEquations(tiles: tiles, of: model, ridge: options.ridge, tapRate: options.tapRate),
            cross: cross)
    }

    /// A table with values of user features and pairs of tiles, where asked for, from the people themselves.
    /// - Parameters:
    ///   - table: who took what.
    ///   - tiles: positions of items, each once.
    ///   - indicators: what is known of the users of the dataset; `nil` leaves features out.
    ///   - options: λ, q, and whether pairs count.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(
        _ table: TapTable, tiles: [Int], indicators: UserIndicators? = nil, options: Options = Options(),
        threads: Int = 1
    ) {
        let columns = GridColumn.all(
            tiles: tiles.count, indicators: indicators?.values.count ?? 0, pairs: options.pairRidge != nil)
        let moments = GridMoments(
            table, tiles: tiles, indicators: indicators, columns: columns, threads: threads)
        let ridges = columns.map { column -> Double in
            if case .pair = column { options.pairRidge ?? options.ridge } else { options.ridge }
        }
        self.init(
            tiles: tiles, columns: columns, indicators: indicators?.values ?? [], mean: moments.mean,
            equations: moments.equations(ridges: ridges, tapRate: options.tapRate),
            cross: moments.cross(tapRate: options.tapRate))
    }

    private init(
        tiles: [Int], columns: [GridColumn], indicators: [UserIndicators.Value], mean: [Double],
        equations: GridEquations,
        cross: [Double]
    ) {
        precondition(Set(tiles).count == tiles.count, "a tile is shown once")
        let count = mean.count
        let weights = equations.weights(cross, itemCount: count)
        var base = mean
        var unknown = [Double](repeating: 0, count: indicators.isEmpty ? 0 : count)
        for (column, share) in equations.means.enumerated() {
            for item in 0..<count { base[item] -= share * weights[column * count + item] }
            guard case .indicator = columns[column] else { continue }
            for item in 0..<count { unknown[item] += share * weights[column * count + item] }
        }
        (self.tiles, self.columns, self.indicators) = (tiles, columns, indicators)
        (self.base, self.weights, means, unknownPerson) = (base, weights, equations.means, unknown)
        places = Dictionary(uniqueKeysWithValues: zip(tiles, tiles.indices))
        firstPair = tiles.count + indicators.count
    }
}

extension GridTable {
    /// What a column adds to every item, shape [items].
    package func weights(ofColumn column: Int) -> ArraySlice<Double> {
        weights[column * itemCount..<(column + 1) * itemCount]
    }

    /// The scores of all items after the answers of a person, by the order of the columns: the same sum on
    /// every machine.
    /// - Parameters:
    ///   - tapped: the positions of the items tapped; one that is no tile, or comes again, adds nothing.
    ///   - known: the columns of ``indicators`` that hold of the person; `nil` where nothing is known of
    ///     them.
    /// - Returns: s, shape [items].
    package func scores(tapped: [Int], known: [Int]? = nil) -> [Double] {
        var scores = base
        for column in activeColumns(tapped: tapped, known: known ?? []) {
            for (item, weight) in weights(ofColumn: column).enumerated() { scores[item] += weight }
        }
        if known == nil, !unknownPerson.isEmpty {
            for item in scores.indices { scores[item] += unknownPerson[item] }
        }
        return scores
    }

    /// The columns that are active for a person, ascending.
    package func activeColumns(tapped: [Int], known: [Int] = []) -> [Int] {
        let taps = Set(tapped.compactMap { places[$0] }).sorted()
        var active = taps + Set(known).sorted().filter(indicators.indices.contains).map { tiles.count + $0 }
        guard columns.count > firstPair else { return active }
        for (place, first) in taps.enumerated() {
            for second in taps[(place + 1)...] { active.append(column(ofPair: first, second)) }
        }
        return active
    }

    /// Pairs stand in the order (0, 1), (0, 2) … (1, 2) ….
    private func column(ofPair first: Int, _ second: Int) -> Int {
        firstPair + first * (2 * tiles.count - first - 1) / 2 + second - first - 1
    }

    /// The tapped tiles that raised an item, the one that raised it most first; ties to the smaller item. A
    /// pair counts half for each of its tiles.
    /// - Parameters:
    ///   - item: the position of the item.
    ///   - tapped: the positions of the items tapped.
    /// - Returns: the positions of those whose weight is above 0, with it, a share of people.
    package func reasons(forItem item: Int, tapped: [Int]) -> [(tile: Int, weight: Double)] {
        var sums = [Double](repeating: 0, count: tiles.count)
        for column in activeColumns(tapped: tapped) {
            let parts = columns[column].tiles
            for part in parts { sums[part] += weights[column * itemCount + item] / Double(parts.count) }
        }
        return zip(tiles, sums).filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map {
            (tile: $0.0, weight: $0.1)
        }
    }

    /// The items that a tap on a tile raises most, tiles left out; ties to the smaller position.
    /// - Parameters:
    ///   - place: the place of the tile in the grid, counted from 0.
    ///   - count: at most so many.
    package func raised(byTile place: Int, count: Int) -> [(item: Int, weight: Double)] {
        let isTile = Set(tiles)
        let raised = weights(ofColumn: place).enumerated().filter {
            $0.element > 0 && !isTile.contains($0.offset)
        }
        return raised.sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.prefix(count)
            .map { (item: $0.offset, weight: $0.element) }
    }
}
