/// One thread's memory for measuring a block of support pairs; see ``PairScorer`` for the formulas.
final class PairBlock<Scalar: EstimatorScalar> {
    private let layout: DecisionLayout
    private let theta: Buffer<Scalar>
    private let fc1Transposed: Buffer<Scalar>
    private let fc2Transposed: Buffer<Scalar>
    private let noBias: Buffer<Scalar>
    private let ones: Buffer<Scalar>
    private let hidden1: Buffer<Scalar>
    private let hidden2: Buffer<Scalar>
    private let delta1: Buffer<Scalar>
    private let delta2: Buffer<Scalar>
    private let estimates: Buffer<Scalar>
    private let inputSquares: Buffer<Scalar>
    private let hidden1Squares: Buffer<Scalar>
    private let hidden2Squares: Buffer<Scalar>
    private let delta1Squares: Buffer<Scalar>
    private let delta2Squares: Buffer<Scalar>
    private let inputGradients: Buffer<Scalar>
    private var pairs: ArraySlice<SupportPair> = []

    init(_ estimator: Estimator<Scalar>, layout: DecisionLayout, capacity: Int) {
        self.layout = layout
        let units = layout.hiddenWidth
        func samples(_ width: Int) -> Buffer<Scalar> { Buffer(capacity * width) }
        theta = Buffer(layout.count)
        let first = estimator.architecture.embeddingCount
        for index in 0..<layout.count { theta[index] = estimator.parameters[first + index] }
        (fc1Transposed, fc2Transposed) = (Buffer(units * layout.inputWidth), Buffer(units * units))
        Scalar.transpose(layout.inputWidth, units, theta.start + layout.fc1Weight, fc1Transposed.start)
        Scalar.transpose(units, units, theta.start + layout.fc2Weight, fc2Transposed.start)
        (noBias, ones) = (Buffer(units), samples(1))
        ones.start.update(repeating: 1, count: capacity)
        (hidden1, hidden2, delta1, delta2) = (samples(units), samples(units), samples(units), samples(units))
        (estimates, inputSquares) = (samples(1), samples(1))
        (hidden1Squares, hidden2Squares) = (samples(1), samples(1))
        (delta1Squares, delta2Squares) = (samples(1), samples(1))
        inputGradients = samples(layout.inputWidth)
    }

    /// Puts the halves of z₁ and of |x|² together.
    func load(_ pairs: ArraySlice<SupportPair>, items: InputHalves<Scalar>, users: InputHalves<Scalar>) {
        self.pairs = pairs
        let units = layout.hiddenWidth
        for (row, pair) in pairs.enumerated() {
            let sum = hidden1.start + row * units
            sum.update(from: items.parts.start + pair.item * units, count: units)
            Scalar.addBiasRectify(1, units, users.parts.start + pair.task * units, sum)
            inputSquares[row] = items.squares[pair.item] + users.squares[pair.task]
        }
    }

    /// Measures the loaded pairs.
    /// - Parameters:
    ///   - options: which gradient, and how it is measured.
    ///   - inputs: for the numbers of tokens, when the embeddings count too.
    ///   - norms: where to write, shape [pairs].
    func measure(_ options: GradientOptions, inputs: EstimatorInputs, into norms: UnsafeMutablePointer<Scalar>) {
        passThroughLayers()
        if options.parameters == .all { differentiateInputs() }
        for (row, pair) in pairs.enumerated() {
            norms[row] =
                factor(options, estimates[row], Scalar(pair.rating))
                * norm(row, pair, options: options, inputs: inputs)
        }
    }

    private func passThroughLayers() {
        let (n, units) = (pairs.count, layout.hiddenWidth)
        let outputWeight = theta.start + layout.outputWeight
        // Most of h₁ and δ₂ is zero in a trained estimator.
        Scalar.multiplySparse(n, units, units, hidden1.start, theta.start + layout.fc2Weight, hidden2.start)
        Scalar.addBiasRectify(n, units, theta.start + layout.fc2Bias, hidden2.start)
        Scalar.project(n, units, hidden2.start, outputWeight, theta[layout.outputBias], estimates.start)
        Scalar.maskedOuter(n, units, ones.start, outputWeight, hidden2.start, delta2.start)
        Scalar.multiplySparse(n, units, units, delta2.start, fc2Transposed.start, delta1.start)
        Scalar.mask(n * units, hidden1.start, delta1.start)
        Scalar.rowSquares(n, units, hidden1.start, hidden1Squares.start)
        Scalar.rowSquares(n, units, hidden2.start, hidden2Squares.start)
        Scalar.rowSquares(n, units, delta1.start, delta1Squares.start)
        Scalar.rowSquares(n, units, delta2.start, delta2Squares.start)
    }

    private func differentiateInputs() {
        let (units, width) = (layout.hiddenWidth, layout.inputWidth)
        Scalar.multiply(
            pairs.count, width, units, delta1.start, units, 1, fc1Transposed.start, width, inputGradients.start, width,
            accumulate: false)
    }

    /// How many times the gradient of ŷ the chosen gradient is.
    private func factor(_ options: GradientOptions, _ estimate: Scalar, _ target: Scalar) -> Scalar {
        switch options.gradient {
        case .loss: abs(options.loss.slope(estimate, target))
        case .unitError: 1
        case .unitLoss: options.loss.relativeSlope(estimate, target)
        }
    }

    /// The norm of the gradient of ŷ.
    private func norm(_ row: Int, _ pair: SupportPair, options: GradientOptions, inputs: EstimatorInputs) -> Scalar {
        let (first, second) = (delta1Squares[row], delta2Squares[row])
        let (x, h1, h2) = (inputSquares[row], hidden1Squares[row], hidden2Squares[row])
        let embeddings = options.parameters == .all ? embeddingSquares(row, pair, inputs: inputs) : []
        return switch options.norm {
        case .global: (first * (x + 1) + second * (h1 + 1) + h2 + 1 + embeddings.reduce(0, +)).squareRoot()
        case .sum:
            first.squareRoot() * (x.squareRoot() + 1) + second.squareRoot() * (h1.squareRoot() + 1) + h2.squareRoot() + 1
                + embeddings.reduce(0) { $0 + $1.squareRoot() }
        }
    }

    /// The squared norm of the gradient of each embedding table.
    private func embeddingSquares(_ row: Int, _ pair: SupportPair, inputs: EstimatorInputs) -> [Scalar] {
        let gradient = inputGradients.start + row * layout.inputWidth
        func squares(_ side: EncodedEntities, _ entity: Int, from column: Int) -> [Scalar] {
            side.tokenCounts(of: entity).map { feature in
                guard feature.count > 0 else { return 0 }
                var square: Scalar = 0
                Scalar.rowSquares(1, side.embeddingWidth, gradient + column + feature.column, &square)
                return square / Scalar(feature.count)
            }
        }
        return squares(inputs.items, pair.item, from: 0) + squares(inputs.users, pair.user, from: layout.itemWidth)
    }
}
