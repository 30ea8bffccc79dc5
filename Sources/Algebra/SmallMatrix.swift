/// A small square matrix, row-major, shape [d, d], with the few operations that the greedy strategies repeat.
package struct SmallMatrix: Sendable, Equatable {
    package let dimension: Int
    package var elements: [Double]

    package init(_ elements: [Double], dimension: Int) {
        self.dimension = dimension
        self.elements = elements
    }

    package init(zeroOf dimension: Int) {
        self.init(Array(repeating: 0, count: dimension * dimension), dimension: dimension)
    }

    /// A ← A + w x xᵀ, with x starting at `offset` of `vectors`.
    package mutating func addOuter(_ vectors: [Double], at offset: Int = 0, weight: Double) {
        let d = dimension
        elements.withUnsafeMutableBufferPointer { a in
            vectors.withUnsafeBufferPointer { x in
                for row in 0..<d {
                    let factor = weight * x[offset + row]
                    for column in 0..<d { a[row * d + column] += factor * x[offset + column] }
                }
            }
        }
    }

    /// xᵀ A, with x starting at `offset` of `vectors`; the same as A x where A is symmetric.
    package func times(_ vectors: [Double], at offset: Int = 0) -> [Double] {
        [Double](unsafeUninitializedCapacity: dimension) { product, count in
            vectors.withUnsafeBufferPointer { multiply($0, at: offset, into: product) }
            count = dimension
        }
    }

    /// xᵀ A x, with x starting at `offset` of `vectors`.
    package func form(_ vectors: [Double], at offset: Int) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: dimension) { product in
            vectors.withUnsafeBufferPointer { x in
                multiply(x, at: offset, into: product)
                var total = 0.0
                for index in 0..<dimension { total += product[index] * x[offset + index] }
                return total
            }
        }
    }

    /// Adds the rows of A up, each times its entry of x: the inner loop runs along a row, so that it can be
    /// vectorised without changing the order of any sum.
    private func multiply(
        _ x: UnsafeBufferPointer<Double>, at offset: Int, into product: UnsafeMutableBufferPointer<Double>
    ) {
        let d = dimension
        product.initialize(repeating: 0)
        elements.withUnsafeBufferPointer { a in
            for row in 0..<d {
                let factor = x[offset + row]
                for column in 0..<d { product[column] += factor * a[row * d + column] }
            }
        }
    }

    package static func * (left: SmallMatrix, right: SmallMatrix) -> SmallMatrix {
        let d = left.dimension
        var product = SmallMatrix(zeroOf: d)
        for row in 0..<d {
            for inner in 0..<d {
                let factor = left.elements[row * d + inner]
                for column in 0..<d {
                    product.elements[row * d + column] += factor * right.elements[inner * d + column]
                }
            }
        }
        return product
    }

    /// Σ Aᵢᵢ.
    package var trace: Double { (0..<dimension).reduce(0) { $0 + elements[$1 * (dimension + 1)] } }
}

extension SmallMatrix {
    /// Aᵀ.
    package var transposed: SmallMatrix {
        let d = dimension
        return SmallMatrix((0..<d * d).map { elements[$0 % d * d + $0 / d] }, dimension: d)
    }

    /// A⁻¹ by elimination with row pivots (Gauss and Jordan); `nil` where A is singular to working precision.
    package var inverse: SmallMatrix? {
        let d = dimension
        var (a, result) = (elements, (0..<d * d).map { $0 % (d + 1) == 0 ? 1.0 : 0 })
        let scale = a.reduce(0) { max($0, abs($1)) }
        for column in 0..<d {
            let pivot = (column..<d).max { abs(a[$0 * d + column]) < abs(a[$1 * d + column]) } ?? column
            guard abs(a[pivot * d + column]) > 1e-13 * scale else { return nil }
            for index in 0..<d where pivot != column {
                a.swapAt(pivot * d + index, column * d + index)
                result.swapAt(pivot * d + index, column * d + index)
            }
            let factor = 1 / a[column * d + column]
            for index in 0..<d {
                a[column * d + index] *= factor
                result[column * d + index] *= factor
            }
            for row in 0..<d where row != column {
                let factor = a[row * d + column]
                for index in 0..<d {
                    a[row * d + index] -= factor * a[column * d + index]
                    result[row * d + index] -= factor * result[column * d + index]
                }
            }
        }
        return SmallMatrix(result, dimension: d)
    }
}
