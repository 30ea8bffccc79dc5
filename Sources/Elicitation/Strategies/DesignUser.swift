import Preference

/// One training user who plays a new one for ``DesignStrategy``: what an answer would take away of the doubt about the
/// user's other ratings.
struct DesignUser: PastUser {
    private(set) var pairs: [PastUserPair] = []
    private let count: Double
    /// S.
    private var covariance: SmallMatrix
    /// A = Σ x xᵀ over the ratings not asked about.
    private var gram: SmallMatrix

    init(items: [Int], ratings: [Double], places: [Int], model: LatentFactorModel) {
        count = Double(max(items.count, 1))
        covariance = SmallMatrix(model.priorCovariance, dimension: model.dimension)
        gram = SmallMatrix(zeroOf: model.dimension)
        for item in items {
            if places[item] >= 0 { pairs.append(PastUserPair(place: places[item], item: item)) }
            gram.addOuter(model.itemVectors, at: item * model.dimension, weight: 1)
        }
    }

    /// tr S A / n: the mean variance of the estimates of the ratings not asked about.
    var expectedError: Double { (covariance * gram).trace / count }

    static func reason(percent: String) -> String {
        "asking would have removed \(percent)% of the doubt about the other ratings of past users"
    }

    mutating func answer(place: Int, model: LatentFactorModel) -> Bool {
        guard let index = pairs.firstIndex(where: { $0.place == place }) else { return false }
        let offset = pairs.remove(at: index).item * model.dimension
        gram.addOuter(model.itemVectors, at: offset, weight: -1)
        let direction = covariance.times(model.itemVectors, at: offset)
        covariance.addOuter(direction, weight: -1 / (covariance.form(model.itemVectors, at: offset) + model.noiseVariance))
        return true
    }

    /// Δ = ((S x)ᵀ A S x − (xᵀ S x)²) / (n (xᵀ S x + σ²)): all other ratings' variances, without the asked one's own.
    mutating func refreshGains(model: LatentFactorModel) {
        for index in pairs.indices {
            let offset = pairs[index].item * model.dimension
            let direction = covariance.times(model.itemVectors, at: offset)
            var own = 0.0
            for a in 0..<model.dimension { own += direction[a] * model.itemVectors[offset + a] }
            pairs[index].gain = (gram.form(direction, at: 0) - own * own) / (count * (own + model.noiseVariance))
        }
    }
}
