import Algebra
import Foundation
import LatentFactors
import Support

/// Where training begins.
struct ClosedFormStart {
    let architecture: ClosedFormArchitecture
    let options: ClosedFormOptions

    /// The first parameters. From matrix factorisation ŷ = μ + bᵢ + xᵢᵀ w with w ~ N(m₀, L Lᵀ) come φᵢ = Lᵀ
    /// xᵢ and bᵢ + xᵢᵀ m₀, so that the prior is N(0, I); what the items have in common begins in G.
    func parameters<Scalar: EstimatorScalar>(_ rows: RatingRows, threads: Int) -> [Scalar] {
        var generator = SeededGenerator(seed: options.seed, stream: .parameters)
        var values = [Double](repeating: 0, count: architecture.parameterCount)
        fill(architecture.itemNetwork, &values, using: &generator)
        fill(architecture.userNetwork, &values, using: &generator)
        switch options.start {
        case .matrixFactorisation:
            let factors = LatentFactorOptions(
                factors: architecture.vectorWidth - 1, offset: .fitted, seed: options.seed)
            let model = LatentFactorModel(fitting: rows, options: factors, threads: threads)
            take(model, popularity: rows.popularity, into: &values)
        case .random:
            let width = architecture.rowWidth
            for item in 0..<architecture.itemCount {
                for column in 0..<architecture.vectorWidth {
                    values[item * width + column] = 0.1 * generator.normal()
                }
            }
            values[architecture.itemNetwork.outputBias] = 0.4
        }
        return values.map { Scalar($0) }
    }

    /// Embeddings from N(0, 0.1²), weights uniform within ±1/√inputs, the output's a tenth of that.
    private func fill(
        _ layout: FeatureNetworkLayout, _ values: inout [Double], using generator: inout SeededGenerator
    ) {
        for index in layout.first..<layout.hiddenWeight { values[index] = 0.1 * generator.normal() }
        func uniform(_ bound: Double) -> Double { bound * (2 * generator.unitInterval() - 1) }
        let bound = 1 / Double(max(layout.inputWidth, 1)).squareRoot()
        for index in layout.hiddenWeight..<layout.outputWeight { values[index] = uniform(bound) }
        let small = 0.1 / Double(layout.hiddenWidth).squareRoot()
        for index in layout.outputWeight..<layout.outputBias { values[index] = uniform(small) }
    }

    private func take(_ model: LatentFactorModel, popularity: [Int], into values: inout [Double]) {
        let (k, width) = (architecture.vectorWidth, architecture.rowWidth)
        let upper = Self.root(model.priorCovariance, k)
        var table = [Double](repeating: 0, count: architecture.itemCount * width)
        var common = [Double](repeating: 0, count: width)
        for item in 0..<architecture.itemCount {
            let vector = Array(model.vector(ofItem: item))
            var bias = model.itemBiases[item]
            for row in 0..<k {
                bias += vector[row] * model.priorMean[row]
                for column in row..<k {
                    table[item * width + row] += upper[row * k + column] * vector[column]
                }
            }
            table[item * width + k] = bias
            for column in 0...k { common[column] += Double(popularity[item]) * table[item * width + column] }
        }
        let total = Double(max(popularity.reduce(0, +), 1))
        for column in 0...k { common[column] /= total }
        common[k + 1] = log(model.noiseVariance)
        for item in 0..<architecture.itemCount where popularity[item] > 0 {
            for column in 0...k {
                values[item * width + column] = table[item * width + column] - common[column]
            }
        }
        let bias = architecture.itemNetwork.outputBias
        for column in 0..<width { values[bias + column] = common[column] }
    }

    /// Lᵀ of S = L Lᵀ, row-major; the identity where S is not positive definite.
    private static func root(_ covariance: [Double], _ k: Int) -> [Double] {
        var upper = covariance
        let done = upper.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { SymmetricSolve<Double>.factorise($0, k) } ?? false
        }
        return done ? upper : (0..<k * k).map { $0 % (k + 1) == 0 ? 1 : 0 }
    }
}
