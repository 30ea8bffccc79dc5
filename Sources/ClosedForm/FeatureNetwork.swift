import Algebra
import Preference

/// A mean embedding per feature, one hidden layer (ReLU) and a linear output, for chosen entities, with its
/// gradient:
///
///     x = (mean of the rows of each feature's tokens, numbers),   h = max(0, xᵀ W₁ + b₁),   o = hᵀ W₂ + b₂
///
/// Entities are taken in blocks; what blocks add up is added in their order, so that the result does not
/// depend on the number of threads.
final class FeatureNetwork<Scalar: EstimatorScalar> {
    private let layout: FeatureNetworkLayout
    private let columns: FeatureColumns
    private let capacity: Int
    private static var blockSize: Int { 128 }

    /// o, shape [entities, outputs].
    let outputs: Buffer<Scalar>
    private let inputs: Buffer<Scalar>
    private let hidden: Buffer<Scalar>
    private let hiddenGradient: Buffer<Scalar>
    private let inputGradient: Buffer<Scalar>
    private let outputTransposed: Buffer<Scalar>
    private let hiddenTransposed: Buffer<Scalar>
    private let partial: Buffer<Scalar>

    /// Memory for up to `capacity` entities at once.
    init(_ layout: FeatureNetworkLayout, entities: EncodedEntities, capacity: Int) {
        self.layout = layout
        columns = FeatureColumns(entities, embeddingWidth: layout.embeddingWidth)
        self.capacity = capacity
        let blocks = (capacity + Self.blockSize - 1) / Self.blockSize
        outputs = Buffer(capacity * layout.outputWidth)
        inputs = Buffer(capacity * layout.inputWidth)
        hidden = Buffer(capacity * layout.hiddenWidth)
        hiddenGradient = Buffer(capacity * layout.hiddenWidth)
        inputGradient = Buffer(capacity * layout.inputWidth)
        outputTransposed = Buffer(layout.hiddenWidth * layout.outputWidth)
        hiddenTransposed = Buffer(layout.inputWidth * layout.hiddenWidth)
        partial = Buffer(blocks * layout.denseCount)
    }

    private func blocks(_ count: Int) -> Int { (count + Self.blockSize - 1) / Self.blockSize }

    private func range(_ block: Int, _ count: Int) -> (start: Int, count: Int) {
        let start = block * Self.blockSize
        return (start, min(Self.blockSize, count - start))
    }

    /// Fills `outputs` for some entities.
    func run(_ rows: [Int32], _ parameters: UnsafePointer<Scalar>, threads: Int) {
        precondition(rows.count <= capacity, "more entities than there is memory for")
        let (width, units, out) = (layout.inputWidth, layout.hiddenWidth, layout.outputWidth)
        Parallel.forEach(blocks(rows.count), threads: threads) { block, _ in
            let (start, count) = range(block, rows.count)
            let x = inputs.start + start * width
            let h = hidden.start + start * units
            for place in 0..<count {
                columns.embed(Int(rows[start + place]), parameters, into: x + place * width, width: width)
            }
            Scalar.multiply(
                count, units, width, x, width, 1, parameters + layout.hiddenWeight, units, h, units,
                accumulate: false)
            Scalar.addBiasRectify(count, units, parameters + layout.hiddenBias, h)
            let o = outputs.start + start * out
            for place in 0..<count {
                (o + place * out).update(from: parameters + layout.outputBias, count: out)
            }
            Scalar.multiply(
                count, out, units, h, units, 1, parameters + layout.outputWeight, out, o, out,
                accumulate: true)
        }
    }

    /// Adds the gradient of the parameters, given that of the outputs of the entities of the last `run`.
    /// - Parameters:
    ///   - rows: the entities.
    ///   - upstream: ∂L/∂o, shape [entities, outputs].
    ///   - parameters: all parameters.
    ///   - gradient: of all parameters.
    ///   - threads: how many threads to use.
    func backpropagate(
        _ rows: [Int32], _ upstream: UnsafePointer<Scalar>, _ parameters: UnsafePointer<Scalar>,
        into gradient: UnsafeMutablePointer<Scalar>, threads: Int
    ) {
        let (width, units, out) = (layout.inputWidth, layout.hiddenWidth, layout.outputWidth)
        Scalar.transpose(units, out, parameters + layout.outputWeight, outputTransposed.start)
        Scalar.transpose(width, units, parameters + layout.hiddenWeight, hiddenTransposed.start)
        let count = blocks(rows.count)
        Parallel.forEach(count, threads: threads) { block, _ in
            let (start, count) = range(block, rows.count)
            let (x, h) = (inputs.start + start * width, hidden.start + start * units)
            let (dh, dx) = (hiddenGradient.start + start * units, inputGradient.start + start * width)
            let d = upstream + start * out
            let sums = partial.start + block * layout.denseCount
            func place(_ parameter: Int) -> UnsafeMutablePointer<Scalar> {
                sums + (parameter - layout.hiddenWeight)
            }
            Scalar.multiply(
                units, out, count, h, 1, units, d, out, place(layout.outputWeight), out, accumulate: false)
            Scalar.columnSums(count, out, d, place(layout.outputBias))
            Scalar.multiply(
                count, units, out, d, out, 1, outputTransposed.start, units, dh, units, accumulate: false)
            Scalar.mask(count * units, h, dh)
            Scalar.multiply(
                width, units, count, x, 1, width, dh, units, place(layout.hiddenWeight), units,
                accumulate: false)
            Scalar.columnSums(count, units, dh, place(layout.hiddenBias))
            Scalar.multiply(
                count, width, units, dh, units, 1, hiddenTransposed.start, width, dx, width,
                accumulate: false)
        }
        for block in 0..<count {
            Scalar.addScaled(
                layout.denseCount, 1, partial.start + block * layout.denseCount,
                gradient + layout.hiddenWeight)
        }
        scatter(rows, into: gradient, threads: threads)
    }

    /// Adds the gradient of the inputs to that of the tables; features have tables of their own, so each is
    /// one thread's work.
    private func scatter(_ rows: [Int32], into gradient: UnsafeMutablePointer<Scalar>, threads: Int) {
        let (width, embedding) = (layout.inputWidth, layout.embeddingWidth)
        let features = columns.tokens
        Parallel.forEach(features.count, threads: threads) { index, _ in
            let feature = features[index]
            for (place, row) in rows.enumerated() {
                let range = Int(feature.offsets[Int(row)])..<Int(feature.offsets[Int(row) + 1])
                guard !range.isEmpty else { continue }
                let share = 1 / Scalar(range.count)
                let d = inputGradient.start + place * width + feature.column
                for position in range {
                    let parameter = feature.table + Int(feature.indices[position]) * embedding
                    Scalar.addScaled(embedding, share, d, gradient + parameter)
                }
            }
        }
    }
}
