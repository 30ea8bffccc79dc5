import Foundation

/// Student's t distribution, central and shifted, with ν degrees of freedom.
///
/// With S = √(χ²_ν / ν) and Z standard normal, T = (Z + shift) / S, so that
///
///     P(T > t) = E[Φ(shift − t S)]
///
/// which is integrated over u = log S, whose density is proportional to exp(ν u − ν e^{2u} / 2). The
/// trapezoidal rule converges exponentially on such integrands (Trefethen and Weideman, SIAM Review 2014), so
/// no series is needed.
package struct StudentDistribution {
    /// S at the points of the rule, and the weights, which sum to 1.
    private let points: [(scale: Double, weight: Double)]

    /// - Precondition: `degrees > 0`.
    package init(degrees: Double) {
        precondition(degrees > 0, "degrees of freedom are above 0")
        let step = min(0.02, 0.2 / degrees.squareRoot())
        let logDensity = { (u: Double) in degrees * (u - (exp(2 * u) - 1) / 2) }
        var found: [(scale: Double, weight: Double)] = []
        for direction in [-1.0, 1.0] {
            var position = direction < 0 ? 0.0 : 1.0
            while logDensity(direction * position * step) > -40 {
                let u = direction * position * step
                found.append((exp(u), exp(logDensity(u))))
                position += 1
            }
        }
        let total = found.reduce(0) { $0 + $1.weight }
        points = found.map { ($0.scale, $0.weight / total) }
    }

    /// P(T > t) for T = (Z + shift) / S.
    package func upperTail(_ t: Double, shift: Double = 0) -> Double {
        points.reduce(0) { $0 + $1.weight * StandardNormal.cumulative(shift - t * $1.scale) }
    }

    /// The t ≥ 0 with P(T > t) = p for the central distribution, by bisection.
    /// - Parameter p: 0 < p ≤ ½.
    package func upperQuantile(_ p: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        while upperTail(high) > p, high < 1e9 { (low, high) = (high, 2 * high) }
        for _ in 0..<80 where high - low > 1e-14 * high {
            let middle = (low + high) / 2
            if upperTail(middle) > p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
