import Kernels

// A table of functions that nothing writes to after this.
private let kernels = icebreaker_kernels_best().f64

/// Sums and products of chosen rows of a row-major matrix in Double, by the inner loops of this processor.
package enum RowKernels {
    /// s ← s + Σ_r w_r x_(i_r), first row first.
    /// - Parameters:
    ///   - matrix: x, shape [any, width].
    ///   - width: the length of a row.
    ///   - rows: i, shape [n].
    ///   - weights: w, shape [n]; ones where there are none.
    ///   - sums: s, shape [width].
    package static func add(
        _ matrix: UnsafePointer<Double>, width: Int, rows: ArraySlice<Int32>,
        weights: ArraySlice<Double>? = nil,
        to sums: UnsafeMutablePointer<Double>
    ) {
        rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return }
            guard let weights else { return kernels.sum_rows(rows.count, width, matrix, start, nil, sums) }
            precondition(weights.count == rows.count, "one weight per row")
            weights.withUnsafeBufferPointer {
                kernels.sum_rows(rows.count, width, matrix, start, $0.baseAddress, sums)
            }
        }
    }

    /// y_r ← x_(i_r)ᵀ w.
    /// - Parameters:
    ///   - matrix: x, shape [any, width].
    ///   - width: the length of a row.
    ///   - rows: i, shape [n].
    ///   - vector: w, shape [width].
    ///   - products: y, shape [n].
    package static func multiply(
        _ matrix: UnsafePointer<Double>, width: Int, rows: UnsafeBufferPointer<Int32>,
        by vector: UnsafePointer<Double>,
        into products: UnsafeMutablePointer<Double>
    ) {
        guard let start = rows.baseAddress else { return }
        kernels.dot_rows(rows.count, width, matrix, start, vector, products)
    }

    /// Solves eight systems A x = b at once, each number of them side by side.
    /// - Parameters:
    ///   - dimension: d.
    ///   - matrices: the lower triangles of the symmetric positive definite A, shape [d (d + 1) / 2, 8];
    ///     becomes those of A⁻¹
    ///     where asked for, else anything.
    ///   - right: b, shape [d, 8]; becomes x.
    ///   - spare: memory, shape [2 d, 8].
    ///   - inverting: whether A⁻¹ is wanted.
    /// - Returns: bit l tells that A of system l is not positive definite to working precision.
    package static func solveDefinite(
        dimension: Int, _ matrices: UnsafeMutablePointer<Double>, _ right: UnsafeMutablePointer<Double>,
        spare: UnsafeMutablePointer<Double>, inverting: Bool
    ) -> UInt32 {
        kernels.solve_definite(dimension, matrices, right, spare, inverting ? 1 : 0)
    }
}
