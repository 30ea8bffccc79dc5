import Algebra
import Foundation
import LatentFactors

/// Finds the candidate that an interview asks about next.
///
/// An answer about candidate i is expected to lower the variances of the estimates of a user whose vector is
/// w ~ N(m, S), each weighted by how probably the user knows the item, t, by
///
///     Δᵢ = Σⱼ tⱼ (xⱼᵀ S xᵢ)² / (xᵢᵀ S xᵢ + σ²) = xᵢᵀ S M S xᵢ / (xᵢᵀ S xᵢ + σ²),   M = Σⱼ tⱼ xⱼ xⱼᵀ
///
/// since the answer leaves S − S xᵢ xᵢᵀ S / (xᵢᵀ S xᵢ + σ²) (Bishop, "Pattern Recognition and Machine
/// Learning", section 3.3). Most candidates need no such form: with λ the eigenvalues of S M, which are those
/// of S^½ M S^½,
///
///     Δᵢ ≤ λ_max xᵢᵀ S xᵢ / (xᵢᵀ S xᵢ + σ²),   λ_max ≤ (Σ λ⁴)^¼ = (tr (S M)⁴)^¼
///
/// and who stays below the best value found so far by this bound is passed over.
struct QuestionSearch: Sendable {
    private let dimension: Int
    /// The length of a matrix's row, a multiple of 8.
    private let stride: Int
    private let noiseVariance: Double
    private let exponent: Double
    private let count: Int
    /// p, then bᵢ of the candidates, transposed, shape [1 + r, candidates].
    private let knowledge: [Double]
    /// M₀ = Σⱼ pⱼ xⱼ xⱼᵀ, then M_k = Σⱼ b_jk xⱼ xⱼᵀ for each factor k of the knowledge model, shape [1 + r, d
    /// · stride].
    private let targets: [Double]
    /// xᵢ of the candidates, transposed, shape [d, candidates].
    private let vectors: [Double]
    private let forms: QuadraticForms
    /// xᵢᵀ S₀ xᵢ, shape [candidates].
    let priorVariances: [Double]

    init(model: LatentFactorModel, knowledge: KnowledgeModel, candidates: [Int], exponent: Double) {
        let (d, stride) = (model.dimension, (model.dimension + 7) / 8 * 8)
        (dimension, self.stride, count) = (d, stride, candidates.count)
        (noiseVariance, self.exponent) = (model.noiseVariance, exponent)
        let rank = knowledge.rank
        self.knowledge =
            candidates.map { knowledge.shares[$0] }
            + (0..<rank).flatMap { factor in candidates.map { knowledge.vectors[$0 * rank + factor] } }
        vectors = (0..<d).flatMap { index in candidates.map { model.itemVectors[$0 * d + index] } }
        forms = QuadraticForms(vectors: model.itemVectors, rows: candidates, dimension: d)
        priorVariances = forms.values(of: SmallMatrix(model.priorCovariance, dimension: d))
        targets = Self.targets(model, knowledge, stride: stride)
    }

    /// Σⱼ w_jk xⱼ xⱼᵀ with the weights (1 and) pⱼ, then b_j.
    private static func targets(_ model: LatentFactorModel, _ knowledge: KnowledgeModel, stride: Int)
        -> [Double]
    {
        let (d, rank, width) = (model.dimension, knowledge.rank, PackedGram.count(model.dimension))
        let (weights, packed) = (Buffer<Double>(1 + rank), Buffer<Double>(width))
        let sums = Buffer<Double>((1 + rank) * width)
        for item in 0..<model.itemCount {
            weights[0] = knowledge.shares[item]
            for factor in 0..<rank { weights[1 + factor] = knowledge.vectors[item * rank + factor] }
            model.vector(ofItem: item).withUnsafeBufferPointer { vector in
                guard let vector = vector.baseAddress else { return }
                PackedGram.writeOuter(vector, dimension: d, to: packed.start)
            }
            Double.multiply(
                1 + rank, width, 1, weights.start, 1, 1, packed.start, width, sums.start, width,
                accumulate: true)
        }
        var targets = [Double](repeating: 0, count: (1 + rank) * d * stride)
        for factor in 0...rank {
            for a in 0..<d {
                for b in 0..<d {
                    targets[(factor * d + a) * stride + b] =
                        sums[factor * width + PackedGram.count(max(a, b)) + min(a, b)]
                }
            }
        }
        return targets
    }

