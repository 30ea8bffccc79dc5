extension LatentFactorState {
    /// The posterior of every user given the items, then the prior given the users:
    ///
    ///     m₀ = mean m_u,   S₀ = (κ S_start + Σ_u S_u + (m_u − m₀)(m_u − m₀)ᵀ) / (κ + users),   κ = d
    mutating func updateUsers(threads: Int) {
        let d = dimension
        guard let prior = Cholesky(priorCovariance, dimension: d) else { return }
        let precision = prior.inverse()
        let shift = prior.solve(priorMean)
        var newMeans = [Double](repeating: 0, count: userMeans.count)
        var newCovariances = [Double](repeating: 0, count: userCovariances.count)
        newMeans.withUnsafeMutableBufferPointer { means in
            newCovariances.withUnsafeMutableBufferPointer { covariances in
                guard let means = means.baseAddress, let covariances = covariances.baseAddress else { return }
                Parallel.forEach(userCount, threads: threads) { user, _ in
                    updateUser(
                        user, precision: precision, shift: shift, mean: means + user * d, covariance: covariances + user * d * d)
                }
            }
        }
        (userMeans, userCovariances) = (newMeans, newCovariances)
        updatePrior()
    }

    /// S_u = (S₀⁻¹ + Σ x xᵀ / σ²)⁻¹ and m_u = S_u (S₀⁻¹ m₀ + Σ x r / σ²).
    private func updateUser(
        _ user: Int, precision: [Double], shift: [Double], mean: UnsafeMutablePointer<Double>,
        covariance: UnsafeMutablePointer<Double>
    ) {
        let d = dimension
        let weight = 1 / noiseVariance
        withUnsafeTemporaryAllocation(of: Double.self, capacity: d * d + d) { scratch in
            guard let matrix = scratch.baseAddress else { return }
            let vector = matrix + d * d
            matrix.initialize(from: precision, count: d * d)
            vector.initialize(repeating: 0, count: d)
            mean.update(from: shift, count: d)
            for row in userOffsets[user]..<userOffsets[user + 1] {
                let item = Int(rows.items[row])
                for index in 0..<d { vector[index] = items[item * d + index] }
                let residual = (rows.ratings[row] - self.mean - vector[0]) * weight
                vector[0] = 1
                for a in 0..<d {
                    mean[a] += vector[a] * residual
                    let factor = vector[a] * weight
                    let line = matrix + a * d
                    for b in 0...a { line[b] += factor * vector[b] }
                }
            }
            guard Cholesky.factorise(matrix, dimension: d) else { return }
            Cholesky.solve(matrix, mean, dimension: d)
            Cholesky.invert(matrix, into: covariance, dimension: d)
        }
    }

    private mutating func updatePrior() {
        let d = dimension
        guard userCount > 0 else { return }
        priorMean = Array(repeating: 0, count: d)
        for user in 0..<userCount {
            for index in 0..<d { priorMean[index] += userMeans[user * d + index] }
        }
        for index in 0..<d { priorMean[index] /= Double(userCount) }
        let strength = Double(d)
        var sum = Self.startingCovariance(dimension: d).map { $0 * strength }
        for user in 0..<userCount {
            let difference = (0..<d).map { userMeans[user * d + $0] - priorMean[$0] }
            for a in 0..<d {
                for b in 0..<d {
                    sum[a * d + b] += userCovariances[(user * d + a) * d + b] + difference[a] * difference[b]
                }
            }
        }
        priorCovariance = sum.map { $0 / (strength + Double(userCount)) }
    }
}
