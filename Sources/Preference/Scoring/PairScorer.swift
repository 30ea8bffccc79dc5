import Algebra
import Support
import Tasks

/// Measures gradient norms of support pairs in rounds of a fixed size.
///
/// With the gradient of ŷ, δ₂ = [h₂ > 0] w₃ and δ₁ = [h₁ > 0] (δ₂ W₂ᵀ), the norms per tensor are
///
///     fc1: |δ₁| |x|, bias |δ₁|     fc2: |δ₂| |h₁|, bias |δ₂|     output: |h₂|, bias 1
///     an embedding table with c tokens of the entity: |δ₁ W₁ᵀ restricted to its columns| / √c
///
/// so one pair costs one pass through `fc2` forward and one backward.
final class PairScorer<Scalar: EstimatorScalar> {
    private static var pairsPerRound: Int { 1 << 16 }
    static var pairsPerBlock: Int { 96 }

    private let estimator: Estimator<Scalar>
    private let inputs: EstimatorInputs
    private let options: GradientOptions
    private let threads: Int
    private let layout: DecisionLayout
    private let itemHalves: InputHalves<Scalar>
    private let blocks: [PairBlock<Scalar>]
    private var pairs = SupportPairs(capacity: 0)

    init(_ estimator: Estimator<Scalar>, inputs: EstimatorInputs, options: GradientOptions, threads: Int) {
        self.estimator = estimator
        self.inputs = inputs
        self.options = options
        self.threads = max(threads, 1)
        layout = estimator.architecture.decision
        itemHalves = InputHalves(
            inputs.items, entities: Array(0..<inputs.items.count), of: estimator, weight: layout.fc1Weight,
            bias: layout.fc1Bias,
            threads: threads)
        blocks = (0..<self.threads).map { [layout] _ in
            PairBlock(estimator, layout: layout, capacity: Self.pairsPerBlock, itemCount: inputs.items.count)
        }
    }

    /// Where the round that starts at a task ends: as many whole tasks as fit, at least one.
    func endOfRound(_ tasks: [UserTask], from start: Int) -> Int {
        var (end, pairs) = (start, 0)
        while end < tasks.count, end == start || pairs + tasks[end].supportCount <= Self.pairsPerRound {
            pairs += tasks[end].supportCount
            end += 1
        }
        return end
    }

    /// G and P of all pairs measured so far. Each thread sums its own without rounding, so that it does not
    /// matter which.
    var norms: ItemGradientNorms {
        var (sums, counts) = (blocks[0].sums, blocks[0].counts)
        for block in blocks.dropFirst() {
            sums.add(block.sums)
            for item in counts.indices { counts[item] += block.counts[item] }
        }
        return ItemGradientNorms(sums: sums, supportCounts: counts)
    }

    /// Measures the pairs of some tasks.
    func run(_ tasks: ArraySlice<UserTask>) {
        let userHalves = InputHalves(
            inputs.users, entities: tasks.map { Int($0.user) }, of: estimator, weight: layout.fc1UserWeight,
            bias: nil,
            threads: threads)
        load(tasks)
        let size = Self.pairsPerBlock
        Parallel.forEach((pairs.count + size - 1) / size, threads: threads) { index, worker in
            let rows = index * size..<min((index + 1) * size, pairs.count)
            blocks[worker].measure(
                pairs, rows, halves: (itemHalves, userHalves), options: options, inputs: inputs)
        }
    }

    private func load(_ tasks: ArraySlice<UserTask>) {
        let count = tasks.reduce(0) { $0 + $1.supportCount }
        if count > pairs.capacity { pairs = SupportPairs(capacity: max(count, Self.pairsPerRound)) }
        pairs.load(tasks, threads: threads)
    }
}

/// One side's part of z₁ = x W₁ + b₁ and of |x|², for several entities.
final class InputHalves<Scalar: EstimatorScalar> {
    /// The part of z₁, shape [entities, units].
    let parts: Buffer<Scalar>
    /// The part of |x|², shape [entities].
    let squares: Buffer<Scalar>

    /// - Parameters:
    ///   - weight: where this side's rows of W₁ begin among the decision-making layers.
    ///   - bias: where b₁ is, if this side carries it.
    init(
        _ side: EncodedEntities, entities: [Int], of estimator: Estimator<Scalar>, weight: Int, bias: Int?,
        threads: Int
    ) {
        let units = estimator.architecture.hiddenWidth
        let parts = Buffer<Scalar>(entities.count * units)
        let squares = Buffer<Scalar>(entities.count)
        (self.parts, self.squares) = (parts, squares)
        let size = 64
        let rows = (0..<max(threads, 1)).map { _ in Buffer<Scalar>(size * side.width) }
        estimator.parameters.withUnsafeBufferPointer { buffer in
            guard let parameters = buffer.baseAddress else { return }
            let theta = parameters + estimator.architecture.embeddingCount
            Parallel.forEach((entities.count + size - 1) / size, threads: threads) { index, worker in
                let block = entities[(index * size)..<min((index + 1) * size, entities.count)]
                for (row, entity) in block.enumerated() {
                    side.embed(entity, parameters: parameters, into: rows[worker].start + row * side.width)
                    if let bias {
                        (parts.start + (index * size + row) * units).update(from: theta + bias, count: units)
                    }
                }
                Scalar.multiply(
                    block.count, units, side.width, rows[worker].start, side.width, 1, theta + weight, units,
                    parts.start + index * size * units, units, accumulate: bias != nil)
                Scalar.rowSquares(block.count, side.width, rows[worker].start, squares.start + index * size)
            }
        }
    }
}
