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
                let scratch = UserStepScratch.capacity(d)
                Parallel.forEach(userCount, threads: threads) { user, _ in
                    withUnsafeTemporaryAllocation(of: Double.self, capacity: scratch) { memory in
                        memory.initialize(repeating: 0)
                        guard let memory = memory.baseAddress else { return }
                        updateUser(
                            user, precision: precision, shift: shift, scratch: UserStepScratch(memory, dimension: d),
                            mean: means + user * d, covariance: covariances + user * PackedGram.count(d))
                    }
                }
            }
        }
        (userMeans, userCovariances) = (newMeans, newCovariances)
        updatePrior()
    }

    /// S_u = (S₀⁻¹ + Σ x xᵀ / σ²)⁻¹ and m_u = S_u (S₀⁻¹ m₀ + Σ x r / σ²).
    private func updateUser(
        _ user: Int, precision: [Double], shift: [Double], scratch: UserStepScratch, mean: UnsafeMutablePointer<Double>,
        covariance: UnsafeMutablePointer<Double>
    ) {
        let d = dimension
        addRatings(of: user, scratch: scratch, right: mean)
        let weight = 1 / noiseVariance
        for index in 0..<d { mean[index] = shift[index] + mean[index] * weight }
        PackedGram.unpack(scratch.gram, dimension: d, into: scratch.matrix)
        for index in 0..<d * d { scratch.matrix[index] = precision[index] + scratch.matrix[index] * weight }
        guard Cholesky.factorise(scratch.matrix, dimension: d) else { return }
        Cholesky.solve(scratch.matrix, mean, dimension: d)
        Cholesky.invert(scratch.matrix, into: scratch.inverse, dimension: d)
        PackedGram.pack(scratch.inverse, dimension: d, into: covariance)
    }

    /// Adds Σ x xᵀ (packed) and Σ x r over the user's rows.
    private func addRatings(of user: Int, scratch: UserStepScratch, right: UnsafeMutablePointer<Double>) {
        let d = dimension
        let vectors = scratch.vectors
        items.withUnsafeBufferPointer { items in
            guard let items = items.baseAddress else { return }
            for start in stride(from: userOffsets[user], to: userOffsets[user + 1], by: PackedGram.block) {
                vectors.update(repeating: 0, count: PackedGram.block * d)
                for row in start..<min(start + PackedGram.block, userOffsets[user + 1]) {
                    let vector = vectors + (row - start) * d
                    vector.update(from: items + Int(rows.items[row]) * d, count: d)
                    let residual = rows.ratings[row] - mean - vector[0]
                    vector[0] = 1
                    for index in 0..<d { right[index] += vector[index] * residual }
                }
                PackedGram.add(vectors, dimension: d, to: scratch.gram)
            }
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
        let start = Self.startingCovariance(dimension: d)
        var sum = [Double](repeating: 0, count: PackedGram.count(d))
        for user in 0..<userCount {
            let difference = (0..<d).map { userMeans[user * d + $0] - priorMean[$0] }
            var entry = 0
            for a in 0..<d {
                for b in 0...a {
                    sum[entry] += userCovariances[user * sum.count + entry] + difference[a] * difference[b]
                    entry += 1
                }
            }
        }
        for a in 0..<d {
            for b in 0..<d {
                let entry = PackedGram.count(max(a, b)) + min(a, b)
                priorCovariance[a * d + b] = (strength * start[a * d + b] + sum[entry]) / (strength + Double(userCount))
            }
        }
    }
}

/// Memory for one user's step, all zeros at first.
struct UserStepScratch {
    /// Shape [d, d].
    let matrix: UnsafeMutablePointer<Double>
    /// Shape [d, d].
    let inverse: UnsafeMutablePointer<Double>
    /// A block of vectors, shape [block, d].
    let vectors: UnsafeMutablePointer<Double>
    /// Packed, shape [d (d + 1) / 2].
    let gram: UnsafeMutablePointer<Double>

    init(_ memory: UnsafeMutablePointer<Double>, dimension d: Int) {
        matrix = memory
        inverse = matrix + d * d
        vectors = inverse + d * d
        gram = vectors + PackedGram.block * d
    }

    static func capacity(_ d: Int) -> Int { 2 * d * d + PackedGram.block * d + PackedGram.count(d) }
}
