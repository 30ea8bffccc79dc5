import Algebra

/// One request's local update, in memory that is used again.
///
/// The inputs x of the rated items stay the same over the steps, so that W₁ and b₁ move by outer products of
/// them,
///
///     W₁ ← W₁ + Σᵢ xᵢ cᵢᵀ    b₁ ← b₁ + Σᵢ cᵢ    cᵢ = −α Σₖ ∂L/∂z₁ᵢ at step k,
///
/// and z₁ of any item j by Σᵢ (xᵢ · xⱼ + 1) cᵢ with x of item and user together: W₁ itself is not needed. The
/// other layers move as in ``DecisionPass``.
final class AdaptedUser {
    private let layout: DecisionLayout
    /// The number of ratings n.
    private(set) var count = 0
    /// x of the rated items, their part, shape [n, itemWidth], and of the user, shape [userWidth].
    let itemInputs: Buffer<Float>
    let userInputs: Buffer<Float>
    /// θ₂ after the steps but for W₁ and b₁, shape [layout.count]; the units of h₂ in the order of their w₃,
    /// largest first.
    let theta: Buffer<Float>
    /// c, shape [n, units].
    private let moves: Buffer<Float>
    /// The same without zeros.
    let sparseMoves: SparseMoves
    /// What z₁ of every item has from the user and b₁ after the steps, shape [units].
    let userPart: Buffer<Float>
    /// |x|², the user's part.
    private(set) var userSquare: Float = 0

    /// After how many units of h₂ no w₃ is positive.
    private(set) var risingUnits = 0

    /// What z₁ has at the meta-learned parameters from the rated items, shape [n, units], and from the user
    /// and b₁, shape [units].
    let parts: Buffer<Float>
    let startPart: Buffer<Float>
    private let products: Buffer<Float>
    private let hidden1: Buffer<Float>
    private let hidden2: Buffer<Float>
    private let delta1: Buffer<Float>
    private let delta2: Buffer<Float>
    private let estimates: Buffer<Float>
    private let estimateGradients: Buffer<Float>
    private let sums: Buffer<Float>
    private let fc2Transposed: Buffer<Float>
    private let moveOfOthers: Buffer<Float>
    private let weightedMoves: Buffer<Float>
    /// The sum over the steps of the share of each that the trust region allowed: K where it bounded none.
    private(set) var stepShares = 0.0

    /// Allocates memory for up to `capacity` ratings.
    init(layout: DecisionLayout, capacity: Int) {
        self.layout = layout
        let units = layout.hiddenWidth
        func ratings(_ width: Int) -> Buffer<Float> { Buffer(capacity * width) }
        (itemInputs, userInputs) = (ratings(layout.itemWidth), Buffer(layout.userWidth))
        (theta, moves, userPart) = (Buffer(layout.count), ratings(units), Buffer(units))
        (parts, startPart, products) = (ratings(units), Buffer(units), ratings(capacity))
        (hidden1, hidden2, delta1, delta2) = (ratings(units), ratings(units), ratings(units), ratings(units))
        (estimates, estimateGradients) = (ratings(1), ratings(1))
        sparseMoves = SparseMoves(layout: layout, capacity: capacity)
        (sums, fc2Transposed) = (Buffer(units), Buffer(units * units))
        (moveOfOthers, weightedMoves) = (Buffer(layout.count - layout.fc2Weight), ratings(units))
    }

    /// Reads the features of the user and the rated items and takes the steps of the local update.
    /// - Parameters:
    ///   - user: the user's features, an encoding of one.
    ///   - catalogue: the items' side.
    ///   - ratings: the support set.
    ///   - update: K and α.
    ///   - parameters: all parameters of the estimator, and θ₂ among them.
    func adapt(
        _ user: EncodedEntities, catalogue: CatalogueInputs, ratings: [GivenRating], update: LocalUpdate,
        parameters: UnsafePointer<Float>, theta start: UnsafePointer<Float>
    ) {
        count = ratings.count
        user.embed(0, parameters: parameters, into: userInputs.start)
        for (row, given) in ratings.enumerated() {
            catalogue.read(
                given.item, into: itemInputs.start + row * layout.itemWidth,
                part: parts.start + row * layout.hiddenWidth)
        }
        moves.zero()
        stepShares = 0
        (theta.start + layout.fc2Weight).update(
            from: start + layout.fc2Weight, count: layout.count - layout.fc2Weight)
        prepare(start)
        if count > 0 {
            for step in 0..<update.steps { takeStep(step, ratings: ratings, update: update) }
        }
        orderSecondLayer()
        sparseMoves.take(moves.start, count: count)
        userPart.start.update(from: startPart.start, count: layout.hiddenWidth)
        Float.columnSums(count, layout.hiddenWidth, moves.start, sums.start)
        Float.addScaled(layout.hiddenWidth, userSquare + 1, sums.start, userPart.start)
    }

    /// What does not change over the steps: the user's part of z₁ at the start, and xᵢ · xⱼ + 1 of the rated
    /// items.
    private func prepare(_ start: UnsafePointer<Float>) {
        let (units, width, userWidth) = (layout.hiddenWidth, layout.itemWidth, layout.userWidth)
        startPart.start.update(from: start + layout.fc1Bias, count: units)
        Float.multiply(
            1, units, userWidth, userInputs.start, userWidth, 1, start + layout.fc1UserWeight, units,
            startPart.start, units,
            accumulate: true)
        Float.rowSquares(1, userWidth, userInputs.start, &userSquare)
        for row in 0..<count {
            Float.project(
                count, width, itemInputs.start, itemInputs.start + row * width, userSquare + 1,
                products.start + row * count)
        }
    }

