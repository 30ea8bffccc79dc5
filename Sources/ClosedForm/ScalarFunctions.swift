import Algebra
import Foundation

extension EstimatorScalar {
    /// eˣ; computed in Double, so that both number types round the same value.
    static func exponential(_ x: Self) -> Self { Self(exp(Double(x))) }
    /// e⁻ˣ.
    static func reciprocalExponential(_ x: Self) -> Self { Self(exp(-Double(x))) }
    /// ln x.
    static func naturalLogarithm(_ x: Self) -> Self { Self(log(Double(x))) }
}