    /// Takes from xᵢᵀ S xᵢ of every candidate what a rating takes: (xᵢᵀ S x)² / (xᵀ S x + σ²).
    /// - Parameters:
    ///   - variances: shape [candidates].
    ///   - vector: x of the rated item.
    ///   - taste: what is believed before the rating.
    func narrow(_ variances: inout [Double], by vector: ArraySlice<Double>, taste: UserBelief) {
        guard count > 0 else { return }
        let reach = SmallMatrix(taste.covariance, dimension: dimension).times(Array(vector))
        let variance = zip(vector, reach).reduce(noiseVariance) { $0 + $1.0 * $1.1 }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { covariances in
            guard let start = covariances.baseAddress else { return }
            Double.multiply(
                1, count, dimension, reach, dimension, 1, vectors, count, start, count, accumulate: false)
            variances.withUnsafeMutableBufferPointer { variances in
                for place in 0..<count { variances[place] -= start[place] * start[place] / variance }
            }
        }
    }

    /// The candidate with the largest pᵢ^κ Δᵢ, ties to the smaller item, and its Δᵢ; `nil` where none is
    /// left.
    /// - Parameters:
    ///   - taste: N(m, S).
    ///   - variances: xᵢᵀ S xᵢ, shape [candidates]; NaN for those that cannot be asked about.
    ///   - knowledgeMean: what is believed of which items the user knows, shape [r].
    func best(taste: UserBelief, variances: [Double], knowledgeMean: [Double]) -> (place: Int, gain: Double)?
    {
        let matrix = dimension * stride
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * matrix + forms.width + 2 * count)
        { memory in
            variances.withUnsafeBufferPointer { variances in
                guard let memory = memory.baseAddress, let variances = variances.baseAddress else {
                    return nil
                }
                let (triangle, weights) = (memory + 4 * matrix, memory + 4 * matrix + forms.width)
                let largest = reach(taste, knowledgeMean, scratch: memory, triangle: triangle)
                weigh(knowledgeMean, into: weights)
                let (bounds, noise) = (weights + count, noiseVariance)
                for place in 0..<count {
                    bounds[place] = weights[place] * largest * (variances[place] / (variances[place] + noise))
                }
                var contest = QuestionContest(
                    forms: forms, triangle: triangle, weights: weights, variances: variances,
                    noiseVariance: noise)
                return contest.winner(UnsafeBufferPointer(start: bounds, count: count))
            }
        }
    }

    /// Writes the lower triangle of S M S.
    /// - Returns: what no λ exceeds, with room for rounding.
    private func reach(
        _ taste: UserBelief, _ knowledgeMean: [Double], scratch: UnsafeMutablePointer<Double>,
        triangle: UnsafeMutablePointer<Double>
    ) -> Double {
        let (d, matrix) = (dimension, dimension * stride)
        let (wanted, covariance, product, square) = (
            scratch, scratch + matrix, scratch + 2 * matrix, scratch + 3 * matrix
        )
        combine(targets, knowledgeMean, width: matrix, into: wanted)
        for a in 0..<d {
            for b in 0..<stride { covariance[a * stride + b] = b < d ? taste.covariance[a * d + b] : 0 }
        }
        func multiply(
            _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>,
            into out: UnsafeMutablePointer<Double>
        ) {
            Double.multiply(d, stride, d, left, stride, 1, right, stride, out, stride, accumulate: false)
        }
        multiply(covariance, wanted, into: product)
        multiply(product, product, into: square)
        var powers = 0.0
        for a in 0..<d {
            for b in 0..<d { powers += square[a * stride + b] * square[b * stride + a] }
        }
        multiply(product, covariance, into: wanted)
        triangle.initialize(repeating: 0, count: forms.width)
        for a in 0..<d { (triangle + PackedGram.count(a)).update(from: wanted + a * stride, count: a + 1) }
        return max(powers, 0).squareRoot().squareRoot() * (1 + 1e-9)
    }

    /// Writes pᵢ^κ of every candidate.
    private func weigh(_ knowledgeMean: [Double], into weights: UnsafeMutablePointer<Double>) {
        combine(knowledge, knowledgeMean, width: count, into: weights)
        for place in 0..<count { weights[place] = min(max(weights[place], 0), 1) }
        if exponent == 1.5 {
            for place in 0..<count { weights[place] *= weights[place].squareRoot() }
        } else {
            for place in 0..<count { weights[place] = pow(weights[place], exponent) }
        }
    }

    /// The first row plus the others, each times its entry of m.
    private func combine(
        _ rows: [Double], _ mean: [Double], width: Int, into out: UnsafeMutablePointer<Double>
    ) {
        rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return }
            out.initialize(from: start, count: width)
            Double.multiply(
                1, width, mean.count, mean, mean.count, 1, start + width, width, out, width, accumulate: true)
        }
    }
}

