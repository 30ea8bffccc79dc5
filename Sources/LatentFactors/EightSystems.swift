import Algebra

/// Eight symmetric positive definite systems A x = b that are solved side by side, each in a lane of the
/// processor's vectors.
package struct EightSystems {
    package static let count = 8

    private let shape: FactorShape
    /// The lower triangle of each A, then b, shape [8, width].
    package let rows: UnsafeMutablePointer<Double>
    /// The same by columns, shape [width, 8].
    private let columns: UnsafeMutablePointer<Double>

    /// Takes memory of `capacity` numbers, which it sets to zero.
    package init(_ memory: UnsafeMutablePointer<Double>, shape: FactorShape) {
        memory.initialize(repeating: 0, count: Self.capacity(shape))
        self.shape = shape
        rows = memory
        columns = memory + Self.count * shape.width
    }

    package static func capacity(_ shape: FactorShape) -> Int { 2 * count * (shape.width + shape.dimension) }

    /// The row of one system.
    package subscript(lane: Int) -> UnsafeMutablePointer<Double> { rows + lane * shape.width }

    /// Solves the systems: x takes the place of b, and A⁻¹ that of A where asked for.
    /// - Returns: bit l tells that A of system l is not positive definite to working precision.
    package func solve(inverting: Bool) -> UInt32 {
        Double.transpose(Self.count, shape.width, rows, columns)
        let bad = RowKernels.solveDefinite(
            dimension: shape.dimension, columns, columns + shape.packed * Self.count,
            spare: columns + shape.width * Self.count,
            inverting: inverting)
        Double.transpose(shape.width, Self.count, columns, rows)
        return bad
    }
}
