import Algebra

extension LatentFactorState {
    /// The ridge regression of every item on (1, p_u) given the users, with E[p pᵀ] = m mᵀ + S, then the
    /// noise:
    ///
    ///     θᵢ = (Gᵢ + Λ)⁻¹ hᵢ,   σ² = Σᵢ (cᵢ − 2 θᵢᵀ hᵢ + θᵢᵀ Gᵢ θᵢ) / n = Σᵢ (cᵢ − θᵢᵀ (hᵢ + Λ θᵢ)) / n
    ///
    /// where z = (1, p_u), Gᵢ = Σ_u E[z zᵀ], hᵢ = Σ_u E[z (y − μ − b_u)], cᵢ = Σ_u E[(y − μ − b_u)²], Λ =
    /// diag(λ_b, λ, …). These are sums of rows that each user has once, (E[z zᵀ], E[z b], E[b²]), and of z (y
    /// − μ).
    package mutating func updateItems(threads: Int) {
        let (remainders, updated) = (Buffer<Double>(rows.itemCount), Buffer<Double>(items.count))
        for index in items.indices { updated[index] = items[index] }
        let (vectors, state) = (userVectors(), self)
        Parallel.forEach((rows.itemCount + EightSystems.count - 1) / EightSystems.count, threads: threads) {
            block, _ in
            guard state.cancellation?.isRequested != true else { return }
            let range =
                block * EightSystems.count..<min((block + 1) * EightSystems.count, state.rows.itemCount)
            state.updateItems(
                range, vectors: vectors.start, updated: updated.start, remainders: remainders.start)
        }
        items = Array(UnsafeBufferPointer(start: updated.start, count: items.count))
        guard rows.count > 0 else { return }
        noiseVariance = max((0..<rows.itemCount).reduce(0) { $0 + remainders[$1] } / Double(rows.count), 1e-6)
    }

    /// Writes θᵢ and the expected squared error of the rows of up to eight items.
    private func updateItems(
        _ range: Range<Int>, vectors: UnsafePointer<Double>, updated: UnsafeMutablePointer<Double>,
        remainders: UnsafeMutablePointer<Double>
    ) {
        let (d, capacity) = (dimension, EightSystems.capacity(shape))
        withUnsafeTemporaryAllocation(of: Double.self, capacity: capacity + EightSystems.count * shape.stride)
        { memory in
            guard let memory = memory.baseAddress else { return }
            let (systems, weighted) = (EightSystems(memory, shape: shape), memory + capacity)
            weighted.initialize(repeating: 0, count: EightSystems.count * shape.stride)
            for lane in 0..<EightSystems.count {
                if lane < range.count {
                    accumulate(
                        range.lowerBound + lane, vectors, systems[lane], weighted + lane * shape.stride)
                }
                for a in 0..<d { systems[lane][PackedGram.count(a) + a] += penalty(a) }
            }
            let bad = systems.solve(inverting: false)
            for (lane, item) in range.enumerated() {
                let right = weighted + lane * shape.stride
                remainders[item] = right[d]
                guard bad >> lane & 1 == 0, itemOffsets[item] < itemOffsets[item + 1] else { continue }
                for a in 0..<d {
                    let theta = systems[lane][shape.packed + a]
                    updated[item * d + a] = theta
                    remainders[item] -= theta * (right[a] + penalty(a) * theta)
                }
            }
        }
    }

    /// Adds Gᵢ and hᵢ up in a row of moments; writes hᵢ and cᵢ behind one another.
    private func accumulate(
        _ item: Int, _ vectors: UnsafePointer<Double>, _ moments: UnsafeMutablePointer<Double>,
        _ right: UnsafeMutablePointer<Double>
    ) {
        let range = itemOffsets[item]..<itemOffsets[item + 1]
        RowKernels.add(userMoments.start, width: shape.width, rows: itemUsers[range], to: moments)
        RowKernels.add(
            vectors, width: shape.stride, rows: itemUsers[range], weights: itemCentred[range], to: right)
        let vector = moments + shape.packed
        for a in 0..<dimension {
            right[a] -= vector[a]
            vector[a] = right[a]
        }
        right[dimension] = itemSquares[item] - 2 * right[dimension] + vector[dimension]
    }

    private func penalty(_ index: Int) -> Double { index == 0 ? options.biasPenalty : options.factorPenalty }

    /// Replaces (S, m) of every user by (E[z zᵀ], E[z b], E[b²]). The first column of S is the bias's: it
    /// enters E[z b], and not E[z zᵀ], where the constant 1 takes the bias's place.
    /// - Returns: (z, b) of every user, shape [users, stride].
    private func userVectors() -> Buffer<Double> {
        let vectors = Buffer<Double>(userCount * shape.stride)
        for user in 0..<userCount {
            let (moments, z) = (userMoments.start + user * shape.width, vectors.start + user * shape.stride)
            let mean = moments + shape.packed
            let bias = mean[0]
            z[0] = 1
            for a in 1..<max(dimension, 1) { z[a] = mean[a] }
            z[dimension] = bias
            mean[dimension] = bias * bias + moments[0]
            for a in 0..<dimension {
                let line = moments + PackedGram.count(a)
                mean[a] = bias * z[a] + (a == 0 ? 0 : line[0])
                line[0] = z[a]
                for b in 1..<max(a + 1, 1) { line[b] += z[a] * z[b] }
            }
        }
        return vectors
    }
}
