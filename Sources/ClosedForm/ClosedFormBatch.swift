import Algebra
import Preference

/// One global update: the gradient of a batch's query loss, the penalties, and a step of Adam.
package final class ClosedFormBatch<Scalar: EstimatorScalar> {
    private let shape: ClosedFormArchitecture
    private let options: ClosedFormOptions
    private let threads: Int
    private let itemNetwork: FeatureNetwork<Scalar>
    private let userNetwork: FeatureNetwork<Scalar>
    private let passes: [TaskPass<Scalar>]
    private let penalties: [Penalty]
    /// The gradient of all parameters; 0 between updates.
    private let gradient: Buffer<Scalar>
    private let slotGradient: Buffer<Scalar>
    private let itemUpstream: Buffer<Scalar>
    private let userUpstream: Buffer<Scalar>
    private let losses: Buffer<Double>
    private let penaltyScale: Double
    /// The place of each item among those of the batch, −1 for the others.
    private var places: [Int32]

    /// A range of parameters with the factor of its penalty's gradient.
    private struct Penalty {
        var range: Range<Int>
        var factor: Scalar
    }

    package init(
        _ shape: ClosedFormArchitecture, inputs: ClosedFormInputs, options: ClosedFormOptions,
        ratingCount: Int,
        threads: Int
    ) {
        self.shape = shape
        self.options = options
        self.threads = max(threads, 1)
        let longest = options.supportLimit + options.queryLimit
        let slots = options.batchSize * longest
        itemNetwork = FeatureNetwork(
            shape.itemNetwork, entities: inputs.items, capacity: min(slots, shape.itemCount))
        userNetwork = FeatureNetwork(shape.userNetwork, entities: inputs.users, capacity: options.batchSize)
        passes = (0..<self.threads).map { _ in
            TaskPass(vectorWidth: shape.vectorWidth, capacity: longest)
        }
        gradient = Buffer(shape.parameterCount)
        slotGradient = Buffer(slots * shape.rowWidth)
        itemUpstream = Buffer(min(slots, shape.itemCount) * shape.rowWidth)
        userUpstream = Buffer(options.batchSize * shape.vectorWidth)
        losses = Buffer(options.batchSize)
        penaltyScale = 2 * options.penalties.scale / Double(max(ratingCount, 1))
        places = Array(repeating: -1, count: shape.itemCount)
        penalties = Self.penalties(shape, options.penalties, scale: penaltyScale)
    }

    /// The gradient of c |θ|² is 2 c θ.
    private static func penalties(
        _ shape: ClosedFormArchitecture, _ strengths: ClosedFormOptions.Penalties, scale: Double
    ) -> [Penalty] {
        var all: [Penalty] = []
        for layout in [shape.itemNetwork, shape.userNetwork] {
            for table in layout.tables {
                let isLarge = table.input.kind == .multivalued && table.input.rows >= 200
                all.append(
                    Penalty(
                        range: table.first..<table.first + table.input.rows * layout.embeddingWidth,
                        factor: Scalar(scale * (isLarge ? strengths.largeVocabularies : strengths.dense))))
            }
            for range in [layout.hiddenWeight..<layout.hiddenBias, layout.outputWeight..<layout.outputBias] {
                all.append(Penalty(range: range, factor: Scalar(scale * strengths.dense)))
            }
        }
        return all
    }

    /// Fills the gradient of the mean query loss of some tasks.
    /// - Returns: the mean query loss per rating, in nats.
    func differentiate(_ tasks: [DrawnTask], _ parameters: UnsafePointer<Scalar>) -> Double {
        let width = shape.rowWidth
        var distinct: [Int32] = []
        var starts = [0]
        for task in tasks {
            starts.append(starts[starts.count - 1] + task.items.count)
            for item in task.items where places[Int(item)] < 0 {
                places[Int(item)] = Int32(distinct.count)
                distinct.append(item)
            }
        }
        let users = tasks.map(\.user)
        itemNetwork.run(distinct, parameters, threads: threads)
        userNetwork.run(users, parameters, threads: threads)
        let queries = tasks.reduce(0) { $0 + $1.items.count - $1.supportCount }
        let weight = 1 / Scalar(max(queries, 1))
        Parallel.forEach(tasks.count, threads: threads) { index, worker in
            let (task, pass) = (tasks[index], passes[worker])
            fill(pass, with: task, place: index, parameters)
            let query = task.items.count - task.supportCount
            losses[index] = .nan
            guard pass.adapt(support: task.supportCount) else { return }
            pass.estimate(support: task.supportCount, query: query)
            losses[index] = pass.differentiate(support: task.supportCount, query: query, weight: weight)
            (slotGradient.start + starts[index] * width).update(
                from: pass.rows.start, count: task.items.count * width)
            (userUpstream.start + index * shape.vectorWidth).update(
                from: pass.priorGradient.start, count: shape.vectorWidth)
        }
        gather(tasks, distinct)
        itemNetwork.backpropagate(
            distinct, itemUpstream.start, parameters, into: gradient.start, threads: threads)
        userNetwork.backpropagate(
            users, userUpstream.start, parameters, into: gradient.start, threads: threads)
        for item in distinct { places[Int(item)] = -1 }
        return (0..<tasks.count).reduce(0) { $0 + losses[$1] }
    }

    /// The mean query loss of some tasks with its gradient, for checking it; leaves the memory as it was.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package func gradient(of tasks: [DrawnTask], at parameters: [Scalar]) -> (
        loss: Double, gradient: [Scalar]
    ) {
        parameters.withUnsafeBufferPointer { parameters in
            guard let start = parameters.baseAddress else { return (0, []) }
            defer { gradient.zero() }
            let loss = differentiate(tasks, start)
            return (loss, Array(UnsafeBufferPointer(start: gradient.start, count: gradient.count)))
        }
    }

    private func fill(
        _ pass: TaskPass<Scalar>, with task: DrawnTask, place: Int, _ parameters: UnsafePointer<Scalar>
    ) {
        let (k, width) = (shape.vectorWidth, shape.rowWidth)
        for (slot, item) in task.items.enumerated() {
            let row = pass.rows.start + slot * width
            row.update(from: itemNetwork.outputs.start + Int(places[Int(item)]) * width, count: width)
            if task.dropped[slot] {
                row[width - 1] += parameters[shape.doubt]
            } else {
                Scalar.addScaled(width, 1, parameters + Int(item) * width, row)
            }
            pass.targets[slot] = Scalar(task.targets[slot])
        }
        pass.prior.start.update(from: userNetwork.outputs.start + place * k, count: k)
    }

    /// Adds the slots' gradients to those of the items' rows, slot by slot.
    private func gather(_ tasks: [DrawnTask], _ distinct: [Int32]) {
        let width = shape.rowWidth
        itemUpstream.start.update(repeating: 0, count: distinct.count * width)
        var slot = slotGradient.start
        var doubt: Scalar = 0
        for task in tasks {
            for (index, item) in task.items.enumerated() {
                Scalar.addScaled(width, 1, slot, itemUpstream.start + Int(places[Int(item)]) * width)
                if task.dropped[index] {
                    doubt += slot[width - 1]
                } else {
                    Scalar.addScaled(width, 1, slot, gradient.start + Int(item) * width)
                }
                slot += width
            }
        }
        gradient[shape.doubt] += doubt
    }

    /// Adds the penalties and takes a step of Adam with the decays 0.9 and 0.99, which leaves the gradient at
    /// 0.
    func descend(
        _ parameters: UnsafeMutablePointer<Scalar>, _ first: UnsafeMutablePointer<Scalar>,
        _ second: UnsafeMutablePointer<Scalar>, step: Int, rateShare: Double
    ) {
        addPenalties(UnsafePointer(parameters))
        let block = 8192
        for (range, rate) in [
            (0..<shape.idCount, options.idLearningRate),
            (shape.idCount..<shape.parameterCount, options.globalLearningRate),
        ] {
            let constants = Self.constants(step: step, rate: rate * rateShare)
            Parallel.forEach((range.count + block - 1) / block, threads: threads) { index, _ in
                let start = range.lowerBound + index * block
                let count = min(block, range.upperBound - start)
                Scalar.adam(
                    count, constants, gradient.start + start, first + start, second + start,
                    parameters + start)
                (gradient.start + start).update(repeating: 0, count: count)
            }
        }
    }

    private func addPenalties(_ parameters: UnsafePointer<Scalar>) {
        let (k, width) = (shape.vectorWidth, shape.rowWidth)
        let strengths = options.penalties
        let factors = [strengths.vectors, strengths.biases, strengths.noises].map {
            Scalar(penaltyScale * $0)
        }
        Parallel.forEach((shape.itemCount + 255) / 256, threads: threads) { index, _ in
            for item in index * 256..<min(index * 256 + 256, shape.itemCount) {
                let (row, target) = (parameters + item * width, gradient.start + item * width)
                Scalar.addScaled(k, factors[0], row, target)
                target[k] += factors[1] * row[k]
                target[k + 1] += factors[2] * row[k + 1]
            }
        }
        for penalty in penalties {
            let start = penalty.range.lowerBound
            Scalar.addScaled(
                penalty.range.count, penalty.factor, parameters + start, gradient.start + start)
        }
    }

    private static func constants(step: Int, rate: Double) -> AdamConstants<Scalar> {
        func remaining(_ decay: Double) -> Double {
            var power = 1.0
            for _ in 0..<step { power *= decay }
            return 1 - power
        }
        return AdamConstants(
            firstDecay: Scalar(0.9), secondDecay: Scalar(0.99), rate: Scalar(rate / remaining(0.9)),
            root: Scalar(remaining(0.99).squareRoot()), epsilon: Scalar(1e-8))
    }
}
