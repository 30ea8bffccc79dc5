import Algebra
import Datasets
import Preference
import Tasks

/// An estimator whose local update is a ridge regression, so that it has no learning rate and cannot diverge:
///
///     f_q = μ + b_q + φ_qᵀ w,   w ~ N(m_u, I) a priori,   r ~ N(f, σ²)
///
/// See ``TaskPass`` for the local update and ``ClosedFormArchitecture`` for where φ, b, σ² and m come from.
package struct ClosedFormEstimator<Scalar: EstimatorScalar>: Sendable {
    package let architecture: ClosedFormArchitecture
    /// All parameters; see the architecture for their places.
    package var parameters: [Scalar]
    /// Whether each row of E was learned, shape [items]; the others are taken as unknown.
    package var knownItems: [Bool]
    /// μ, the mean of the training ratings, on the inner scale.
    package var mean: Double
    /// How ratings enter.
    package var scaling: RatingScaling

    /// Takes parameters.
    /// - Precondition: the shapes fit.
    package init(
        _ architecture: ClosedFormArchitecture, parameters: [Scalar], knownItems: [Bool], mean: Double,
        scaling: RatingScaling
    ) {
        precondition(
            parameters.count == architecture.parameterCount, "as many parameters as there are places")
        precondition(knownItems.count == architecture.itemCount, "one flag per item")
        self.architecture = architecture
        self.parameters = parameters
        self.knownItems = knownItems
        self.mean = mean
        self.scaling = scaling
    }
}

/// θ of every item and m of every user of a dataset: all that estimates are made of.
package struct ClosedFormTables<Scalar: EstimatorScalar>: Sendable {
    /// K.
    package let vectorWidth: Int
    /// (φᵢ, bᵢ, ln σᵢ²), shape [items, K + 2].
    package let items: [Scalar]
    /// m_u, shape [users, K].
    package let users: [Scalar]
    /// μ and how ratings enter.
    package let mean: Double
    package let scaling: RatingScaling

    /// Computes both tables.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package init(_ estimator: ClosedFormEstimator<Scalar>, _ dataset: Dataset, threads: Int) {
        let shape = estimator.architecture
        let inputs = ClosedFormInputs(dataset, architecture: shape)
        func outputs(_ layout: FeatureNetworkLayout, _ entities: EncodedEntities) -> [Scalar] {
            let rows = (0..<entities.count).map { Int32($0) }
            let network = FeatureNetwork<Scalar>(layout, entities: entities, capacity: rows.count)
            estimator.parameters.withUnsafeBufferPointer { parameters in
                guard let start = parameters.baseAddress else { return }
                network.run(rows, start, threads: threads)
            }
            return Array(UnsafeBufferPointer(start: network.outputs.start, count: network.outputs.count))
        }
        var rows = outputs(shape.itemNetwork, inputs.items)
        let width = shape.rowWidth
        for item in 0..<shape.itemCount {
            if estimator.knownItems[item] {
                for column in item * width..<(item + 1) * width {
                    rows[column] += estimator.parameters[column]
                }
            } else {
                rows[item * width + width - 1] += estimator.parameters[shape.doubt]
            }
        }
        vectorWidth = shape.vectorWidth
        items = rows
        users = outputs(shape.userNetwork, inputs.users)
        (mean, scaling) = (estimator.mean, estimator.scaling)
    }

    /// ŷ and its variance for every task's query set after its support set, in rating units and their
    /// squares.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package func predictions(for tasks: [UserTask], threads: Int) -> [[(mean: Double, variance: Double)]] {
        let capacity = tasks.reduce(1) { max($0, $1.items.count) }
        let workers = min(max(threads, 1), max(tasks.count, 1))
        let passes = (0..<workers).map { _ in TaskPass<Scalar>(vectorWidth: vectorWidth, capacity: capacity) }
        var results = [[(mean: Double, variance: Double)]](repeating: [], count: tasks.count)
        let square = scaling.unit * scaling.unit
        results.withUnsafeMutableBufferPointer { results in
            nonisolated(unsafe) let results = results
            Parallel.forEach(tasks.count, threads: workers) { index, worker in
                let (task, pass) = (tasks[index], passes[worker])
                fill(pass, with: task)
                let query = task.items.count - task.supportCount
                guard pass.adapt(support: task.supportCount) else {
                    results[index] = Array(repeating: (.nan, .nan), count: query)
                    return
                }
                pass.estimate(support: task.supportCount, query: query)
                results[index] = (0..<query).map {
                    (
                        scaling.rating(ofInner: mean + Double(pass.estimates[$0])),
                        Double(pass.variances[$0]) * square
                    )
                }
            }
        }
        return results
    }

    /// Copies a task's rows, targets and prior.
    private func fill(_ pass: TaskPass<Scalar>, with task: UserTask) {
        let width = vectorWidth + 2
        items.withUnsafeBufferPointer { items in
            guard let start = items.baseAddress else { return }
            for (place, item) in task.items.enumerated() {
                (pass.rows.start + place * width).update(from: start + Int(item) * width, count: width)
                pass.targets[place] = Scalar(scaling.inner(task.ratings[place]) - mean)
            }
        }
        for index in 0..<vectorWidth { pass.prior[index] = users[Int(task.user) * vectorWidth + index] }
    }
}

/// A dataset's features encoded for one architecture.
package struct ClosedFormInputs: Sendable {
    let items: EncodedEntities
    let users: EncodedEntities

    package init(_ dataset: Dataset, architecture: ClosedFormArchitecture) {
        items = EncodedEntities(
            dataset.items, inputs: architecture.itemInputs, embeddingWidth: architecture.itemEmbeddingWidth,
            firstParameter: architecture.itemNetwork.first)
        users = EncodedEntities(
            dataset.users, inputs: architecture.userInputs, embeddingWidth: architecture.userEmbeddingWidth,
            firstParameter: architecture.userNetwork.first)
    }
}
