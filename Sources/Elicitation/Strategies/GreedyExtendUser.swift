import Preference

/// One training user who plays a new one.
struct GreedyExtendUser: PastUser {
    private(set) var pairs: [PastUserPair] = []
    /// y − μ − bᵢ of the pairs.
    private var residuals: [Double] = []
    private let count: Double
    private var belief: UserBelief
    /// A = Σ x xᵀ, h = Σ (y − μ − b) x and Σ (y − μ − b)² over the ratings not asked about.
    private var gram: SmallMatrix
    private var cross: [Double]
    private var square = 0.0

    init(items: [Int], ratings: [Double], places: [Int], model: LatentFactorModel) {
        count = Double(max(items.count, 1))
        belief = model.prior
        gram = SmallMatrix(zeroOf: model.dimension)
        cross = Array(repeating: 0, count: model.dimension)
        for (item, rating) in zip(items, ratings) {
            let residual = rating - model.mean - model.itemBiases[item]
            if places[item] >= 0 {
                pairs.append(PastUserPair(place: places[item], item: item))
                residuals.append(residual)
            }
            add(item, residual: residual, sign: 1, model: model)
        }
    }

    /// The mean squared error of the current estimates: 1/n (Σ r² − 2 mᵀ h + mᵀ A m).
    var expectedError: Double {
        (square - 2 * dot(belief.mean, cross) + gram.form(belief.mean, at: 0)) / count
    }

    static func reason(percent: String) -> String {
        "asking would have lowered the squared error on past users by \(percent)%"
    }

    mutating func answer(place: Int, model: LatentFactorModel) -> Bool {
        guard let index = pairs.firstIndex(where: { $0.place == place }) else { return false }
        let (item, residual) = (pairs.remove(at: index).item, residuals.remove(at: index))
        add(item, residual: residual, sign: -1, model: model)
        belief.observe(model.vector(ofItem: item), residual: residual, noiseVariance: model.noiseVariance)
        return true
    }

    /// With v = xᵀ S x + σ², r the error on the asked item and the mean moving by δ S x, δ = r / v, the other squared errors
    /// fall by 2 δ (S x)ᵀ (h − A m) − δ² (S x)ᵀ A S x, less what the asked rating's own error falls by, r² (1 − (σ²/v)²).
    mutating func refreshGains(model: LatentFactorModel) {
        let covariance = SmallMatrix(belief.covariance, dimension: model.dimension)
        let pull = zip(cross, gram.times(belief.mean)).map { $0 - $1 }
        for index in pairs.indices {
            let offset = pairs[index].item * model.dimension
            let direction = covariance.times(model.itemVectors, at: offset)
            var (variance, error) = (model.noiseVariance, residuals[index])
            for a in 0..<model.dimension {
                variance += direction[a] * model.itemVectors[offset + a]
                error -= belief.mean[a] * model.itemVectors[offset + a]
            }
            let step = error / variance
            let left = model.noiseVariance / variance
            let all = 2 * step * dot(direction, pull) - step * step * gram.form(direction, at: 0)
            pairs[index].gain = (all - error * error * (1 - left * left)) / count
        }
    }

    private mutating func add(_ item: Int, residual: Double, sign: Double, model: LatentFactorModel) {
        let offset = item * model.dimension
        gram.addOuter(model.itemVectors, at: offset, weight: sign)
        for a in 0..<model.dimension { cross[a] += sign * residual * model.itemVectors[offset + a] }
        square += sign * residual * residual
    }

    private func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
}
