import Algebra

/// The derivative of a backward pass along a direction V of θ₂: Pearlmutter's R-operator ("Fast exact
/// multiplication by the Hessian", Neural Computation 6, 1994), which makes the second-order global update
/// exact.
///
///     R{z₁} = x V₁ + v₁             R{h₁} = [h₁ > 0] R{z₁}
///     R{z₂} = R{h₁} W₂ + h₁ V₂ + v₂ R{h₂} = [h₂ > 0] R{z₂}
///     R{ŷ}  = R{h₂} w₃ + h₂ v₃ + v₀  R{g} = ∂²ℓ/∂ŷ² R{ŷ} / n
///     R{δ₂} = [h₂ > 0] (R{g} w₃ᵀ + g v₃ᵀ)
///     R{δ₁} = [h₁ > 0] (R{δ₂} W₂ᵀ + δ₂ V₂ᵀ)
///
/// The gradients' derivatives follow by the product rule; `hessianProduct` is ∂²L/∂θ₂² V, and `itemGradients`
/// and `userGradients` are the mixed derivative ∂(V · ∂L/∂θ₂)/∂x.
final class DirectionalPass<Scalar: EstimatorScalar> {
    private let layout: DecisionLayout
    private let hidden1: Buffer<Scalar>
    private let hidden2: Buffer<Scalar>
    private let delta1: Buffer<Scalar>
    private let delta2: Buffer<Scalar>
    private let delta1Sum: Buffer<Scalar>
    private let estimates: Buffer<Scalar>
    private let estimateGradients: Buffer<Scalar>
    private let userPart: Buffer<Scalar>
    private let transposed: Buffer<Scalar>
    private let product: Buffer<Scalar>
    /// ∂²L/∂θ₂² V, shape [layout.count].
    let hessianProduct: Buffer<Scalar>
    /// The mixed derivative with the item inputs, shape [n, itemWidth], and the user inputs, shape
    /// [userWidth].
    let itemGradients: Buffer<Scalar>
    let userGradients: Buffer<Scalar>

    /// Allocates memory for up to `capacity` samples.
    init(layout: DecisionLayout, capacity: Int) {
        self.layout = layout
        let units = layout.hiddenWidth
        func samples(_ width: Int) -> Buffer<Scalar> { Buffer(capacity * width) }
        (hidden1, hidden2, delta1, delta2) = (samples(units), samples(units), samples(units), samples(units))
        (estimates, estimateGradients) = (samples(1), samples(1))
        (delta1Sum, userPart) = (Buffer(units), Buffer(units))
        transposed = Buffer(units * layout.inputWidth)
        product = samples(max(units, layout.itemWidth))
        hessianProduct = Buffer(layout.count)
        (itemGradients, userGradients) = (samples(layout.itemWidth), Buffer(layout.userWidth))
    }

    /// Differentiates a finished forward and backward pass of the mean loss.
    /// - Parameters:
    ///   - loss: ℓ.
    ///   - pass: the pass, with its activations and deltas at `theta`.
    ///   - theta: θ₂ of that pass.
    ///   - direction: V, shape [layout.count].
    func run(
        _ loss: PreferenceLoss, _ pass: DecisionPass<Scalar>, at theta: UnsafePointer<Scalar>,
        along direction: UnsafePointer<Scalar>
    ) {
        forward(loss, pass, theta, direction)
        backward(pass, theta, direction)
        differentiateInputs(pass, theta, direction)
    }

    private func forward(
        _ loss: PreferenceLoss, _ pass: DecisionPass<Scalar>, _ theta: UnsafePointer<Scalar>,
        _ direction: UnsafePointer<Scalar>
    ) {
        let (n, units) = (pass.count, layout.hiddenWidth)
        userPart.start.update(from: direction + layout.fc1Bias, count: units)
        Scalar.multiply(
            1, units, layout.userWidth, pass.userInputs.start, layout.userWidth, 1,
            direction + layout.fc1UserWeight, units,
            userPart.start, units, accumulate: true)
        fill(hidden1, rows: n, with: userPart.start)
        Scalar.multiply(
            n, units, layout.itemWidth, pass.itemInputs.start, layout.itemWidth, 1,
            direction + layout.fc1Weight, units,
            hidden1.start, units, accumulate: true)
        Scalar.mask(n * units, pass.hidden1.start, hidden1.start)
        fill(hidden2, rows: n, with: direction + layout.fc2Bias)
        Scalar.multiply(
            n, units, units, hidden1.start, units, 1, theta + layout.fc2Weight, units, hidden2.start, units,
            accumulate: true)
        Scalar.multiply(
            n, units, units, pass.hidden1.start, units, 1, direction + layout.fc2Weight, units, hidden2.start,
            units,
            accumulate: true)
        Scalar.mask(n * units, pass.hidden2.start, hidden2.start)
        Scalar.project(
            n, units, hidden2.start, theta + layout.outputWeight, direction[layout.outputBias],
            estimates.start)
        Scalar.project(
            n, units, pass.hidden2.start, direction + layout.outputWeight, 0, estimateGradients.start)
        for sample in 0..<n {
            let curvature = loss.curvature(pass.estimates[sample])
            estimateGradients[sample] =
                curvature * (estimates[sample] + estimateGradients[sample]) / Scalar(n)
        }
    }

