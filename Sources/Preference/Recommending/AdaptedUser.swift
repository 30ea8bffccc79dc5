/// One request's local update: θ₂ after the steps, and how W₁ moved.
///
/// The inputs x of the rated items stay the same over the steps, so that W₁ moves by outer products of them:
///
///     W₁ ← W₁ + Σᵢ xᵢ cᵢᵀ,   cᵢ = −α Σₖ δ₁ᵢ at step k      (δ₁ of the support loss)
final class AdaptedUser {
    /// The support set, with the activations of the last step.
    let support: DecisionPass<Float>
    /// θ₂ after the steps, shape [layout.count].
    let theta: Buffer<Float>
    /// c, shape [n, units].
    let moves: Buffer<Float>
    private let gradient: Buffer<Float>

    /// Allocates memory for up to `capacity` ratings.
    init(layout: DecisionLayout, capacity: Int) {
        support = DecisionPass(layout: layout, capacity: capacity)
        (theta, gradient) = (Buffer(layout.count), Buffer(layout.count))
        moves = Buffer(capacity * layout.hiddenWidth)
    }

    /// Reads the features of the user and the rated items.
    /// - Parameter parameters: all parameters of the estimator.
    func load(_ user: EncodedEntities, items: EncodedEntities, ratings: [GivenRating], parameters: UnsafePointer<Float>) {
        user.embed(0, parameters: parameters, into: support.userInputs.start)
        support.count = ratings.count
        for (sample, given) in ratings.enumerated() {
            items.embed(
                given.item, parameters: parameters, into: support.itemInputs.start + sample * support.layout.itemWidth)
        }
    }

    /// Takes the steps of the local update from `start`, the meta-learned θ₂.
    func adapt(_ update: LocalUpdate, ratings: [Double], from start: UnsafePointer<Float>) {
        let layout = support.layout
        theta.start.update(from: start, count: layout.count)
        moves.zero()
        guard support.count > 0 else { return }
        let rate = Float(update.localLearningRate)
        for _ in 0..<update.steps {
            support.forward(theta.start)
            support.meanSquaredError(ratings[...])
            support.backward(theta.start, into: gradient.start)
            Float.addScaled(layout.count, -rate, gradient.start, theta.start)
            Float.addScaled(support.count * layout.hiddenWidth, -rate, support.delta1.start, moves.start)
        }
    }
}
