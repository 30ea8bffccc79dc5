import Algebra

/// The decision-making layers applied to the samples of one user, forward and backward, in reused memory.
///
///     z₁ = x W₁ + b₁    h₁ = max(0, z₁)     x = (item inputs, user inputs), shape [n, inputs]
///     z₂ = h₁ W₂ + b₂   h₂ = max(0, z₂)     hidden layers, shape [n, units]
///     ŷ  = h₂ w₃ + b₃                       estimates, shape [n], on the scale 1…5
///
/// All samples share the user's inputs, so their part of z₁ and of ∂L/∂W₁ is computed once.
final class DecisionPass<Scalar: EstimatorScalar> {
    let layout: DecisionLayout
    let capacity: Int
    /// The number of samples n.
    var count = 0
    /// Item inputs, shape [n, itemWidth].
    let itemInputs: Buffer<Scalar>
    /// User inputs, shape [userWidth].
    let userInputs: Buffer<Scalar>
    /// ŷ, shape [n].
    let estimates: Buffer<Scalar>
    /// ∂L/∂ŷ, shape [n]; set between forward and backward.
    let estimateGradients: Buffer<Scalar>
    /// h₁ and h₂, shape [n, units].
    let hidden1: Buffer<Scalar>
    let hidden2: Buffer<Scalar>
    /// ∂L/∂z₁ and ∂L/∂z₂, shape [n, units].
    let delta1: Buffer<Scalar>
    let delta2: Buffer<Scalar>
    /// Σ ∂L/∂z₁ over the samples, shape [units].
    let delta1Sum: Buffer<Scalar>
    /// ∂L/∂(item inputs), shape [n, itemWidth], and ∂L/∂(user inputs), shape [userWidth].
    let itemGradients: Buffer<Scalar>
    let userGradients: Buffer<Scalar>
    /// The user's part of z₁ with the bias, shape [units].
    let userPart: Buffer<Scalar>
    /// W₂ and W₁ transposed, [units, units] and [units, inputs].
    let fc2Transposed: Buffer<Scalar>
    let fc1Transposed: Buffer<Scalar>

    /// Allocates memory for up to `capacity` samples.
    init(layout: DecisionLayout, capacity: Int) {
        self.layout = layout
        self.capacity = capacity
        let units = layout.hiddenWidth
        func samples(_ width: Int) -> Buffer<Scalar> { Buffer(capacity * width) }
        itemInputs = samples(layout.itemWidth)
        userInputs = Buffer(layout.userWidth)
        (estimates, estimateGradients) = (samples(1), samples(1))
        (hidden1, hidden2, delta1, delta2) = (samples(units), samples(units), samples(units), samples(units))
        (delta1Sum, userPart) = (Buffer(units), Buffer(units))
        (itemGradients, userGradients) = (samples(layout.itemWidth), Buffer(layout.userWidth))
        (fc2Transposed, fc1Transposed) = (Buffer(units * units), Buffer(units * layout.inputWidth))
    }

    /// Computes the estimates from the inputs.
    /// - Parameter theta: θ₂, shape [layout.count].
    func forward(_ theta: UnsafePointer<Scalar>) {
        let (n, units) = (count, layout.hiddenWidth)
        computeUserPart(theta)
        Scalar.multiply(
            n, units, layout.itemWidth, itemInputs.start, layout.itemWidth, 1, theta + layout.fc1Weight,
            units,
            hidden1.start, units, accumulate: false)
        forwardFromParts(theta)
    }

    /// Computes the estimates from the items' part of z₁ in `hidden1`, which becomes h₁, and that of the user
    /// in `userPart`.
    /// - Parameter theta: θ₂, shape [layout.count].
    func forwardFromParts(_ theta: UnsafePointer<Scalar>) {
        let (n, units) = (count, layout.hiddenWidth)
        Scalar.addBiasRectify(n, units, userPart.start, hidden1.start)
        Scalar.multiply(
            n, units, units, hidden1.start, units, 1, theta + layout.fc2Weight, units, hidden2.start, units,
            accumulate: false)
        Scalar.addBiasRectify(n, units, theta + layout.fc2Bias, hidden2.start)
        Scalar.project(
            n, units, hidden2.start, theta + layout.outputWeight, theta[layout.outputBias], estimates.start)
    }

    /// Computes what z₁ of every sample has from the user and the bias.
    func computeUserPart(_ theta: UnsafePointer<Scalar>) {
        let units = layout.hiddenWidth
        userPart.start.update(from: theta + layout.fc1Bias, count: units)
        Scalar.multiply(
            1, units, layout.userWidth, userInputs.start, layout.userWidth, 1, theta + layout.fc1UserWeight,
            units,
            userPart.start, units, accumulate: true)
    }

