import Algebra
import LatentFactors

/// The search of ``MaximalVolumeStrategy``.
struct MaximalVolumeSearch {
    private let items: [Int]
    private let dimension: Int
    /// xᵢ of the given items, shape [items, d].
    private let vectors: [Double]
    /// Places within `items` of those chosen so far, in order.
    private var chosen: [Int] = []

    init(model: LatentFactorModel, items: [Int]) {
        self.items = items
        dimension = model.dimension
        vectors = items.flatMap { model.vector(ofItem: $0) }
    }

    /// All items: the chosen ones in order, then the rest by what they would add next.
    mutating func order(depth: Int) -> [Int] {
        orthogonalise(limit: min(depth, dimension, items.count))
        guard chosen.count == dimension, var inverse = inverseOfChosen() else { return withRest { _ in 0 } }
        exchange(&inverse)
        var spread = inverse * inverse.transposed
        while chosen.count < min(depth, items.count) {
            let taken = Set(chosen)
            let open = items.indices.filter { !taken.contains($0) }
            let gains = open.map { spread.form(vectors, at: $0 * dimension) }
            guard let best = gains.firstMaximum else { break }
            chosen.append(open[best])
            spread.addOuter(spread.times(vectors, at: open[best] * dimension), weight: -1 / (1 + gains[best]))
        }
        return withRest { spread.form(vectors, at: $0 * dimension) }
    }

    private func withRest(by gain: (Int) -> Double) -> [Int] {
        let taken = Set(chosen)
        let rest = items.indices.filter { !taken.contains($0) }.map { (gain: gain($0), place: $0) }
        return chosen.map { items[$0] }
            + rest.sorted { ($1.gain, $0.place) < ($0.gain, $1.place) }.map { items[$0.place] }
    }

    /// Chooses the row that is longest once the directions of the chosen rows are taken out, again and again.
    private mutating func orthogonalise(limit: Int) {
        let d = dimension
        var rest = vectors
        for _ in 0..<limit {
            let lengths = items.indices.map { row in
                (0..<d).reduce(0) { $0 + rest[row * d + $1] * rest[row * d + $1] }
            }
            guard let best = lengths.firstMaximum, lengths[best] > 1e-20 else { return }
            chosen.append(best)
            let direction = (0..<d).map { rest[best * d + $0] / lengths[best].squareRoot() }
            for row in items.indices {
                let length = (0..<d).reduce(0) { $0 + rest[row * d + $1] * direction[$1] }
                for index in 0..<d { rest[row * d + index] -= length * direction[index] }
            }
        }
    }

    /// Exchanges a chosen row for another while that raises |det| by more than 1%: entry (i, k) of C = X
    /// X_S⁻¹ is the factor by which the determinant changes when row i takes place k. At most 10 d exchanges.
    private mutating func exchange(_ inverse: inout SmallMatrix) {
        let d = dimension
        for _ in 0..<10 * d {
            var best = (size: 1.01, row: 0, place: -1)
            for row in items.indices {
                let factors = inverse.times(vectors, at: row * d)
                for place in 0..<d where abs(factors[place]) > best.size {
                    best = (abs(factors[place]), row, place)
                }
            }
            guard best.place >= 0 else { return }
            chosen[best.place] = best.row
            guard let next = inverseOfChosen() else { return }
            inverse = next
        }
    }

    /// X_S⁻¹ of the d chosen rows; `nil` where they do not span the space.
    private func inverseOfChosen() -> SmallMatrix? {
        SmallMatrix(chosen.flatMap { vectors[$0 * dimension..<($0 + 1) * dimension] }, dimension: dimension)
            .inverse
    }
}
