/// Lower triangles row after row, shape [d (d + 1) / 2]: entry (a, b) with b ≤ a lies at a (a + 1) / 2 + b.
enum PackedGram {
    /// How many vectors are added at a time, so that each sum is loaded and stored once for all of them.
    static let block = 4

    static func count(_ dimension: Int) -> Int { dimension * (dimension + 1) / 2 }

    /// Adds Σ_k z_k z_kᵀ of one block.
    /// - Parameters:
    ///   - vectors: z, zeros where there are fewer, shape [block, d].
    ///   - dimension: d.
    ///   - sums: the packed sums.
    static func add(_ vectors: UnsafePointer<Double>, dimension d: Int, to sums: UnsafeMutablePointer<Double>) {
        let (z0, z1, z2, z3) = (vectors, vectors + d, vectors + 2 * d, vectors + 3 * d)
        var line = sums
        for a in 0..<d {
            let (c0, c1, c2, c3) = (z0[a], z1[a], z2[a], z3[a])
            for b in 0...a { line[b] += (c0 * z0[b] + c1 * z1[b]) + (c2 * z2[b] + c3 * z3[b]) }
            line += a + 1
        }
    }

    /// Copies the lower triangle of a square matrix.
    static func pack(_ square: UnsafePointer<Double>, dimension d: Int, into packed: UnsafeMutablePointer<Double>) {
        for a in 0..<d { (packed + count(a)).update(from: square + a * d, count: a + 1) }
    }

    /// Writes the lower triangle of a square matrix.
    static func unpack(_ packed: UnsafePointer<Double>, dimension d: Int, into square: UnsafeMutablePointer<Double>) {
        for a in 0..<d { (square + a * d).update(from: packed + count(a), count: a + 1) }
    }
}