    private func backward(
        _ pass: DecisionPass<Scalar>, _ theta: UnsafePointer<Scalar>, _ direction: UnsafePointer<Scalar>
    ) {
        let (n, units, result) = (pass.count, layout.hiddenWidth, hessianProduct.start)
        sumOfProducts(
            rows: 1, over: n, estimateGradients.start, 1, pass.hidden2.start, pass.estimateGradients.start, 1,
            hidden2.start,
            into: result + layout.outputWeight)
        Scalar.columnSums(n, 1, estimateGradients.start, result + layout.outputBias)
        Scalar.maskedOuter(
            n, units, estimateGradients.start, theta + layout.outputWeight, pass.hidden2.start, delta2.start)
        Scalar.maskedOuter(
            n, units, pass.estimateGradients.start, direction + layout.outputWeight, pass.hidden2.start,
            product.start)
        Scalar.addScaled(n * units, 1, product.start, delta2.start)
        sumOfProducts(
            rows: units, over: n, pass.hidden1.start, units, delta2.start, hidden1.start, units,
            pass.delta2.start,
            into: result + layout.fc2Weight)
        Scalar.columnSums(n, units, delta2.start, result + layout.fc2Bias)
        Scalar.multiply(
            n, units, units, delta2.start, units, 1, pass.fc2Transposed.start, units, delta1.start, units,
            accumulate: false)
        Scalar.transpose(units, units, direction + layout.fc2Weight, transposed.start)
        Scalar.multiply(
            n, units, units, pass.delta2.start, units, 1, transposed.start, units, delta1.start, units,
            accumulate: true)
        Scalar.mask(n * units, pass.hidden1.start, delta1.start)
        Scalar.multiply(
            layout.itemWidth, units, n, pass.itemInputs.start, 1, layout.itemWidth, delta1.start, units,
            result + layout.fc1Weight, units, accumulate: false)
        Scalar.columnSums(n, units, delta1.start, delta1Sum.start)
        Scalar.multiply(
            layout.userWidth, units, 1, pass.userInputs.start, 1, layout.userWidth, delta1Sum.start, units,
            result + layout.fc1UserWeight, units, accumulate: false)
        (result + layout.fc1Bias).update(from: delta1Sum.start, count: units)
    }

    /// R{∂L/∂x} = R{δ₁} W₁ᵀ + δ₁ V₁ᵀ.
    private func differentiateInputs(
        _ pass: DecisionPass<Scalar>, _ theta: UnsafePointer<Scalar>, _ direction: UnsafePointer<Scalar>
    ) {
        for (weights, deltas, sums, accumulate) in [
            (theta, delta1, delta1Sum, false), (direction, pass.delta1, pass.delta1Sum, true),
        ] {
            let (units, inputs) = (layout.hiddenWidth, layout.inputWidth)
            Scalar.transpose(inputs, units, weights + layout.fc1Weight, transposed.start)
            Scalar.multiply(
                pass.count, layout.itemWidth, units, deltas.start, units, 1, transposed.start, inputs,
                itemGradients.start,
                layout.itemWidth, accumulate: accumulate)
            Scalar.multiply(
                1, layout.userWidth, units, sums.start, units, 1, transposed.start + layout.itemWidth, inputs,
                userGradients.start, layout.userWidth, accumulate: accumulate)
        }
    }

    private func fill(_ buffer: Buffer<Scalar>, rows: Int, with row: UnsafePointer<Scalar>) {
        for sample in 0..<rows {
            (buffer.start + sample * layout.hiddenWidth).update(from: row, count: layout.hiddenWidth)
        }
    }

    /// C = Aᵀ B + Dᵀ E, each a sum over samples; A and D have the given number of columns.
    private func sumOfProducts(
        rows: Int, over n: Int, _ a: UnsafePointer<Scalar>, _ aColumn: Int, _ b: UnsafePointer<Scalar>,
        _ d: UnsafePointer<Scalar>, _ dColumn: Int, _ e: UnsafePointer<Scalar>,
        into c: UnsafeMutablePointer<Scalar>
    ) {
        let units = layout.hiddenWidth
        Scalar.multiply(rows, units, n, a, 1, aColumn, b, units, c, units, accumulate: false)
        Scalar.multiply(rows, units, n, d, 1, dColumn, e, units, c, units, accumulate: true)
    }
}