    /// Sets ∂L/∂ŷ of the mean loss against the ratings, times `weight`.
    ///
    ///     L = 1/n Σⱼ ℓ(ŷⱼ, zⱼ),  ∂L/∂ŷⱼ = 1/n ∂ℓ/∂ŷ(ŷⱼ, zⱼ),  zⱼ the rating on the scale 1…5, see
    ///     `RatingScaling`
    /// - Returns: L (without the weight), in the units of the loss.
    @discardableResult
    func meanLoss(_ update: LocalUpdate, _ ratings: ArraySlice<Double>, weight: Scalar = 1) -> Scalar {
        let (loss, scaling) = (update.loss, update.scaling)
        var sum: Scalar = 0
        let factor = weight / Scalar(count)
        for (sample, rating) in ratings.enumerated() {
            let (estimate, target) = (estimates[sample], Scalar(scaling.inner(rating)))
            sum += loss.value(estimate, target)
            estimateGradients[sample] = factor * loss.slope(estimate, target)
        }
        return sum / Scalar(count)
    }

    /// Computes the gradient of θ₂ from `estimateGradients`.
    ///
    ///     ∂L/∂w₃ = h₂ᵀ g     ∂L/∂W₂ = h₁ᵀ δ₂   ∂L/∂b₂ = Σ δ₂
    ///     ∂L/∂b₃ = Σ g       ∂L/∂W₁ = xᵀ δ₁    ∂L/∂b₁ = Σ δ₁     δ₁, δ₂ as in `backwardToHidden`
    /// - Parameters:
    ///   - theta: θ₂, as in the forward pass before.
    ///   - gradient: where to write ∂L/∂θ₂, shape [layout.count].
    func backward(_ theta: UnsafePointer<Scalar>, into gradient: UnsafeMutablePointer<Scalar>) {
        let (n, units) = (count, layout.hiddenWidth)
        backwardToHidden(theta)
        Scalar.multiply(
            1, units, n, estimateGradients.start, n, 1, hidden2.start, units, gradient + layout.outputWeight,
            units,
            accumulate: false)
        Scalar.columnSums(n, 1, estimateGradients.start, gradient + layout.outputBias)
        Scalar.multiply(
            units, units, n, hidden1.start, 1, units, delta2.start, units, gradient + layout.fc2Weight, units,
            accumulate: false)
        Scalar.columnSums(n, units, delta2.start, gradient + layout.fc2Bias)
        Scalar.multiply(
            layout.itemWidth, units, n, itemInputs.start, 1, layout.itemWidth, delta1.start, units,
            gradient + layout.fc1Weight, units, accumulate: false)
        Scalar.columnSums(n, units, delta1.start, delta1Sum.start)
        Scalar.multiply(
            layout.userWidth, units, 1, userInputs.start, 1, layout.userWidth, delta1Sum.start, units,
            gradient + layout.fc1UserWeight, units, accumulate: false)
        (gradient + layout.fc1Bias).update(from: delta1Sum.start, count: units)
    }

    /// Computes the gradients of the hidden layers' sums from `estimateGradients`.
    ///
    ///     δ₂ = [h₂ > 0] (g w₃ᵀ)   δ₁ = [h₁ > 0] (δ₂ W₂ᵀ)
    /// - Parameter theta: θ₂, as in the forward pass before.
    func backwardToHidden(_ theta: UnsafePointer<Scalar>) {
        let (n, units) = (count, layout.hiddenWidth)
        Scalar.maskedOuter(
            n, units, estimateGradients.start, theta + layout.outputWeight, hidden2.start, delta2.start)
        Scalar.transpose(units, units, theta + layout.fc2Weight, fc2Transposed.start)
        Scalar.multiply(
            n, units, units, delta2.start, units, 1, fc2Transposed.start, units, delta1.start, units,
            accumulate: false)
        Scalar.mask(n * units, hidden1.start, delta1.start)
    }

    /// Computes the gradient of the inputs after a backward pass: ∂L/∂x = δ₁ W₁ᵀ.
    /// - Parameter theta: θ₂, as in the passes before.
    func backwardToInputs(_ theta: UnsafePointer<Scalar>) {
        let (units, inputs) = (layout.hiddenWidth, layout.inputWidth)
        Scalar.transpose(inputs, units, theta + layout.fc1Weight, fc1Transposed.start)
        Scalar.multiply(
            count, layout.itemWidth, units, delta1.start, units, 1, fc1Transposed.start, inputs,
            itemGradients.start,
            layout.itemWidth, accumulate: false)
        Scalar.multiply(
            1, layout.userWidth, units, delta1Sum.start, units, 1, fc1Transposed.start + layout.itemWidth,
            inputs,
            userGradients.start, layout.userWidth, accumulate: false)
    }
}