    private func takeStep(_ step: Int, ratings: [GivenRating], update: LocalUpdate) {
        let (n, units, theta) = (count, layout.hiddenWidth, theta.start)
        let rows = (0..<n).map { UnsafePointer<Float>?(products.start + $0 * n) }
        Float.correctRectify(
            n, units, step == 0 ? 0 : n, parts.start, startPart.start, rows, 0, moves.start, hidden1.start)
        Float.multiply(
            n, units, units, hidden1.start, units, 1, theta + layout.fc2Weight, units, hidden2.start, units,
            accumulate: false)
        Float.addBiasRectify(n, units, theta + layout.fc2Bias, hidden2.start)
        Float.project(
            n, units, hidden2.start, theta + layout.outputWeight, theta[layout.outputBias], estimates.start)
        // With −α in the gradient of ŷ everything behind it is a move, not a gradient.
        let factor = -Float(update.localLearningRate) / Float(n)
        for (row, given) in ratings.enumerated() {
            estimateGradients[row] =
                factor * update.loss.slope(estimates[row], Float(update.scaling.inner(given.rating)))
        }
        computeFirstMove()
        computeOtherMoves()
        let share = update.maximumStep == nil ? 1 : update.share(ofStepOfLength: moveLength())
        stepShares += Double(share)
        Float.addScaled(n * units, share, delta1.start, moves.start)
        Float.addScaled(moveOfOthers.count, share, moveOfOthers.start, theta + layout.fc2Weight)
    }

    /// ‖α g‖: with C of rows cᵢ, the move of W₁ and b₁ has the square Σᵢⱼ (xᵢ · xⱼ + 1) cᵢ · cⱼ, that of the
    /// others their own.
    private func moveLength() -> Float {
        let (n, units) = (count, layout.hiddenWidth)
        Float.multiply(
            n, units, n, products.start, n, 1, delta1.start, units, weightedMoves.start, units,
            accumulate: false)
        var (first, others): (Float, Float) = (0, 0)
        Float.project(1, n * units, delta1.start, weightedMoves.start, 0, &first)
        Float.rowSquares(1, moveOfOthers.count, moveOfOthers.start, &others)
        return (max(first, 0) + others).squareRoot()
    }

    private func computeFirstMove() {
        let (n, units) = (count, layout.hiddenWidth)
        Float.maskedOuter(
            n, units, estimateGradients.start, theta.start + layout.outputWeight, hidden2.start, delta2.start)
        Float.transpose(units, units, theta.start + layout.fc2Weight, fc2Transposed.start)
        Float.multiply(
            n, units, units, delta2.start, units, 1, fc2Transposed.start, units, delta1.start, units,
            accumulate: false)
        Float.mask(n * units, hidden1.start, delta1.start)
    }

    /// Each move is summed by itself before it is added: it is small beside the weights, and its terms
    /// smaller still.
    private func computeOtherMoves() {
        let (n, units) = (count, layout.hiddenWidth)
        func move(_ tensor: Int) -> UnsafeMutablePointer<Float> {
            moveOfOthers.start + (tensor - layout.fc2Weight)
        }
        Float.multiply(
            units, units, n, hidden1.start, 1, units, delta2.start, units, move(layout.fc2Weight), units,
            accumulate: false)
        Float.columnSums(n, units, delta2.start, move(layout.fc2Bias))
        Float.multiply(
            1, units, n, estimateGradients.start, n, 1, hidden2.start, units, move(layout.outputWeight),
            units,
            accumulate: false)
        Float.columnSums(n, 1, estimateGradients.start, move(layout.outputBias))
    }

    /// The order of a layer's units changes nothing but the order of sums over them: column j of W₂, b₂ⱼ and
    /// w₃ⱼ move together.
    private func orderSecondLayer() {
        let units = layout.hiddenWidth
        let weights = theta.start + layout.outputWeight
        let order = (0..<units).sorted { weights[$0] == weights[$1] ? $0 < $1 : weights[$0] > weights[$1] }
        // W₂, b₂ and w₃ follow one another.
        for row in 0..<units + 2 {
            let start = theta.start + layout.fc2Weight + row * units
            sums.start.update(from: start, count: units)
            for (place, unit) in order.enumerated() { start[place] = sums[unit] }
        }
        risingUnits = (0..<units).last { !(weights[$0] <= 0) }.map { $0 + 1 } ?? 0
    }

    /// Writes the items' part of W₁ after the steps to `theta`.
    /// - Parameter start: the meta-learned θ₂.
    func moveWeights(from start: UnsafePointer<Float>) {
        let (width, units) = (layout.itemWidth, layout.hiddenWidth)
        (theta.start + layout.fc1Weight).update(from: start + layout.fc1Weight, count: width * units)
        Float.multiply(
            width, units, count, itemInputs.start, 1, width, moves.start, units,
            theta.start + layout.fc1Weight, units,
            accumulate: true)
    }
}
