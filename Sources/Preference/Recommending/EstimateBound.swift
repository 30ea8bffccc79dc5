import Algebra

/// An upper bound of a user's estimates that takes a quarter of the work and is close where w₃ falls quickly.
///
/// With the units of h₂ in the order of their w₃, largest first, of which r are positive, and since h₁ is
/// never negative,
///
///     ŷ = b₃ + Σᵤ w₃ᵤ h₂ᵤ ≤ b₃ + Σ_{u < m} w₃ᵤ h₂ᵤ + max(0, h₁ · v + c)     h₂ᵤ = max(0, h₁ · W₂ᵤ + b₂ᵤ)
///     vₖ = Σ_{m ≤ u < r} w₃ᵤ max(0, W₂ₖᵤ) + ε Σᵤ |w₃ᵤ W₂ₖᵤ|
///     c  = Σ_{m ≤ u < r} w₃ᵤ max(0, b₂ᵤ) + ε (|b₃| + Σᵤ |w₃ᵤ b₂ᵤ|)
///
/// which is a network of m + 1 units. What is multiplied by ε is more than the rounding of both sides
/// together: a sum of products is off by at most about k 2⁻²⁴ times the sum of their absolute values (Higham,
/// Accuracy and Stability of Numerical Algorithms, section 3.1), so that an item whose bound is below a
/// computed estimate has a smaller computed estimate.
final class EstimateBound {
    /// The units of the bound, m + 1.
    static var width: Int { 16 }

    private let layout: DecisionLayout
    /// Columns of W₂ and v, shape [units, width]; b₂ and c, shape [width]; w₃ and 1, shape [width].
    private let weights: Buffer<Float>
    private let bias: Buffer<Float>
    private let outputWeights: Buffer<Float>
    private var outputBias: Float = 0
    /// |w₃| and what is positive of the w₃ beyond m, shape [units].
    private let absolutes: Buffer<Float>
    private let rest: Buffer<Float>

    /// - Returns: `nil` for a network so narrow that the estimates themselves cost no more.
    init?(layout: DecisionLayout) {
        guard layout.hiddenWidth >= 2 * Self.width else { return nil }
        self.layout = layout
        let units = layout.hiddenWidth
        (weights, bias, outputWeights) = (Buffer(units * Self.width), Buffer(Self.width), Buffer(Self.width))
        (absolutes, rest) = (Buffer(units), Buffer(units))
    }

    /// Takes a user's second layer.
    /// - Parameter theta: θ₂ with the units of h₂ in the order of their w₃, largest first.
    func take(_ theta: UnsafePointer<Float>) {
        let (units, kept) = (layout.hiddenWidth, Self.width - 1)
        let (fc2, output) = (theta + layout.fc2Weight, theta + layout.outputWeight)
        let rounding = 16 * Float(units + 4) * Float.ulpOfOne
        outputBias = theta[layout.outputBias]
        for unit in 0..<units {
            absolutes[unit] = rounding * abs(output[unit])
            rest[unit] = unit < kept ? 0 : max(0, output[unit])
        }
        for row in 0..<units { take(fc2 + row * units, into: weights.start + row * Self.width) }
        take(theta + layout.fc2Bias, into: bias.start)
        bias[kept] += rounding * abs(outputBias) + Float.leastNormalMagnitude
        outputWeights.start.update(from: output, count: kept)
        outputWeights[kept] = 1
    }

    /// Takes a row of W₂, or b₂: the kept columns and what bounds the others.
    private func take(_ row: UnsafePointer<Float>, into bound: UnsafeMutablePointer<Float>) {
        bound.update(from: row, count: Self.width - 1)
        var sums = SIMD16<Float>()
        var unit = 0
        while unit + 16 <= layout.hiddenWidth {
            let weight = UnsafeRawPointer(row + unit).loadUnaligned(as: SIMD16<Float>.self)
            let absolute = UnsafeRawPointer(absolutes.start + unit).loadUnaligned(as: SIMD16<Float>.self)
            let rest = UnsafeRawPointer(rest.start + unit).loadUnaligned(as: SIMD16<Float>.self)
            let positive = weight.replacing(with: 0, where: weight .< 0)
            sums += rest * positive + absolute * (positive + positive - weight)
            unit += 16
        }
        var sum = sums.sum()
        for unit in unit..<layout.hiddenWidth {
            sum += rest[unit] * max(0, row[unit]) + absolutes[unit] * abs(row[unit])
        }
        bound[Self.width - 1] = sum
    }

    /// Computes the bounds of `count` items.
    /// - Parameters:
    ///   - hidden1: h₁ unit by unit, shape [units, count].
    ///   - bounds: where to write them, shape [count].
    func run(_ count: Int, hidden1: UnsafePointer<Float>, into bounds: UnsafeMutablePointer<Float>) {
        Float.projectColumns(
            count, Self.width, layout.hiddenWidth, hidden1, weights.start, bias.start, outputWeights.start,
            outputBias, bounds)
    }
}
