import Datasets
import Support

/// Why an estimator cannot be carried over to a dataset.
package struct CarryingError: Error, Equatable, CustomStringConvertible {
    /// What does not fit.
    package var problem: String

    /// One sentence with the fix.
    package var description: String { "\(problem); train a new model without --warm-start" }
}

extension Estimator {
    /// An estimator carried over to a dataset that has grown.
    ///
    /// Embedding rows go with their tokens, bit for bit; rows of new tokens come from `fresh`. The
    /// decision-making layers stay. A number that was standardised by (v − m) / d and is now by (v − m′) / d′
    /// has its row w of W₁ scaled to w d′/d and the bias moved by w (m′ − m)/d, so that it enters z₁ as
    /// before; where m and d are unchanged, so is every bit. That is for a training that continues on the
    /// grown dataset. An estimator that is used as it is keeps its m and d, which `standardising(as:)` puts
    /// into `fresh` and `grown`: gradients with respect to W₁ depend on them.
    /// - Parameters:
    ///   - old: the estimator.
    ///   - encoding: what its parameters stand for.
    ///   - fresh: an estimator for the grown dataset.
    ///   - grown: what its parameters stand for.
    /// - Throws: ``CarryingError`` where the features are not the same.
    package init(
        carrying old: Estimator, of encoding: InputEncoding, onto fresh: Estimator, of grown: InputEncoding
    ) throws(CarryingError) {
        let (from, to) = (old.architecture, fresh.architecture)
        guard from.embeddingWidth == to.embeddingWidth, from.hiddenWidth == to.hiddenWidth else {
            throw CarryingError(problem: "the layers have other widths")
        }
        self = fresh
        let layout = to.decision
        for offset in 0..<layout.count {
            parameters[to.embeddingCount + offset] = old.parameters[from.embeddingCount + offset]
        }
        var starts = (old: 0, new: 0, column: 0)
        for (side, columns, others) in [
            ("item", encoding.items, grown.items), ("user", encoding.users, grown.users),
        ] {
            let names = [columns, others].map {
                $0.map { "\($0.feature.name) (\($0.feature.kind.rawValue))" }
            }
            guard names[0] == names[1] else {
                throw CarryingError(
                    problem:
                        "the model learned from the \(side) features \(names[0].joined(separator: ", ")), and the dataset has "
                        + names[1].joined(separator: ", "))
            }
            let inputs = side == "item" ? (from.itemInputs, to.itemInputs) : (from.userInputs, to.userInputs)
            for index in columns.indices {
                if columns[index].feature.kind == .numeric {
                    rescale(
                        starts.column, from: columns[index].feature, to: others[index].feature, layout: layout
                    )
                } else {
                    copyRows(of: old, at: starts, columns[index].tokens, others[index].tokens)
                }
                starts.old += inputs.0[index].rows * from.embeddingWidth
                starts.new += inputs.1[index].rows * to.embeddingWidth
                starts.column += to.width(of: inputs.1[index])
            }
        }
    }

    private mutating func copyRows(
        of old: Estimator, at starts: (old: Int, new: Int, column: Int), _ tokens: [String], _ grown: [String]
    ) {
        let width = architecture.embeddingWidth
        let rows = Dictionary(
            zip(tokens.lazy.map(ByteText.init), 0...), uniquingKeysWith: { first, _ in first })
        for (row, token) in grown.enumerated() {
            guard let known = rows[ByteText(token)] else { continue }
            for column in 0..<width {
                parameters[starts.new + row * width + column] =
                    old.parameters[starts.old + known * width + column]
            }
        }
    }

    private mutating func rescale(
        _ column: Int, from old: InputFeature, to new: InputFeature, layout: DecisionLayout
    ) {
        guard old.mean != new.mean || old.deviation != new.deviation else { return }
        let (weights, biases) = (
            architecture.embeddingCount + column * layout.hiddenWidth,
            architecture.embeddingCount + layout.fc1Bias
        )
        for unit in 0..<layout.hiddenWidth {
            let weight = Double(parameters[weights + unit])
            parameters[weights + unit] = Scalar(weight * new.deviation / old.deviation)
            parameters[biases + unit] += Scalar(weight * (new.mean - old.mean) / old.deviation)
        }
    }

    /// The same estimator with its output on the scale of another map of the ratings: w₃ ← a w₃, b₃ ← a b₃ +
    /// b, with a and b as in `RatingScaling.conversion(to:)`.
    package func rescaled(from old: RatingScaling, to new: RatingScaling) -> Estimator {
        let (factor, offset) = old.conversion(to: new)
        guard factor != 1 || offset != 0 else { return self }
        var moved = self
        let (first, layout) = (architecture.embeddingCount, architecture.decision)
        for index in first + layout.outputWeight...first + layout.outputBias {
            moved.parameters[index] = Scalar(Double(parameters[index]) * factor)
        }
        moved.parameters[first + layout.outputBias] += Scalar(offset)
        return moved
    }

    /// The estimator that a training starts from.
    /// - Parameters:
    ///   - dataset: the features.
    ///   - tasks: whose mean rating the output's bias starts at, where the options ask for that.
    ///   - options: with the seed.
    package init(initialFor dataset: Dataset, tasks: TrainingTasks, options: TrainingOptions) {
        var generator = SeededGenerator(seed: options.seed, stream: .parameters)
        let update = options.localUpdate
        self.init(
            EstimatorArchitecture(for: dataset),
            outputBias: options.startsAtMeanRating
                ? update.loss.estimate(ofMean: tasks.meanRating(update.scaling)) : nil,
            using: &generator)
    }
}
