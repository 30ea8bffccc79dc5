import Foundation

/// McNemar's test that two arms are preferred equally often (McNemar, Psychometrika 1947).
///
/// Only participants who part the arms count: b for the first arm, c for the second. Who prefers neither is
/// left out.
package struct McNemarTest: Sendable, Equatable, Codable {
    /// b, the number of participants in the first arm's favour.
    package var first: Int
    /// c, the number of participants in the second arm's favour.
    package var second: Int
    /// The exact two-sided p value: min(1, 2 P(X ≤ min(b, c))) with X binomial of b + c draws of ½; 1 for b +
    /// c = 0.
    package var exactPValue: Double
    /// χ² = max(|b − c| − 1, 0)² / (b + c), with Edwards' correction (Psychometrika 1948), 1 degree of
    /// freedom; 0 for b + c = 0.
    package var chiSquared: Double
    /// P(χ²₁ ≥ χ²) = erfc(√(χ²/2)).
    package var chiSquaredPValue: Double

    /// Tests two counts; one below 0 counts as 0.
    package init(first: Int, second: Int) {
        self.first = max(first, 0)
        self.second = max(second, 0)
        let count = Double(self.first) + Double(self.second)
        let apart = max(abs(Double(self.first) - Double(self.second)) - 1, 0)
        chiSquared = count > 0 ? apart * apart / count : 0
        chiSquaredPValue = erfc((chiSquared / 2).squareRoot())
        exactPValue = min(1, 2 * Self.lowerTail(min(self.first, self.second), of: count))
    }

    /// P(X ≤ k) for X binomial of n draws of ½, from the largest term down until terms no longer count.
    private static func lowerTail(_ k: Int, of n: Double) -> Double {
        let largest = Double(k)
        let logChoices: Double = lgamma(n + 1) - lgamma(largest + 1) - lgamma(n - largest + 1)
        var term = exp(logChoices - n * log(2))
        var sum = 0.0
        for successes in stride(from: largest, through: 0, by: -1) {
            sum += term
            guard term > sum * 1e-18 else { break }
            term *= successes / (n - successes + 1)
        }
        return sum
    }
}
