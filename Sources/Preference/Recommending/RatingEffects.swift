import Algebra
import Support

/// How far each given rating moved the estimates of a few items, to first order in α.
///
/// K steps along −∂L/∂θ₂, L = 1/n Σᵢ ℓᵢ, move ŷⱼ by the sum over the ratings of
///
///     effectᵢ(j) = −(K α / n) ⟨∂ŷⱼ/∂θ₂, ∂ℓᵢ/∂θ₂⟩ = −(K α / n) ∂ℓᵢ/∂ŷᵢ ⟨∂ŷⱼ/∂θ₂, ∂ŷᵢ/∂θ₂⟩
///
/// up to terms in α². Where the trust region bounds steps, the sum of the shares of each that were taken
/// stands for K. In rating units, a unit of the scale 1…5 being `RatingScaling.unit` of them. A layer's
/// gradient is an outer product, so that with δ₁ and δ₂ of ŷ, as in ``PairScorer``, all at the meta-learned
/// θ₂,
///
///     ⟨∂ŷⱼ/∂θ₂, ∂ŷᵢ/∂θ₂⟩ = (δ₁ⱼ · δ₁ᵢ) (xⱼ · xᵢ + 1) + (δ₂ⱼ · δ₂ᵢ) (h₁ⱼ · h₁ᵢ + 1) + h₂ⱼ · h₂ᵢ + 1
///
/// with x of item and user together.
final class RatingEffects {
    private static var reasonCount: Int { 3 }

    private let layout: DecisionLayout
    /// The rated items before the items in question.
    private let pass: DecisionPass<Float>
    private let delta1: Buffer<Float>
    private let delta2: Buffer<Float>
    private let inputs: Buffer<Float>
    private let hidden1: Buffer<Float>
    private let hidden2: Buffer<Float>
    private var ratingCount = 0
    /// The effects of every rating on every item in question, shape [ratings][items].
    private(set) var effects: [[Double]] = []

    /// Allocates memory for up to so many ratings and items in question.
    init(layout: DecisionLayout, capacity: (ratings: Int, items: Int)) {
        self.layout = layout
        pass = DecisionPass(layout: layout, capacity: capacity.ratings + capacity.items)
        (delta1, delta2, inputs) = (Buffer(capacity.items), Buffer(capacity.items), Buffer(capacity.items))
        (hidden1, hidden2) = (Buffer(capacity.items), Buffer(capacity.items))
    }

    /// Computes the effects.
    /// - Parameters:
    ///   - user: the user with the rated items.
    ///   - ratings: y, shape [ratings].
    ///   - positions: the items in question.
    ///   - catalogue: the items' side.
    ///   - update: K and α.
    ///   - theta: the meta-learned θ₂.
    func run(
        _ user: AdaptedUser, ratings: [GivenRating], on positions: [Int], catalogue: CatalogueInputs,
        update: LocalUpdate, theta: UnsafePointer<Float>
    ) {
        let (width, units) = (layout.itemWidth, layout.hiddenWidth)
        ratingCount = ratings.count
        pass.count = ratingCount + positions.count
        pass.userPart.start.update(from: user.startPart.start, count: units)
        pass.itemInputs.start.update(from: user.itemInputs.start, count: ratingCount * width)
        pass.hidden1.start.update(from: user.parts.start, count: ratingCount * units)
        for (row, item) in zip(ratingCount..., positions) {
            catalogue.read(
                item, into: pass.itemInputs.start + row * width, part: pass.hidden1.start + row * units)
        }
        pass.forwardFromParts(theta)
        pass.estimateGradients.start.update(repeating: 1, count: pass.count)
        pass.backwardToHidden(theta)
        let factor =
            -user.stepShares * update.localLearningRate / Double(max(ratingCount, 1)) * update.scaling.unit
        effects = ratings.enumerated().map { row, given in
            multiply(row, userSquare: user.userSquare)
            let slope = update.loss.slope(Double(pass.estimates[row]), update.scaling.inner(given.rating))
            return positions.indices.map { item in
                let product = delta1[item] * inputs[item] + delta2[item] * hidden1[item] + hidden2[item]
                return factor * slope * Double(product)
            }
        }
    }

    /// ŷ of an item in question before the update.
    func estimateBefore(of item: Int) -> Double { Double(pass.estimates[ratingCount + item]) }

    /// Multiplies what one rated item and all items in question have at each layer.
    private func multiply(_ row: Int, userSquare: Float) {
        let n = pass.count - ratingCount
        func multiply(_ rows: Buffer<Float>, _ width: Int, plus bias: Float, into products: Buffer<Float>) {
            Float.project(
                n, width, rows.start + ratingCount * width, rows.start + row * width, bias, products.start)
        }
        multiply(pass.delta1, layout.hiddenWidth, plus: 0, into: delta1)
        multiply(pass.delta2, layout.hiddenWidth, plus: 0, into: delta2)
        multiply(pass.hidden1, layout.hiddenWidth, plus: 1, into: hidden1)
        multiply(pass.hidden2, layout.hiddenWidth, plus: 1, into: hidden2)
        multiply(pass.itemInputs, layout.itemWidth, plus: userSquare + 1, into: inputs)
    }

    /// The numbers of the ratings that moved an item most: those that raised it before those that lowered it,
    /// by size.
    /// - Parameter ratings: the numbers of those that may be named.
    func strongest(on item: Int, among ratings: [Int]) -> [Int] {
        func comesBefore(_ left: Int, _ right: Int) -> Bool {
            let (left, right) = (effects[left][item], effects[right][item])
            return (left > 0) == (right > 0) ? abs(left) > abs(right) : left > 0
        }
        var best: [Int] = []
        for rating in ratings where effects[rating][item].isFinite && effects[rating][item] != 0 {
            let position = best.firstIndex { comesBefore(rating, $0) } ?? best.count
            guard position < Self.reasonCount else { continue }
            best.insert(rating, at: position)
            if best.count > Self.reasonCount { best.removeLast() }
        }
        return best
    }
}
