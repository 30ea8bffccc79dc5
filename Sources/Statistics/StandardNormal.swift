import Foundation

/// The standard normal distribution N(0, 1).
package enum StandardNormal {
    /// Φ(z) = P(Z ≤ z) = ½ erfc(−z / √2).
    /// - Parameter z: in standard deviations.
    /// - Returns: a probability.
    package static func cumulative(_ z: Double) -> Double {
        0.5 * erfc(-z / 2.0.squareRoot())
    }

    /// z with Φ(z) = p: the start by formula 26.2.23 of Abramowitz and Stegun, "Handbook of mathematical
    /// functions", 1964 (error below 4.5e-4), then Halley's steps, each of which about triples the number of
    /// right digits.
    /// - Parameter p: a probability; 0 and below give −∞, 1 and above +∞.
    /// - Returns: z, in standard deviations; NaN for NaN.
    package static func quantile(_ p: Double) -> Double {
        guard !p.isNaN else { return .nan }
        guard p > 0 else { return -.infinity }
        guard p < 1 else { return .infinity }
        guard p <= 0.5 else { return -quantile(1 - p) }
        let t = (-2 * log(p)).squareRoot()
        let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
        var z = numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
        for _ in 0..<4 {
            let step = (cumulative(z) - p) / density(z)
            z -= step / (1 + z * step / 2)
        }
        return z
    }

    /// φ(z) = exp(−z² / 2) / √(2π), per standard deviation.
    package static func density(_ z: Double) -> Double {
        exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    }

    /// The two-sided p value P(|Z| ≥ |z|).
    package static func twoSided(_ z: Double) -> Double {
        min(1, erfc(abs(z) / 2.0.squareRoot()))
    }
}
