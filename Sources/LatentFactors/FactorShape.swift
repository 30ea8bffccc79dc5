import Algebra

/// How the moments of one user or item lie in a row: the lower triangle of a matrix, then a vector, then one
/// number.
package struct FactorShape: Sendable {
    /// d.
    package let dimension: Int
    /// d (d + 1) / 2: where the vector begins.
    package let packed: Int
    /// The length of a row, a multiple of 8.
    package let width: Int
    /// The length of a vector of d + 1 numbers in a row of its own, a multiple of 8.
    package let stride: Int

    package init(_ dimension: Int) {
        self.dimension = dimension
        packed = PackedGram.count(dimension)
        width = (packed + dimension + 8) / 8 * 8
        stride = (dimension + 8) / 8 * 8
    }
}
