import Algebra

extension LatentFactorState {
    /// The posterior of every user given the items, then the prior given the users:
    ///
    ///     m₀ = mean m_u,   S₀ = (κ S_start + Σ_u S_u + (m_u − m₀)(m_u − m₀)ᵀ) / (κ + users),   κ = d
    ///
    /// The sums over a user's ratings are sums of rows that each item has once, (xᵢ xᵢᵀ, bᵢ xᵢ).
    package mutating func updateUsers(threads: Int) {
        let (d, state) = (dimension, self)
        guard let prior = Cholesky(priorCovariance, dimension: d) else { return }
        let start = row(prior.inverse(), prior.solve(priorMean))
        let belief = row(priorCovariance, priorMean)
        let (moments, vectors) = itemMoments()
        Parallel.forEach((userCount + EightSystems.count - 1) / EightSystems.count, threads: threads) {
            block, _ in
            guard state.cancellation?.isRequested != true else { return }
            let users = block * EightSystems.count..<min((block + 1) * EightSystems.count, state.userCount)
            // What stays where a precision overflows.
            for user in users {
                (state.userMoments.start + user * state.shape.width).update(
                    from: belief.start, count: belief.count)
            }
            state.updateUsers(users, start: start.start, moments: moments.start, vectors: vectors.start)
        }
        updatePrior()
    }

    /// The lower triangle of a matrix, then a vector.
    private func row(_ matrix: [Double], _ vector: [Double]) -> Buffer<Double> {
        let row = Buffer<Double>(shape.width)
        for a in 0..<dimension {
            for b in 0...a { row[PackedGram.count(a) + b] = matrix[a * dimension + b] }
            row[shape.packed + a] = vector[a]
        }
        return row
    }

    /// S_u = (S₀⁻¹ + Σ x xᵀ / σ²)⁻¹ and m_u = S_u (S₀⁻¹ m₀ + Σ x r / σ²), r = y − μ − b, of up to eight
    /// users.
    private func updateUsers(
        _ users: Range<Int>, start: UnsafePointer<Double>, moments: UnsafePointer<Double>,
        vectors: UnsafePointer<Double>
    ) {
        let (d, weight) = (dimension, 1 / noiseVariance)
        let capacity = EightSystems.capacity(shape)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: capacity + shape.stride) { memory in
            guard let memory = memory.baseAddress else { return }
            let (systems, weighted) = (EightSystems(memory, shape: shape), memory + capacity)
            for lane in 0..<EightSystems.count {
                let sums = systems[lane]
                if lane < users.count {
                    let range =
                        userOffsets[users.lowerBound + lane]..<userOffsets[users.lowerBound + lane + 1]
                    RowKernels.add(moments, width: shape.width, rows: rows.items[range], to: sums)
                    weighted.initialize(repeating: 0, count: shape.stride)
                    RowKernels.add(
                        vectors, width: shape.stride, rows: rows.items[range], weights: centred[range],
                        to: weighted)
                    for a in 0..<d { sums[shape.packed + a] = weighted[a] - sums[shape.packed + a] }
                }
                for index in 0..<shape.width { sums[index] = start[index] + weight * sums[index] }
            }
            let bad = systems.solve(inverting: true)
            for (lane, user) in users.enumerated() where bad >> lane & 1 == 0 {
                (userMoments.start + user * shape.width).update(from: systems[lane], count: shape.width)
            }
        }
    }

    /// (xᵢ xᵢᵀ, bᵢ xᵢ, 0) of every item, shape [items, width], and xᵢ alone, shape [items, stride].
    private func itemMoments() -> (moments: Buffer<Double>, vectors: Buffer<Double>) {
        let (moments, vectors) = (
            Buffer<Double>(rows.itemCount * shape.width), Buffer<Double>(rows.itemCount * shape.stride)
        )
        for item in 0..<rows.itemCount {
            let (moment, vector) = (moments.start + item * shape.width, vectors.start + item * shape.stride)
            vector[0] = 1
            for a in 1..<max(dimension, 1) { vector[a] = items[item * dimension + a] }
            PackedGram.writeOuter(vector, dimension: dimension, to: moment)
            for a in 0..<dimension { moment[shape.packed + a] = items[item * dimension] * vector[a] }
        }
        return (moments, vectors)
    }

    private mutating func updatePrior() {
        let d = dimension
        guard userCount > 0 else { return }
        let (sums, differences) = (Buffer<Double>(shape.width), Buffer<Double>(userCount * d))
        Double.columnSums(userCount, shape.width, userMoments.start, sums.start)
        priorMean = (0..<d).map { sums[shape.packed + $0] / Double(userCount) }
        for user in 0..<userCount {
            let mean = userMoments.start + user * shape.width + shape.packed
            for a in 0..<d { differences[user * d + a] = mean[a] - priorMean[a] }
        }
        let spread = Buffer<Double>(d * d)
        Double.multiply(
            d, d, userCount, differences.start, 1, d, differences.start, d, spread.start, d, accumulate: false
        )
        let strength = Double(d)
        let start = Self.startingCovariance(dimension: d)
        for a in 0..<d {
            for b in 0..<d {
                let entry = PackedGram.count(max(a, b)) + min(a, b)
                let sum = sums[entry] + spread[max(a, b) * d + min(a, b)]
                priorCovariance[a * d + b] =
                    (strength * start[a * d + b] + sum) / (strength + Double(userCount))
            }
        }
    }
}
