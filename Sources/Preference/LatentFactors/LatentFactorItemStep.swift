extension LatentFactorState {
    /// The ridge regression of every item on (1, p_u) given the users, with E[p pᵀ] = m mᵀ + S, then the noise:
    ///
    ///     θᵢ = (Gᵢ + Λ)⁻¹ hᵢ,   σ² = Σᵢ (cᵢ − 2 θᵢᵀ hᵢ + θᵢᵀ Gᵢ θᵢ) / n
    ///
    /// where z = (1, p_u), Gᵢ = Σ_u E[z zᵀ], hᵢ = Σ_u E[z (y − μ − b_u)], cᵢ = Σ_u E[(y − μ − b_u)²], Λ = diag(λ_b, λ, …).
    mutating func updateItems(threads: Int) {
        let d = dimension
        var remainders = [Double](repeating: 0, count: rows.itemCount)
        var updated = items
        updated.withUnsafeMutableBufferPointer { updated in
            remainders.withUnsafeMutableBufferPointer { remainders in
                guard let updated = updated.baseAddress, let remainders = remainders.baseAddress else { return }
                Parallel.forEach(rows.itemCount, threads: threads) { item, _ in
                    remainders[item] = updateItem(item, updated + item * d)
                }
            }
        }
        items = updated
        guard rows.count > 0 else { return }
        noiseVariance = max(remainders.reduce(0, +) / Double(rows.count), 1e-6)
    }

    /// Writes θᵢ and returns the expected squared error of the item's rows.
    private func updateItem(_ item: Int, _ theta: UnsafeMutablePointer<Double>) -> Double {
        let d = dimension
        let range = itemOffsets[item]..<itemOffsets[item + 1]
        guard !range.isEmpty else { return 0 }
        let packed = PackedGram.count(d)
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: packed + d * d + (2 + PackedGram.block) * d) { scratch in
            guard let gram = scratch.baseAddress else { return 0 }
            scratch.initialize(repeating: 0)
            let (matrix, right) = (gram + packed, gram + packed + d * d)
            let square = accumulate(range, gram: gram, right: right, cross: right + d, vectors: right + 2 * d)
            PackedGram.unpack(gram, dimension: d, into: matrix)
            for index in 0..<d {
                matrix[index * d + index] += index == 0 ? options.biasPenalty : options.factorPenalty
            }
            guard Cholesky.factorise(matrix, dimension: d) else { return square }
            theta.update(from: right, count: d)
            Cholesky.solve(matrix, theta, dimension: d)
            return square + quadratic(theta, gram: gram, right: right)
        }
    }

    /// Adds Gᵢ (packed) and hᵢ up; returns cᵢ.
    private func accumulate(
        _ range: Range<Int>, gram: UnsafeMutablePointer<Double>, right: UnsafeMutablePointer<Double>,
        cross: UnsafeMutablePointer<Double>, vectors: UnsafeMutablePointer<Double>
    ) -> Double {
        let d = dimension
        let packed = PackedGram.count(d)
        var square = 0.0
        userMeans.withUnsafeBufferPointer { means in
            userCovariances.withUnsafeBufferPointer { covariances in
                guard let means = means.baseAddress, let covariances = covariances.baseAddress else { return }
                for start in stride(from: range.lowerBound, to: range.upperBound, by: PackedGram.block) {
                    vectors.update(repeating: 0, count: PackedGram.block * d)
                    for position in start..<min(start + PackedGram.block, range.upperBound) {
                        let row = Int(itemRows[position])
                        let user = Int(userOfRow[row])
                        let covariance = covariances + user * packed
                        let vector = vectors + (position - start) * d
                        vector.update(from: means + user * d, count: d)
                        let residual = rows.ratings[row] - self.mean - vector[0]
                        vector[0] = 1
                        square += residual * residual + covariance[0]
                        for a in 0..<d {
                            right[a] += vector[a] * residual
                            cross[a] += covariance[PackedGram.count(a)]
                        }
                        for entry in 0..<packed { gram[entry] += covariance[entry] }
                    }
                    PackedGram.add(vectors, dimension: d, to: gram)
                }
            }
        }
        // The first column of S is the bias's: it enters hᵢ, and not Gᵢ, where the constant 1 takes the bias's place.
        for a in 0..<d {
            gram[PackedGram.count(a)] -= cross[a]
            if a > 0 { right[a] -= cross[a] }
        }
        return square
    }

    /// θᵀ G θ − 2 θᵀ h, with G packed.
    private func quadratic(
        _ theta: UnsafeMutablePointer<Double>, gram: UnsafeMutablePointer<Double>, right: UnsafeMutablePointer<Double>
    ) -> Double {
        var sum = 0.0
        for a in 0..<dimension {
            let line = gram + PackedGram.count(a)
            for b in 0..<a { sum += 2 * theta[a] * theta[b] * line[b] }
            sum += theta[a] * (theta[a] * line[a] - 2 * right[a])
        }
        return sum
    }
}
