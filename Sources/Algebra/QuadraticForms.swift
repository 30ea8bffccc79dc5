/// xᵀ A x of many vectors x, for symmetric matrices A, shape [d, d].
///
/// A form is the product of two rows: the lower triangle of A, and that of x xᵀ with twice what lies below
/// the diagonal.
package struct QuadraticForms: Sendable {
    package let dimension: Int
    /// The length of a row, a multiple of 8 that holds a triangle.
    package let width: Int
    /// The rows of the vectors, shape [n, width].
    private let products: [Double]

    /// - Parameters:
    ///   - vectors: all vectors, row-major, shape [any, d].
    ///   - rows: which of them to keep, shape [n].
    ///   - dimension: d.
    package init(vectors: [Double], rows: [Int], dimension: Int) {
        self.dimension = dimension
        let width = (PackedGram.count(dimension) + 7) / 8 * 8
        self.width = width
        products = [Double](unsafeUninitializedCapacity: rows.count * width) { products, count in
            products.initialize(repeating: 0)
            count = rows.count * width
            guard let start = products.baseAddress else { return }
            vectors.withUnsafeBufferPointer { vectors in
                guard let vectors = vectors.baseAddress else { return }
                for (place, row) in rows.enumerated() {
                    Self.write(vectors + row * dimension, dimension: dimension, to: start + place * width)
                }
            }
        }
    }

    /// Writes the lower triangle of x xᵀ with twice what lies below the diagonal.
    package static func write(
        _ x: UnsafePointer<Double>, dimension: Int, to row: UnsafeMutablePointer<Double>
    ) {
        PackedGram.writeOuter(x, dimension: dimension, to: row)
        for a in 0..<dimension {
            for b in 0..<a { row[PackedGram.count(a) + b] *= 2 }
        }
    }

    /// Writes the forms of some of the vectors.
    /// - Parameters:
    ///   - triangle: the lower triangle of A, zeros behind it, shape [width].
    ///   - places: which of the kept vectors.
    ///   - values: where their forms go.
    package func write(
        of triangle: UnsafePointer<Double>, at places: UnsafeBufferPointer<Int32>,
        to values: UnsafeMutablePointer<Double>
    ) {
        products.withUnsafeBufferPointer { products in
            guard let products = products.baseAddress else { return }
            RowKernels.multiply(products, width: width, rows: places, by: triangle, into: values)
        }
    }

    /// xᵀ A x of every kept vector.
    package func values(of matrix: SmallMatrix) -> [Double] {
        var triangle = [Double](repeating: 0, count: width)
        for a in 0..<dimension {
            for b in 0...a { triangle[PackedGram.count(a) + b] = matrix.elements[a * dimension + b] }
        }
        let places = (0..<Int32(width > 0 ? products.count / width : 0)).map { $0 }
        return [Double](unsafeUninitializedCapacity: places.count) { values, count in
            count = places.count
            guard let start = values.baseAddress else { return }
            places.withUnsafeBufferPointer { write(of: triangle, at: $0, to: start) }
        }
    }
}
