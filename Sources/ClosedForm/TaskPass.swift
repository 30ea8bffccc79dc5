import Algebra

/// The local update of one task in closed form, and the gradient of its query loss through it.
///
/// With the rows θᵢ = (φᵢ, bᵢ, ln σᵢ²) of the support set S, y = r − μ − b_S, D = diag(1/σ²) and the prior
/// N(m, I):
///
///     A = I + Φᵀ D Φ,   z = A⁻¹ Φᵀ D (y − Φ m),   w = m + z
///     f_q = μ + b_q + φ_qᵀ w,   v_q = φ_qᵀ A⁻¹ φ_q + σ_q²,   L = ω Σ_q ½ ((f_q − r_q)² / v_q + ln v_q)
///
/// and with g_q = ω (f_q − r_q) / v_q, h_q = ½ ω (1 / v_q − (f_q − r_q)² / v_q²), c_q = A⁻¹ φ_q, p = Σ g_q
/// c_q, H = Σ h_q c_q c_qᵀ, e = y − Φ w, sᵢ = φᵢᵀ p:
///
///     ∂φ_q = g_q w + 2 h_q c_q             ∂b_q = g_q        ∂ln σ_q² = h_q σ_q²
///     ∂φᵢ = Dᵢ (eᵢ p − sᵢ w) − 2 Dᵢ H φᵢ   ∂bᵢ = −Dᵢ sᵢ      ∂ln σᵢ² = −Dᵢ (eᵢ sᵢ − φᵢᵀ H φᵢ)       ∂m = p
///
/// One object is one thread's memory.
final class TaskPass<Scalar: EstimatorScalar> {
    private let k: Int
    /// The rows of a task's items, support before query, shape [slots, K + 2]; filled by the caller.
    let rows: Buffer<Scalar>
    /// r − μ of the same items, on the inner scale, shape [slots]; filled by the caller.
    let targets: Buffer<Scalar>
    /// m, shape [K]; filled by the caller.
    let prior: Buffer<Scalar>
    /// w, shape [K].
    let weights: Buffer<Scalar>
    /// A⁻¹, shape [K, K].
    let covariance: Buffer<Scalar>
    /// f_q − μ and v_q of the query set.
    let estimates: Buffer<Scalar>
    let variances: Buffer<Scalar>
    /// p, shape [K].
    let priorGradient: Buffer<Scalar>

    private let phi: Buffer<Scalar>
    private let weighted: Buffer<Scalar>
    private let products: Buffer<Scalar>
    private let matrix: Buffer<Scalar>
    private let spare: Buffer<Scalar>
    private let vector: Buffer<Scalar>
    private let first: Buffer<Scalar>
    private let second: Buffer<Scalar>

    /// Memory for tasks of up to `capacity` items.
    init(vectorWidth: Int, capacity: Int) {
        k = vectorWidth
        rows = Buffer(capacity * (k + 2))
        targets = Buffer(capacity)
        (prior, weights, priorGradient, vector) = (Buffer(k), Buffer(k), Buffer(k), Buffer(k))
        (covariance, matrix, spare) = (Buffer(k * k), Buffer(k * k), Buffer(k * k))
        (estimates, variances) = (Buffer(capacity), Buffer(capacity))
        (phi, weighted, products) = (Buffer(capacity * k), Buffer(capacity * k), Buffer(capacity * k))
        (first, second) = (Buffer(capacity), Buffer(capacity))
    }

    /// The local update on the first `support` rows: fills `weights` and `covariance`.
    /// - Returns: false where a number has overflowed.
    func adapt(support: Int) -> Bool {
        let width = k + 2
        for place in 0..<support {
            let row = rows.start + place * width
            let d = Scalar.reciprocalExponential(row[k + 1])
            let (x, dx) = (phi.start + place * k, weighted.start + place * k)
            var fitted: Scalar = 0
            for column in 0..<k {
                x[column] = row[column]
                dx[column] = d * row[column]
                fitted += row[column] * prior[column]
            }
            first[place] = targets[place] - row[k] - fitted
            second[place] = d
        }
        Scalar.multiply(k, k, support, phi.start, 1, k, weighted.start, k, matrix.start, k, accumulate: false)
        for index in 0..<k { matrix[index * (k + 1)] += 1 }
        guard SymmetricSolve.factorise(matrix.start, k) else { return false }
        SymmetricSolve.invert(matrix.start, spare.start, into: covariance.start, k)
        vector.zero()
        for place in 0..<support {
            Scalar.addScaled(k, first[place], weighted.start + place * k, vector.start)
        }
        Scalar.multiply(
            1, k, k, vector.start, k, 1, covariance.start, k, weights.start, k, accumulate: false)
        for index in 0..<k { weights[index] += prior[index] }
        return true
    }

    /// Fills `estimates` and `variances` of the rows behind the support set, and c_q.
    func estimate(support: Int, query: Int) {
        let width = k + 2
        let (x, c) = (phi.start + support * k, products.start + support * k)
        for place in 0..<query {
            (x + place * k).update(from: rows.start + (support + place) * width, count: k)
        }
        Scalar.multiply(query, k, k, x, k, 1, covariance.start, k, c, k, accumulate: false)
        for place in 0..<query {
            let row = rows.start + (support + place) * width
            var (mean, variance) = (row[k], Scalar.exponential(row[k + 1]))
            for column in 0..<k {
                mean += row[column] * weights[column]
                variance += row[column] * c[place * k + column]
            }
            estimates[place] = mean
            variances[place] = variance
        }
    }

    /// Replaces `rows` by their gradients and fills `priorGradient`, after `adapt` and `estimate`.
    /// - Parameter weight: ω.
    /// - Returns: L.
    func differentiate(support: Int, query: Int, weight: Scalar) -> Double {
        let width = k + 2
        let c = products.start + support * k
        let scaled = weighted.start + support * k
        var loss = 0.0
        priorGradient.zero()
        for place in 0..<query {
            let row = rows.start + (support + place) * width
            let (error, variance) = (estimates[place] - targets[support + place], variances[place])
            let ratio = error / variance
            let g = weight * ratio
            let h = weight * (1 / variance - ratio * ratio) / 2
            loss += Double(error * ratio + Scalar.naturalLogarithm(variance)) / 2
            let noise = Scalar.exponential(row[k + 1])
            let own = c + place * k
            for column in 0..<k {
                row[column] = g * weights[column] + 2 * h * own[column]
                scaled[place * k + column] = h * own[column]
                priorGradient[column] += g * own[column]
            }
            row[k] = g
            row[k + 1] = h * noise
        }
        guard support > 0 else { return loss * Double(weight) }
        // H, then Φ H of the support set.
        Scalar.multiply(k, k, query, c, 1, k, scaled, k, matrix.start, k, accumulate: false)
        Scalar.multiply(
            support, k, k, phi.start, k, 1, matrix.start, k, products.start, k, accumulate: false)
        for place in 0..<support {
            let row = rows.start + place * width
            let (x, hx) = (phi.start + place * k, products.start + place * k)
            var (s, fitted, form): (Scalar, Scalar, Scalar) = (0, 0, 0)
            for column in 0..<k {
                s += x[column] * priorGradient[column]
                fitted += x[column] * weights[column]
                form += x[column] * hx[column]
            }
            let d = second[place]
            let e = targets[place] - row[k] - fitted
            for column in 0..<k {
                row[column] =
                    d * (e * priorGradient[column] - s * weights[column] - 2 * hx[column])
            }
            row[k] = -d * s
            row[k + 1] = -d * (e * s - form)
        }
        return loss * Double(weight)
    }
}
