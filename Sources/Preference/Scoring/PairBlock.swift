import Algebra
import Support

/// One thread's memory for measuring a block of support pairs; see ``PairScorer`` for the formulas.
final class PairBlock<Scalar: EstimatorScalar> {
    private let layout: DecisionLayout
    private let theta: Buffer<Scalar>
    private let fc1Transposed: Buffer<Scalar>
    /// W₂ᵀ with row j times w₃ⱼ: what unit j of h₂ passes back when it is not zero.
    private let fc2Back: Buffer<Scalar>
    private let hidden1: Buffer<Scalar>
    private let delta1: Buffer<Scalar>
    private let flags: UnsafeMutablePointer<UInt64>
    private let estimates: Buffer<Scalar>
    private let hidden1Squares: Buffer<Scalar>
    private let hidden2Squares: Buffer<Scalar>
    private let delta1Squares: Buffer<Scalar>
    private let delta2Squares: Buffer<Scalar>
    private let inputGradients: Buffer<Scalar>
    private let norms: Buffer<Scalar>
    /// The norms of all pairs measured so far by item, and how many they are; see ``PairScorer`` for whose
    /// they are together.
    private(set) var sums: ExactSums
    private(set) var counts: [Int]

    init(_ estimator: Estimator<Scalar>, layout: DecisionLayout, capacity: Int, itemCount: Int) {
        self.layout = layout
        let units = layout.hiddenWidth
        func samples(_ width: Int) -> Buffer<Scalar> { Buffer(capacity * width) }
        theta = Buffer(layout.count)
        let first = estimator.architecture.embeddingCount
        for index in 0..<layout.count { theta[index] = estimator.parameters[first + index] }
        (fc1Transposed, fc2Back) = (Buffer(units * layout.inputWidth), Buffer(units * units))
        Scalar.transpose(layout.inputWidth, units, theta.start + layout.fc1Weight, fc1Transposed.start)
        Scalar.transpose(units, units, theta.start + layout.fc2Weight, fc2Back.start)
        for unit in 0..<units {
            let weight = theta[layout.outputWeight + unit]
            for index in unit * units..<(unit + 1) * units { fc2Back[index] *= weight }
        }
        (hidden1, delta1, flags) = (
            samples(units), samples(units), .allocate(capacity: capacity * ((units + 63) / 64))
        )
        (estimates, hidden1Squares, hidden2Squares) = (samples(1), samples(1), samples(1))
        (delta1Squares, delta2Squares, inputGradients) = (samples(1), samples(1), samples(layout.inputWidth))
        norms = samples(1)
        (sums, counts) = (ExactSums(itemCount, of: Scalar.self), Array(repeating: 0, count: itemCount))
    }

    deinit { flags.deallocate() }

    /// Measures some pairs and adds their norms to the sums.
    /// - Parameters:
    ///   - pairs: loaded ones.
    ///   - rows: which of them; at most as many as there is memory for.
    ///   - halves: of z₁ and of |x|², of all items and of the loaded tasks.
    ///   - options: which gradient, and how it is measured.
    ///   - inputs: for the numbers of tokens, when the embeddings count too.
    func measure(
        _ pairs: SupportPairs, _ rows: Range<Int>,
        halves: (items: InputHalves<Scalar>, users: InputHalves<Scalar>),
        options: GradientOptions, inputs: EstimatorInputs
    ) {
        let needsInputs = options.parameters == .all
        passThroughLayers(pairs, rows, halves: halves, keepsDelta1: needsInputs)
        if needsInputs { differentiateInputs(rows.count) }
        for (row, pair) in rows.enumerated() {
            let (item, task) = (Int(pairs.items[pair]), Int(pairs.tasks[pair]))
            let embeddings =
                needsInputs
                ? embeddingSquares(row, item: item, user: Int(pairs.users[task]), inputs: inputs) : []
            norms[row] =
                factor(options, estimates[row], Scalar(options.scaling.inner(pairs.ratings[pair])))
                * norm(
                    row, inputSquare: halves.items.squares[item] + halves.users.squares[task],
                    embeddings: embeddings,
                    kind: options.norm)
        }
        Self.add(norms, of: pairs.items + rows.lowerBound, count: rows.count, to: &sums, &counts)
    }

    private static func add(
        _ norms: Buffer<Scalar>, of items: UnsafePointer<Int32>, count: Int, to sums: inout ExactSums,
        _ counts: inout [Int]
    ) {
        for row in 0..<count {
            sums.add(Double(norms[row]), to: Int(items[row]))
            counts[Int(items[row])] += 1
        }
    }

    private func passThroughLayers(
        _ pairs: SupportPairs, _ rows: Range<Int>,
        halves: (items: InputHalves<Scalar>, users: InputHalves<Scalar>),
        keepsDelta1: Bool
    ) {
        let (n, units) = (rows.count, layout.hiddenWidth)
        Scalar.addRowsRectify(
            n, units, halves.items.parts.start, pairs.items + rows.lowerBound, halves.users.parts.start,
            pairs.tasks + rows.lowerBound, hidden1.start, hidden1Squares.start)
        // δ₂ is w₃ where h₂ > 0, so that its square is a sum over the flags, and δ₂ W₂ᵀ one of rows.
        Scalar.projectSparse(
            n, units, units, hidden1.start, theta.start + layout.fc2Weight, theta.start + layout.fc2Bias,
            theta.start + layout.outputWeight, theta[layout.outputBias], estimates.start,
            measures: HiddenMeasures(
                flags: flags, squares: hidden2Squares.start, weightSquares: delta2Squares.start))
        Scalar.sumFlagged(
            n, units, units, flags, fc2Back.start, hidden1.start, delta1Squares.start,
            keepsDelta1 ? delta1.start : nil)
    }

    private func differentiateInputs(_ count: Int) {
        let (units, width) = (layout.hiddenWidth, layout.inputWidth)
        Scalar.multiply(
            count, width, units, delta1.start, units, 1, fc1Transposed.start, width, inputGradients.start,
            width,
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
    private func norm(_ row: Int, inputSquare x: Scalar, embeddings: [Scalar], kind: GradientNorm) -> Scalar {
        let (first, second) = (delta1Squares[row], delta2Squares[row])
        let (h1, h2) = (hidden1Squares[row], hidden2Squares[row])
        return switch kind {
        case .global: (first * (x + 1) + second * (h1 + 1) + h2 + 1 + embeddings.reduce(0, +)).squareRoot()
        case .sum:
            first.squareRoot() * (x.squareRoot() + 1) + second.squareRoot() * (h1.squareRoot() + 1)
                + h2.squareRoot() + 1
                + embeddings.reduce(0) { $0 + $1.squareRoot() }
        }
    }

    /// The squared norm of the gradient of each embedding table.
    private func embeddingSquares(_ row: Int, item: Int, user: Int, inputs: EstimatorInputs) -> [Scalar] {
        let gradient = inputGradients.start + row * layout.inputWidth
        func squares(_ side: EncodedEntities, _ entity: Int, from column: Int) -> [Scalar] {
            side.tokenCounts(of: entity).map { feature in
                guard feature.count > 0 else { return 0 }
                var square: Scalar = 0
                Scalar.rowSquares(1, side.embeddingWidth, gradient + column + feature.column, &square)
                return square / Scalar(feature.count)
            }
        }
        return squares(inputs.items, item, from: 0) + squares(inputs.users, user, from: layout.itemWidth)
    }
}
