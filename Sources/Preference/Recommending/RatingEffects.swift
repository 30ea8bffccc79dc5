/// How far each given rating moved the estimates of a few items, to first order in α.
///
/// K steps along −∂L/∂θ₂, L = 1/n Σᵢ eᵢ², eᵢ = ŷᵢ − yᵢ, move ŷⱼ by the sum over the ratings of
///
///     effectᵢ(j) = −(K α / n) ⟨∂ŷⱼ/∂θ₂, ∂eᵢ²/∂θ₂⟩ = −(2 K α / n) eᵢ ⟨∂ŷⱼ/∂θ₂, ∂ŷᵢ/∂θ₂⟩
///
/// up to terms in α². A layer's gradient is an outer product, so that with δ₁ and δ₂ of ŷ, as in ``PairScorer``, all at the
/// meta-learned θ₂,
///
///     ⟨∂ŷⱼ/∂θ₂, ∂ŷᵢ/∂θ₂⟩ = (δ₁ⱼ · δ₁ᵢ) (xⱼ · xᵢ + 1) + (δ₂ⱼ · δ₂ᵢ) (h₁ⱼ · h₁ᵢ + 1) + h₂ⱼ · h₂ᵢ + 1
///
/// with x of item and user together.
final class RatingEffects {
    private static var reasonCount: Int { 3 }

    private let layout: DecisionLayout
    private let delta1: Buffer<Float>
    private let delta2: Buffer<Float>
    private let inputs: Buffer<Float>
    private let hidden1: Buffer<Float>
    private let hidden2: Buffer<Float>
    /// The effects of every rating on every item, shape [ratings][items].
    private(set) var effects: [[Double]] = []

    /// Allocates memory for up to `capacity` items.
    init(layout: DecisionLayout, capacity: Int) {
        self.layout = layout
        (delta1, delta2, inputs) = (Buffer(capacity), Buffer(capacity), Buffer(capacity))
        (hidden1, hidden2) = (Buffer(capacity), Buffer(capacity))
    }

    /// Computes the effects.
    /// - Parameters:
    ///   - support: the rated items, loaded.
    ///   - ratings: y, shape [ratings].
    ///   - items: the items in question, loaded; afterwards with their estimates before the update.
    ///   - update: K and α.
    ///   - theta: the meta-learned θ₂.
    func run(
        _ support: DecisionPass<Float>, ratings: [Double], on items: DecisionPass<Float>, update: LocalUpdate,
        theta: UnsafePointer<Float>
    ) {
        for pass in [items, support] {
            pass.forward(theta)
            pass.estimateGradients.start.update(repeating: 1, count: pass.count)
            pass.backwardToHidden(theta)
        }
        var userSquare: Float = 0
        Float.rowSquares(1, layout.userWidth, support.userInputs.start, &userSquare)
        let factor = -2 * Double(update.steps) * update.localLearningRate / Double(max(ratings.count, 1))
        effects = ratings.enumerated().map { sample, rating in
            multiply(support, sample, items, userSquare: userSquare)
            let error = Double(support.estimates[sample]) - rating
            return (0..<items.count).map { item in
                let product =
                    delta1[item] * inputs[item] + delta2[item] * hidden1[item] + hidden2[item]
                return factor * error * Double(product)
            }
        }
    }

    /// Multiplies what one rated item and all items in question have at each layer.
    private func multiply(_ support: DecisionPass<Float>, _ sample: Int, _ items: DecisionPass<Float>, userSquare: Float) {
        let (n, units, width) = (items.count, layout.hiddenWidth, layout.itemWidth)
        let row = sample * units
        Float.project(n, units, items.delta1.start, support.delta1.start + row, 0, delta1.start)
        Float.project(n, units, items.delta2.start, support.delta2.start + row, 0, delta2.start)
        Float.project(n, units, items.hidden1.start, support.hidden1.start + row, 1, hidden1.start)
        Float.project(n, units, items.hidden2.start, support.hidden2.start + row, 1, hidden2.start)
        Float.project(
            n, width, items.itemInputs.start, support.itemInputs.start + sample * width, userSquare + 1, inputs.start)
    }

    /// The numbers of the ratings that moved an item most: those that raised it before those that lowered it, by size.
    func strongest(on item: Int) -> [Int] {
        func comesBefore(_ left: Int, _ right: Int) -> Bool {
            let (left, right) = (effects[left][item], effects[right][item])
            return (left > 0) == (right > 0) ? abs(left) > abs(right) : left > 0
        }
        var best: [Int] = []
        for rating in effects.indices where effects[rating][item].isFinite && effects[rating][item] != 0 {
            let position = best.firstIndex { comesBefore(rating, $0) } ?? best.count
            guard position < Self.reasonCount else { continue }
            best.insert(rating, at: position)
            if best.count > Self.reasonCount { best.removeLast() }
        }
        return best
    }
}
