/// How the moments of one user or item lie in a row: the lower triangle of a matrix, then a vector, then one number.
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

/// Lower triangles row after row, shape [d (d + 1) / 2]: entry (a, b) with b ≤ a lies at a (a + 1) / 2 + b.
package enum PackedGram {
    /// d (d + 1) / 2.
    package static func count(_ dimension: Int) -> Int { dimension * (dimension + 1) / 2 }

    /// Writes z zᵀ.
    /// - Parameters:
    ///   - vector: z, shape [d].
    ///   - dimension: d.
    ///   - packed: where its lower triangle goes.
    package static func writeOuter(
        _ vector: UnsafePointer<Double>, dimension: Int, to packed: UnsafeMutablePointer<Double>
    ) {
        var line = packed
        for a in 0..<dimension {
            let factor = vector[a]
            for b in 0...a { line[b] = factor * vector[b] }
            line += a + 1
        }
    }
}