/// The comparison of candidates whose bounds do not rule them out.
private struct QuestionContest {
    let forms: QuadraticForms
    /// The lower triangle of S M S.
    let triangle: UnsafeMutablePointer<Double>
    /// pᵢ^κ.
    let weights: UnsafeMutablePointer<Double>
    let variances: UnsafePointer<Double>
    let noiseVariance: Double
    private var best: (value: Double, place: Int, gain: Double) = (-.infinity, -1, 0)

    init(
        forms: QuadraticForms, triangle: UnsafeMutablePointer<Double>, weights: UnsafeMutablePointer<Double>,
        variances: UnsafePointer<Double>, noiseVariance: Double
    ) {
        (self.forms, self.triangle, self.weights) = (forms, triangle, weights)
        (self.variances, self.noiseVariance) = (variances, noiseVariance)
    }

    /// The candidate with the largest value. It begins with the one of the largest bound, which leaves few
    /// others.
    mutating func winner(_ bounds: UnsafeBufferPointer<Double>) -> (place: Int, gain: Double)? {
        var (first, bound) = (-1, -Double.infinity)
        for place in bounds.indices where bounds[place] > bound { (first, bound) = (place, bounds[place]) }
        guard first >= 0 else { return nil }
        let batch = 32
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: batch) { places in
            places[0] = Int32(first)
            compare(UnsafeMutableBufferPointer(rebasing: places[..<1]))
            var waiting = 0
            for place in bounds.indices where bounds[place] >= best.value && place != first {
                places[waiting] = Int32(place)
                waiting += 1
                guard waiting == batch else { continue }
                compare(places)
                waiting = 0
            }
            compare(UnsafeMutableBufferPointer(rebasing: places[..<waiting]))
        }
        return best.place >= 0 ? (best.place, best.gain) : nil
    }

    private mutating func compare(_ places: UnsafeMutableBufferPointer<Int32>) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(places.count, 1)) { values in
            guard let start = values.baseAddress else { return }
            forms.write(of: triangle, at: UnsafeBufferPointer(places), to: start)
            for (index, place) in places.enumerated() {
                let gain = values[index] / (variances[Int(place)] + noiseVariance)
                let value = weights[Int(place)] * gain
                if value > best.value || value == best.value && Int(place) < best.place {
                    best = (value, Int(place), gain)
                }
            }
        }
    }
}
