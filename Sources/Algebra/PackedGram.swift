/// Lower triangles row after row, shape [d (d + 1) / 2]: entry (a, b) with b ≤ a lies at a (a + 1) / 2 + b.
public enum PackedGram {
    /// d (d + 1) / 2.
    @inlinable public static func count(_ dimension: Int) -> Int { dimension * (dimension + 1) / 2 }

    /// Writes z zᵀ.
    /// - Parameters:
    ///   - vector: z, shape [d].
    ///   - dimension: d.
    ///   - packed: where its lower triangle goes.
    @inlinable public static func writeOuter(
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
