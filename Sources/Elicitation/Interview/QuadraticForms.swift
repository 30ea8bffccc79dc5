/// xᵀ A x of many vectors x at once.
///
/// The products x_a x_b, a ≥ b, are kept for all vectors side by side: shape [d (d + 1) / 2, vectors]. A form is then one sum
/// of products over them, and the loop over vectors is vectorised without changing the order of any sum.
struct QuadraticForms: Sendable {
    private let dimension: Int
    private let count: Int
    private let products: [Double]

    /// - Parameters:
    ///   - vectors: all vectors, row-major, shape [n, d].
    ///   - rows: which of them to keep.
    init(vectors: [Double], rows: [Int], dimension: Int) {
        self.dimension = dimension
        count = rows.count
        var products: [Double] = []
        products.reserveCapacity(dimension * (dimension + 1) / 2 * rows.count)
        for a in 0..<dimension {
            for b in 0...a {
                for row in rows { products.append(vectors[row * dimension + a] * vectors[row * dimension + b]) }
            }
        }
        self.products = products
    }

    /// xᵀ A x of every kept vector, for a symmetric A.
    func values(of matrix: SmallMatrix) -> [Double] {
        var values = [Double](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { values in
            products.withUnsafeBufferPointer { products in
                var start = 0
                for a in 0..<dimension {
                    for b in 0...a {
                        let factor = (a == b ? 1 : 2) * matrix.elements[a * dimension + b]
                        for index in 0..<count { values[index] += factor * products[start + index] }
                        start += count
                    }
                }
            }
        }
        return values
    }
}
