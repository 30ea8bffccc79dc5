import Algebra

/// The mean and the covariance of who takes what, over people:
///
///     μⱼ = nⱼ / U,   C_ja = c_ja / U − μⱼ μ_a,   so that C_aa = μ_a (1 − μ_a)
///
/// C is kept for the columns of the counts only: items × columns numbers.
package struct TapModel: Sendable {
    /// U, the number of people that it was made from.
    package let people: Int
    /// μ, shape [items].
    package let mean: [Double]
    /// The positions of the items whose covariance with all items is known, ascending.
    package let columns: [Int]
    /// C, shape [columns][items].
    package let covariance: [Double]
    /// The place among the columns of each item, −1 where it has none; shape [items].
    private let places: [Int32]

    /// The number of items of the dataset.
    package var itemCount: Int { mean.count }

    /// Divides counts by the number of people.
    package init(_ counts: TapCounts) {
        let users = Double(max(counts.people, 1))
        let mean = counts.taken.map { Double($0) / users }
        let (columns, count) = (counts.columns, counts.itemCount)
        var places = [Int32](repeating: -1, count: count)
        for (place, item) in columns.enumerated() { places[item] = Int32(place) }
        (people, self.mean, self.columns, self.places) = (counts.people, mean, columns, places)
        covariance = [Double](unsafeUninitializedCapacity: columns.count * count) { out, initialized in
            counts.pairs.withUnsafeBufferPointer { pairs in
                mean.withUnsafeBufferPointer { mean in
                    guard let start = pairs.baseAddress, let mean = mean.baseAddress, let to = out.baseAddress
                    else { return }
                    for (place, item) in columns.enumerated() {
                        let (both, row, own) = (start + place * count, to + place * count, mean[item])
                        for other in 0..<count {
                            row[other] = Double(both[other]) / users - mean[other] * own
                        }
                    }
                }
            }
            initialized = columns.count * count
        }
    }

    /// The place among the columns of an item, where it has one.
    package func place(ofItem item: Int) -> Int? { places[item] >= 0 ? Int(places[item]) : nil }

    /// C_·a, the covariance of all items with a column's item, shape [items].
    package func column(_ place: Int) -> ArraySlice<Double> {
        covariance[place * itemCount..<(place + 1) * itemCount]
    }

    /// C_ja.
    package func covariance(ofItem item: Int, withColumn place: Int) -> Double {
        covariance[place * itemCount + item]
    }
}

extension TapModel {
    /// The scores of all items after a person was shown some and tapped some of those,
    ///
    ///     s = μ + C_·L (C_LL + λ I)⁻¹ (x_L − μ_L)
    ///
    /// without making the whole ``GridTable``; the same numbers to rounding.
    /// - Parameters:
    ///   - shown: L, positions of items that have a column; an item that comes again, or has none, is passed
    ///     over.
    ///   - tapped: those of them that the person tapped.
    ///   - ridge: λ, in squared shares of people.
    /// - Returns: s, shape [items]; a share of people, but not kept within 0...1.
    package func scores(shown: [Int], tapped: [Int], ridge: Double = GridDesign.standardRidge) -> [Double] {
        var seen = Set<Int>()
        let tiles = shown.filter { place(ofItem: $0) != nil && seen.insert($0).inserted }
        let taps = Set(tapped)
        let equations = GridEquations(tiles: tiles, of: self, ridge: ridge)
        let steps = equations.solve(zip(tiles, equations.means).map { (taps.contains($0) ? 1 : 0) - $1 })
        var scores = mean
        for (tile, step) in zip(tiles, steps) {
            guard let place = place(ofItem: tile) else { continue }
            add(step, timesColumn: place, to: &scores)
        }
        return scores
    }

    private func add(_ factor: Double, timesColumn place: Int, to scores: inout [Double]) {
        covariance.withUnsafeBufferPointer { covariance in
            scores.withUnsafeMutableBufferPointer { scores in
                guard let start = covariance.baseAddress, let out = scores.baseAddress else { return }
                Double.addScaled(itemCount, factor, start + place * itemCount, out)
            }
        }
    }
}
