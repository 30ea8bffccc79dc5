import Foundation

/// How many participants a comparison of two arms needs, and what it finds with a given number.
///
/// The effect is Cohen's d between subjects and d_z within subjects. All tests are two-sided at the level
/// `significance`.
package struct PowerCalculation: Sendable, Equatable, Codable {
    /// |d| or |d_z|, in standard deviations.
    package var effect: Double
    /// The level of the test, the chance of a false finding.
    package var significance: Double
    /// The wanted power, the chance to find the effect.
    package var power: Double

    /// The most participants that are looked at; effects that need more have no answer.
    package static let largestCount = 1_000_000

    /// Creates a calculation.
    /// - Precondition: see `problems`, which must be empty for the answers to mean anything.
    package init(effect: Double, significance: Double = 0.05, power: Double = 0.8) {
        self.effect = abs(effect)
        self.significance = significance
        self.power = power
    }

    /// What is wrong with the figures, a sentence each.
    package var problems: [String] {
        var found: [String] = []
        if !(effect > 0 && effect <= 10) {
            found.append("The effect must be above 0 and at most 10; it is \(effect).")
        }
        if !(significance > 0 && significance <= 0.5) {
            found.append("The significance must be above 0 and at most 0.5; it is \(significance).")
        }
        if !(power > significance && power < 1) {
            found.append("The power must be above the significance and below 1; it is \(power).")
        }
        return found
    }

    /// The power of the two-sample t test, P(|T| > t) with T of shift d √(mn/(m + n)) and m + n − 2 degrees
    /// of freedom (Cohen, 1988, section 2.5).
    /// - Returns: 0...1; 0 where an arm is empty or there are fewer than 3 participants.
    package func betweenSubjects(_ first: Int, _ second: Int) -> Double {
        guard first > 0, second > 0, first + second > 2 else { return 0 }
        let (m, n) = (Double(first), Double(second))
        return tPower(shift: effect * (m * n / (m + n)).squareRoot(), degrees: m + n - 2)
    }

    /// The power of the paired t test, with shift d_z √n and n − 1 degrees of freedom.
    /// - Returns: 0...1; 0 for fewer than 2 participants.
    package func withinSubjects(_ count: Int) -> Double {
        guard count > 1 else { return 0 }
        return tPower(shift: effect * Double(count).squareRoot(), degrees: Double(count - 1))
    }

    /// The fewest participants in each of two equal arms with which the t test has the wanted power; nil
    /// where no number up to `largestCount` has, or the figures are out of range.
    package var perArmByT: Int? { fewest { betweenSubjects($0, $0) } }

    /// The fewest participants with which the paired t test has the wanted power, each seeing both arms.
    package var pairedByT: Int? { fewest { withinSubjects($0) } }

    /// The participants in each of two equal arms by the normal approximation, ⌈2 (z₁ + z₂)² / d²⌉ with z₁
    /// the quantile of 1 − significance/2 and z₂ that of the power (Cohen, 1988, section 12.2).
    package var perArmByNormal: Int? { rounded(2 * quantiles / (effect * effect)) }

    /// The participants in each of two equal arms for the Mann-Whitney test, half of Noether's total
    /// N = (z₁ + z₂)² / (12 s (1 − s) (p − ½)²) with shares s = ½ and p = P(x > y) = Φ(d/√2), that of two
    /// normal distributions a shift of d apart (Noether, Journal of the American Statistical Association
    /// 1987).
    package var perArmByRanks: Int? {
        let apart = StandardNormal.cumulative(effect / 2.0.squareRoot()) - 0.5
        return rounded(quantiles / (6 * apart * apart))
    }

    /// The participants for Wilcoxon's signed-rank test: Noether's n = (z₁ + z₂)² / (3 (p − ½)²) with
    /// p = P(dᵢ + dⱼ > 0) = Φ(√2 d_z), that of normal differences.
    package var pairedByRanks: Int? {
        let apart = StandardNormal.cumulative(effect * 2.0.squareRoot()) - 0.5
        return rounded(quantiles / (3 * apart * apart))
    }

    /// (z₁ + z₂)².
    private var quantiles: Double {
        let sum = StandardNormal.quantile(1 - significance / 2) + StandardNormal.quantile(power)
        return sum * sum
    }

    private func tPower(shift: Double, degrees: Double) -> Double {
        let distribution = StudentDistribution(degrees: degrees)
        let critical = distribution.upperQuantile(significance / 2)
        return distribution.upperTail(critical, shift: shift)
            + distribution.upperTail(critical, shift: -shift)
    }

    private func rounded(_ count: Double) -> Int? {
        guard problems.isEmpty, count <= Double(Self.largestCount) else { return nil }
        return max(Int(count.rounded(.up)), 2)
    }

    /// The smallest count from 2 whose power is reached, by doubling and halving; power grows with the count.
    private func fewest(_ powerOf: (Int) -> Double) -> Int? {
        guard problems.isEmpty else { return nil }
        var (low, high) = (1, 2)
        while powerOf(high) < power {
            guard high < Self.largestCount else { return nil }
            (low, high) = (high, min(2 * high, Self.largestCount))
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if powerOf(middle) < power { low = middle } else { high = middle }
        }
        return high
    }
}
