/// The counts that a ``GridTable`` with feature values and pairs of tiles is made from.
///
/// Each column z is a product of indicators, so that z z' is one, too: with a tap noticed at a rate q,
/// independently of all else,
///
///     E z = q^|z| n_z / U,   E z z' = q^|z ∪ z'| n_zz' / U,   Cov(z, xⱼ) = q^|z| (n_zj / U − n_z nⱼ / U²)
///
/// where |z| is the number of tiles that z looks at and |z ∪ z'| that of those that either looks at.
struct GridMoments {
    /// μ, shape [items].
    let mean: [Double]
    private let columns: [GridColumn]
    /// n_z / U, shape [columns].
    private let shares: [Double]
    /// n_zz' / U, shape [columns, columns].
    private let inner: [Double]
    /// n_zj / U, shape [columns][items].
    private let both: [Double]

    init(_ table: TapTable, tiles: [Int], indicators: UserIndicators?, columns: [GridColumn], threads: Int) {
        let people = Double(max(table.personCount, 1))
        let taken = GridMoments.taken(table, tiles: tiles)
        var groups = [[Int32]](repeating: [], count: columns.count)
        var inner = [Int](repeating: 0, count: columns.count * columns.count)
        for person in 0..<table.personCount {
            let known = indicators?.columns(ofUser: Int(table.people[person])) ?? []
            let active = columns.indices.filter { columns[$0].isActive(taken: taken[person], known: known) }
            for column in active {
                groups[column].append(Int32(person))
                for other in active { inner[column * columns.count + other] += 1 }
            }
        }
        self.columns = columns
        mean = table.takenCounts.map { Double($0) / people }
        shares = groups.map { Double($0.count) / people }
        self.inner = inner.map { Double($0) / people }
        both = table.takenCounts(within: groups, threads: threads).map { Double($0) / people }
    }

    func equations(ridges: [Double], tapRate q: Double) -> GridEquations {
        let count = columns.count
        let means = columns.indices.map { power(q, columns[$0].tiles.count) * shares[$0] }
        var covariance = inner
        for row in 0..<count {
            for column in 0..<count {
                let union = Set(columns[row].tiles).union(columns[column].tiles).count
                covariance[row * count + column] =
                    power(q, union) * inner[row * count + column] - means[row] * means[column]
            }
        }
        return GridEquations(means: means, inner: covariance, ridges: ridges)
    }

    /// Cov(z, x), shape [columns][items].
    func cross(tapRate q: Double) -> [Double] {
        var cross = both
        for column in columns.indices {
            let rate = power(q, columns[column].tiles.count)
            for item in mean.indices {
                let place = column * mean.count + item
                cross[place] = rate * (both[place] - shares[column] * mean[item])
            }
        }
        return cross
    }

    /// Which tiles each person took, shape [people][tiles].
    private static func taken(_ table: TapTable, tiles: [Int]) -> [[Bool]] {
        var taken = [[Bool]](
            repeating: [Bool](repeating: false, count: tiles.count), count: table.personCount)
        for (tile, takers) in table.takers(of: tiles).enumerated() {
            for person in takers { taken[Int(person)][tile] = true }
        }
        return taken
    }

    private func power(_ rate: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * rate }
    }
}

extension GridColumn {
    fileprivate func isActive(taken: [Bool], known: ArraySlice<Int32>) -> Bool {
        switch self {
        case .tile(let tile): taken[tile]
        case .indicator(let column): known.contains(Int32(column))
        case .pair(let first, let second): taken[first] && taken[second]
        }
    }
}
