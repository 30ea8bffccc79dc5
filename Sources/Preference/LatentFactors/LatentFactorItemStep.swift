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
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * d * d + 2 * d) { scratch in
            guard let gram = scratch.baseAddress else { return 0 }
            scratch.initialize(repeating: 0)
            let (matrix, right, z) = (gram + d * d, gram + 2 * d * d, gram + 2 * d * d + d)
            let square = accumulate(range, gram: gram, right: right, z: z)
            matrix.update(from: gram, count: d * d)
            for index in 0..<d {
                matrix[index * d + index] += index == 0 ? options.biasPenalty : options.factorPenalty
            }
            guard Cholesky.factorise(matrix, dimension: d) else { return square }
            theta.update(from: right, count: d)
            Cholesky.solve(matrix, theta, dimension: d)
            return square + quadratic(theta, gram: gram, right: right)
        }
    }

    /// Adds Gᵢ (lower triangle) and hᵢ up; returns cᵢ.
    private func accumulate(
        _ range: Range<Int>, gram: UnsafeMutablePointer<Double>, right: UnsafeMutablePointer<Double>,
        z: UnsafeMutablePointer<Double>
    ) -> Double {
        let d = dimension
        var square = 0.0
        userMeans.withUnsafeBufferPointer { means in
            userCovariances.withUnsafeBufferPointer { covariances in
                for position in range {
                    let row = Int(itemRows[position])
                    let user = Int(userOfRow[row])
                    guard let mean = means.baseAddress.map({ $0 + user * d }),
                        let covariance = covariances.baseAddress.map({ $0 + user * d * d })
                    else { return }
                    z.update(from: mean, count: d)
                    z[0] = 1
                    let residual = rows.ratings[row] - self.mean - mean[0]
                    square += residual * residual + covariance[0]
                    right[0] += residual
                    gram[0] += 1
                    for a in 1..<max(d, 1) {
                        let line = gram + a * d
                        right[a] += z[a] * residual - covariance[a]
                        line[0] += z[a]
                        for b in 1...a { line[b] += z[a] * z[b] + covariance[a * d + b] }
                    }
                }
            }
        }
        return square
    }

    /// θᵀ G θ − 2 θᵀ h, with G's lower triangle.
    private func quadratic(
        _ theta: UnsafeMutablePointer<Double>, gram: UnsafeMutablePointer<Double>, right: UnsafeMutablePointer<Double>
    ) -> Double {
        var sum = 0.0
        for a in 0..<dimension {
            for b in 0..<a { sum += 2 * theta[a] * theta[b] * gram[a * dimension + b] }
            sum += theta[a] * (theta[a] * gram[a * dimension + a] - 2 * right[a])
        }
        return sum
    }
}
