import Algebra
import Tasks

/// The Adam steps that embedding rows have not taken yet.
///
/// Adam moves every row that ever received a gradient at each step, but a step without gradient needs nothing
/// but the row and its moments. So such steps wait until a task reads the row or the epoch ends, and are
/// taken together, in registers: the bytes are those of a dense update, and memory is passed over once
/// instead of once a batch.
final class DeferredAdam<Scalar: EstimatorScalar> {
    private static var rowsPerBlock: Int { 64 }

    private let width: Int
    private let features: (items: [TokenFeature], users: [TokenFeature])
    private let threads: Int
    private let rowCount: Int
    /// How many of the waiting steps each row has taken, shape [rowCount].
    private let taken: UnsafeMutablePointer<Int32>
    /// The number of the batch that read or moved each row last, shape [rowCount].
    private let seen: UnsafeMutablePointer<Int32>
    private var batch: Int32 = 0
    /// The constants of the waiting steps, the oldest first.
    private var rates: [Scalar] = []
    private var roots: [Scalar] = []
    private var constants: AdamConstants<Scalar>?

    init(_ architecture: EstimatorArchitecture, inputs: EstimatorInputs, threads: Int) {
        width = architecture.embeddingWidth
        features = (inputs.items.tokenFeatures, inputs.users.tokenFeatures)
        self.threads = threads
        rowCount = architecture.embeddingCount / width
        (taken, seen) = (.allocate(capacity: rowCount), .allocate(capacity: rowCount))
        taken.initialize(repeating: 0, count: rowCount)
        seen.initialize(repeating: 0, count: rowCount)
    }

    deinit {
        taken.deallocate()
        seen.deallocate()
    }

    /// What a step moves.
    struct Target {
        /// θ, shape [parameterCount].
        let parameters: UnsafeMutablePointer<Scalar>
        /// m, of the same shape.
        let firstMoment: UnsafeMutablePointer<Scalar>
        /// v, of the same shape.
        let secondMoment: UnsafeMutablePointer<Scalar>
        /// The running average of θ, and the share by which it moves towards θ; `nil` without one.
        let average: (parameters: UnsafeMutablePointer<Scalar>, share: Scalar)?
    }

    /// Takes the waiting steps of the rows that tasks read.
    /// - Parameter hasMoments: whether a row ever received a gradient.
    func applyPending(_ tasks: ArraySlice<UserTask>, _ target: Target, hasMoments: [Bool]) {
        guard !rates.isEmpty else { return }
        batch += 1
        var rows: [Int] = []
        for task in tasks {
            for feature in features.users { collect(feature, of: CollectionOfOne(task.user), into: &rows) }
            for feature in features.items { collect(feature, of: task.items, into: &rows) }
        }
        move(rows, target, hasMoments: hasMoments)
    }

    private func collect(_ feature: TokenFeature, of entities: some Sequence<Int32>, into rows: inout [Int]) {
        let (first, batch, waiting) = (feature.table / width, batch, rates.count)
        for entity in entities {
            for position in Int(feature.offsets[Int(entity)])..<Int(feature.offsets[Int(entity) + 1]) {
                let row = first + Int(feature.indices[position])
                guard seen[row] != batch else { continue }
                seen[row] = batch
                if Int(taken[row]) < waiting { rows.append(row) }
            }
        }
    }

    /// Takes all waiting steps and forgets them.
    func applyPending(_ target: Target, hasMoments: [Bool]) {
        // A row that no gradient ever reached stays as it is, but the average may not be there yet.
        move(
            (0..<rowCount).filter {
                Int(taken[$0]) < rates.count && (hasMoments[$0] || target.average != nil)
            }, target,
            hasMoments: hasMoments)
        reset()
    }

    /// Forgets the waiting steps, when parameters and moments are replaced.
    func reset() {
        taken.update(repeating: 0, count: rowCount)
        rates.removeAll()
        roots.removeAll()
    }

    private func move(_ rows: [Int], _ target: Target, hasMoments: [Bool]) {
        guard let constants, !rows.isEmpty else { return }
        let size = Self.rowsPerBlock
        rates.withUnsafeBufferPointer { rates in
            roots.withUnsafeBufferPointer { roots in
                Parallel.forEach((rows.count + size - 1) / size, threads: threads) { block, _ in
                    for row in rows[block * size..<min((block + 1) * size, rows.count)] {
                        let (start, first) = (row * width, Int(taken[row]))
                        Scalar.adamIdle(
                            width, constants, rates: .init(rebasing: rates[first...]),
                            roots: .init(rebasing: roots[first...]),
                            hasMoments[row] ? target.firstMoment + start : nil,
                            hasMoments[row] ? target.secondMoment + start : nil, target.parameters + start,
                            share: target.average?.share ?? 0, (target.average?.parameters).map { $0 + start }
                        )
                    }
                }
            }
        }
        for row in rows { taken[row] = Int32(rates.count) }
    }

    /// Takes a step with a gradient at once, and lets the other rows wait for it.
    /// - Parameters:
    ///   - touched: the first parameters of the rows with a gradient, some of them repeated; the last tasks
    ///     read them all.
    ///   - gradient: of all parameters.
    ///   - constants: of this step.
    func step(
        _ touched: some Sequence<Int>, _ target: Target, gradient: UnsafePointer<Scalar>,
        constants: AdamConstants<Scalar>
    ) {
        rates.append(constants.rate)
        roots.append(constants.root)
        self.constants = constants
        let batch = batch + 1
        self.batch = batch
        var rows: [Int] = []
        for parameter in touched where seen[parameter / width] != batch {
            seen[parameter / width] = batch
            rows.append(parameter / width)
        }
        let size = Self.rowsPerBlock
        Parallel.forEach((rows.count + size - 1) / size, threads: threads) { block, _ in
            for row in rows[block * size..<min((block + 1) * size, rows.count)] {
                target.step(row * width..<(row + 1) * width, gradient: gradient, constants: constants)
            }
        }
        for row in rows { taken[row] = Int32(rates.count) }
    }
}

extension DeferredAdam.Target {
    /// One Adam step, and one of the running average, of some parameters.
    func step(_ range: Range<Int>, gradient: UnsafePointer<Scalar>, constants: AdamConstants<Scalar>) {
        let start = range.lowerBound
        Scalar.adam(
            range.count, constants, gradient + start, firstMoment + start, secondMoment + start,
            parameters + start)
        guard let average else { return }
        Scalar.addScaled(range.count, -average.share, average.parameters + start, average.parameters + start)
        Scalar.addScaled(range.count, average.share, parameters + start, average.parameters + start)
    }
}
