import Algebra

extension PastUsers {
    /// Takes the answers about a candidate k in, of all users who have rated it.
    ///
    /// With r = S x_k, v = x_kᵀ S x_k + σ² and δ the error on k over v, the answer of a user moves m by δ r,
    /// takes r rᵀ / v from S, and takes x_k x_kᵀ from A. For every other pair of theirs follows, with A less
    /// x_k x_kᵀ already, t = A r, cᵢ = xᵢᵀ r and eᵢ = xᵢᵀ S t,
    ///
    ///     xᵢᵀ S xᵢ       falls by  cᵢ² / v
    ///     xᵢᵀ S A S xᵢ   falls by  cᵢ² + 2 eᵢ cᵢ / v − (cᵢ / v)² rᵀ t
    ///     rᵢ − xᵢᵀ m     falls by  δ cᵢ
    ///     g = h − A m    falls by  δ (v x_k + t)
    ///     xᵢᵀ S g        falls by  δ (v cᵢ + eᵢ) + cᵢ rᵀ g / v,   g taken after the answer
    ///
    /// so that an answer costs two products of length d a pair, and those of a block of users are one matrix
    /// product.
    func answer(place: Int, threads: Int, refresh: (_ user: Int) -> Void) {
        let (asked, candidates) = (raters[place], candidates.count)
        let vector = Buffer<Double>(2 * stride)
        for a in 0..<stride {
            vector[a] = vectors[place * stride + a]
            vector[stride + a] = -vector[a]
        }
        let sizes = (rows: 2 * Self.block * stride, products: 2 * Self.block * candidates)
        Parallel.forEach((asked.count + Self.block - 1) / Self.block, threads: threads) { block, _ in
            let range = block * Self.block..<min((block + 1) * Self.block, asked.count)
            withUnsafeTemporaryAllocation(of: Double.self, capacity: sizes.rows + sizes.products) { memory in
                guard let rows = memory.baseAddress else { return }
                let products = rows + sizes.rows
                let moves = range.enumerated().map { lane, index in
                    move(asked[index], vector: vector.start, rows: rows + 2 * lane * stride)
                }
                Double.multiply(
                    2 * range.count, candidates, model.dimension, rows, stride, 1, columns.start, candidates,
                    products,
                    candidates, accumulate: false)
                for (lane, index) in range.enumerated() {
                    update(Int(asked[index].user), moves[lane], products: products + 2 * lane * candidates)
                    refresh(Int(asked[index].user))
                }
            }
        }
    }

    /// What an answer does to all pairs of a user.
    private struct Move {
        /// 1 / v, δ, rᵀ t and rᵀ (h − A m).
        var (precision, step, spread, pull): (Double, Double, Double, Double)
        /// v.
        var variance: Double
    }

    /// Updates S, A and h − A m of one user and writes r and S t, one after the other.
    private func move(
        _ rater: (user: Int32, pair: Int32), vector: UnsafePointer<Double>, rows: UnsafeMutablePointer<Double>
    ) -> Move {
        let (d, user, asked) = (model.dimension, Int(rater.user), pairs[Int(rater.pair)])
        let (covariance, gram) = (covariances.start + user * d * stride, grams.start + user * d * stride)
        let (pull, reach) = (pulls.start + user * stride, rows)
        let variance = asked.variance + model.noiseVariance
        let step = asked.error / variance
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * stride) { memory in
            guard let turned = memory.baseAddress else {
                return Move(precision: 0, step: 0, spread: 0, pull: 0, variance: 1)
            }
            let scaled = turned + stride
            multiply(vector, covariance, into: reach)
            addOuter(vector + stride, vector, to: gram)
            multiply(reach, gram, into: turned)
            multiply(turned, covariance, into: rows + stride)
            var move = Move(precision: 1 / variance, step: step, spread: 0, pull: 0, variance: variance)
            for a in 0..<d {
                pull[a] -= step * (variance * vector[a] + turned[a])
                move.spread += reach[a] * turned[a]
                move.pull += reach[a] * pull[a]
            }
            for a in 0..<stride { scaled[a] = -reach[a] / variance }
            addOuter(scaled, reach, to: covariance)
            return move
        }
    }

    /// x ← xᵀ A.
    private func multiply(
        _ vector: UnsafePointer<Double>, _ matrix: UnsafePointer<Double>,
        into product: UnsafeMutablePointer<Double>
    ) {
        Double.multiply(
            1, stride, model.dimension, vector, stride, 1, matrix, stride, product, stride, accumulate: false)
    }

    /// A ← A + x yᵀ.
    private func addOuter(
        _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, to matrix: UnsafeMutablePointer<Double>
    ) {
        Double.multiply(
            model.dimension, stride, 1, left, 1, 1, right, stride, matrix, stride, accumulate: true)
    }

    /// Updates the pairs of one user.
    private func update(_ user: Int, _ move: Move, products: UnsafePointer<Double>) {
        let spreads = products + candidates.count
        places.withUnsafeBufferPointer { places in
            for index in offsets[user]..<offsets[user + 1] {
                let (c, e) = (products[Int(places[index])], spreads[Int(places[index])])
                let share = c * move.precision
                pairs[index].variance -= c * share
                pairs[index].spread -= c * c + share * (2 * e - share * move.spread)
                pairs[index].error -= move.step * c
                pairs[index].pull -= move.step * (move.variance * c + e) + share * move.pull
            }
        }
    }
}
