import Algebra
import Support

/// The same draws of users, with replacement, for every series of one comparison (Efron and Tibshirani, "An
/// introduction to the bootstrap", 1993, chapters 6 and 13).
///
/// A difference of two methods is paired by resampling users, not ratings. Since all series share the draws,
/// so do the points of a curve, and a series costs one pass over them.
package struct BootstrapResamples: Sendable {
    /// n, the number of users.
    package let count: Int
    /// B, the number of draws of n users each.
    package let replicates: Int
    /// Positions of users, shape [B, n].
    private let positions: [UInt32]

    /// Draws B times n users; draw b comes from stream b of the seed, so that it depends on no thread.
    /// - Precondition: `count >= 0`, `replicates > 0`.
    package init(count: Int, replicates: Int = 2000, seed: UInt64, threads: Int = 1) {
        precondition(count >= 0 && replicates > 0, "users and draws are counted from 0 and 1")
        self.count = count
        self.replicates = replicates
        positions = [UInt32](unsafeUninitializedCapacity: count * replicates) { buffer, initialized in
            guard let start = buffer.baseAddress, count > 0 else { return }
            Parallel.forEach(replicates, threads: threads) { replicate, _ in
                var generator = SeededGenerator(seed: seed, stream: .bootstrap(replicate: replicate))
                let row = start + replicate * count
                for index in 0..<count {
                    (row + index).initialize(to: UInt32(generator.integer(below: count)))
                }
            }
            initialized = count * replicates
        }
    }

    /// The mean of every draw, shape [B], in the units of the values.
    /// - Parameters:
    ///   - values: one per user, shape [n].
    ///   - included: where given, whether a user counts; a draw without any such user is left out.
    /// - Precondition: the shapes are [n].
    package func means(of values: [Double], included: [Bool]? = nil) -> [Double] {
        precondition(
            values.count == count && included.map { $0.count == count } ?? true, "one value per user")
        guard count > 0 else { return [] }
        guard let included else {
            return (0..<replicates).map { sum(values, replicate: $0) / Double(count) }
        }
        let weights = included.map { $0 ? 1.0 : 0 }
        let masked = zip(values, included).map { $1 ? $0 : 0 }
        return (0..<replicates).compactMap { replicate in
            let weight = sum(weights, replicate: replicate)
            return weight > 0 ? sum(masked, replicate: replicate) / weight : nil
        }
    }

    /// The mean over users with its percentile interval: the quantiles (1 ∓ c)/2 of the draws' means.
    /// - Parameters:
    ///   - values: one per user, shape [n].
    ///   - included: where given, whether a user counts.
    ///   - confidence: c, 0...1.
    /// - Returns: all in the units of the values; not defined where no user counts or a value that counts is
    ///   not finite.
    package func interval(of values: [Double], included: [Bool]? = nil, confidence: Double = 0.95)
        -> IntervalEstimate
    {
        let kept = included.map { mask in zip(values, mask).filter(\.1).map(\.0) } ?? values
        guard kept.allSatisfy(\.isFinite) else { return .undefined }
        let sorted = means(of: values, included: included).sorted()
        guard !kept.isEmpty, !sorted.isEmpty else { return .undefined }
        return IntervalEstimate(
            value: kept.reduce(0, +) / Double(kept.count),
            lower: quantile((1 - confidence) / 2, ofSorted: sorted),
            upper: quantile((1 + confidence) / 2, ofSorted: sorted))
    }

    /// The ratio Σ_u a_u / Σ_u b_u with its percentile interval, such as the gain per answer.
    /// - Parameters:
    ///   - numerators: a, shape [n].
    ///   - denominators: b ≥ 0, shape [n]; draws whose sum is 0 are left out.
    ///   - confidence: c, 0...1.
    /// - Returns: all in the units of a over b; not defined where Σ_u b_u = 0 or a value is not finite.
    package func ratioInterval(
        of numerators: [Double], over denominators: [Double], confidence: Double = 0.95
    ) -> IntervalEstimate {
        let total = denominators.reduce(0, +)
        guard total > 0, total.isFinite, numerators.allSatisfy(\.isFinite) else { return .undefined }
        let ratios = zip(means(of: numerators), means(of: denominators)).compactMap { $1 > 0 ? $0 / $1 : nil }
            .sorted()
        return IntervalEstimate(
            value: numerators.reduce(0, +) / total, lower: quantile((1 - confidence) / 2, ofSorted: ratios),
            upper: quantile((1 + confidence) / 2, ofSorted: ratios))
    }

    /// The two-sided p value that the mean is 0: twice the smaller share of draws on one side of 0, counting
    /// the sample as a draw, so never 0: p = min(1, 2 (1 + min(#{m ≤ 0}, #{m ≥ 0})) / (B + 1)).
    ///
    /// A mean closer to 0 than 10⁻⁹ of the mean |value| is on both sides. NaN where a value is not finite.
    package func pValue(of values: [Double]) -> Double {
        guard values.allSatisfy(\.isFinite) else { return .nan }
        let unit = values.powerOfTwo
        let means = means(of: values.map { $0 / unit })
        let slack = Tolerance.shareOfScale * values.reduce(0) { $0 + abs($1 / unit) } / Double(max(count, 1))
        let tail = min(means.count { $0 <= slack }, means.count { $0 >= -slack })
        return min(1, 2 * Double(1 + tail) / Double(means.count + 1))
    }

    private func sum(_ values: [Double], replicate: Int) -> Double {
        positions.withUnsafeBufferPointer { positions in
            values.withUnsafeBufferPointer { values in
                var sums = (0.0, 0.0, 0.0, 0.0)
                var index = replicate * count
                let end = index + count
                while index + 4 <= end {
                    sums.0 += values[Int(positions[index])]
                    sums.1 += values[Int(positions[index + 1])]
                    sums.2 += values[Int(positions[index + 2])]
                    sums.3 += values[Int(positions[index + 3])]
                    index += 4
                }
                while index < end {
                    sums.0 += values[Int(positions[index])]
                    index += 1
                }
                return (sums.0 + sums.1) + (sums.2 + sums.3)
            }
        }
    }
}
