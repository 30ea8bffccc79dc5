import Algebra
import Tasks

/// The gradient of a batch's query loss after the local update (MeLU, section 3.2, equation 6).
///
///     L = mean over the batch's users of the mean loss of their query set at θ₂ after the local update
///
/// First order takes ∂L/∂θ₂ at the updated parameters and leaves out how they came about; second order is
/// exact: with v = ∂L_query/∂θ₂ after the last step, each step k backwards gives v ← v − α ∂²L_support/∂θ₂² v
/// and adds −α ∂(v · ∂L_support/∂θ₂)/∂x to the gradient of the support set's inputs. Where the trust region
/// bounds a step, which then is −ρ g / ‖g‖, ρ / ‖g‖ takes the place of α, and v − g (g · v) / ‖g‖² that of v:
/// the length does not depend on θ, the direction does.
final class GlobalUpdate<Scalar: EstimatorScalar> {
    private let architecture: EstimatorArchitecture
    private let inputs: EstimatorInputs
    private let update: LocalUpdate
    private let secondOrder: Bool
    private let threads: Int
    private let slots: [TaskGradient<Scalar>]
    private let solvers: [TaskSolver<Scalar>]
    private let directional: [DirectionalPass<Scalar>]
    private let batch: BatchGradient<Scalar>
    private let lagging: DeferredAdam<Scalar>
    private static var decisionBlock: Int { 8192 }
    /// ∂L/∂θ of the last batch, shape [parameterCount].
    var gradient: Buffer<Scalar> { batch.sum }

    /// Allocates memory for batches of tasks no larger than `capacity`.
    init(
        _ architecture: EstimatorArchitecture, inputs: EstimatorInputs, update: LocalUpdate,
        secondOrder: Bool, batchSize: Int,
        capacity: (support: Int, query: Int), threads: Int
    ) {
        self.architecture = architecture
        self.inputs = inputs
        self.update = update
        self.secondOrder = secondOrder
        self.threads = max(threads, 1)
        let layout = architecture.decision
        slots = (0..<batchSize).map { _ in
            TaskGradient(layout: layout, rows: capacity.query + (secondOrder ? capacity.support : 0))
        }
        solvers = (0..<self.threads).map { _ in
            TaskSolver(
                architecture, inputs: inputs, supportCapacity: capacity.support,
                queryCapacity: capacity.query,
                steps: update.steps)
        }
        directional = (0..<(secondOrder ? self.threads : 0)).map { _ in
            DirectionalPass(layout: layout, capacity: capacity.support)
        }
        batch = BatchGradient(architecture, inputs: inputs)
        lagging = DeferredAdam(architecture, inputs: inputs, threads: self.threads)
    }

    /// Goes on from saved moments.
    func restore(_ adam: Adam<Scalar>) {
        batch.restore(adam)
        lagging.reset()
    }

    /// Computes the gradient of one batch.
    /// - Parameters:
    ///   - tasks: the batch.
    ///   - parameters: θ, shape [parameterCount].
    /// - Returns: the mean query loss before any global step, in the units of the loss.
    func computeGradient(_ tasks: ArraySlice<UserTask>, parameters: UnsafePointer<Scalar>) -> Scalar {
        let weight = 1 / Scalar(tasks.count)
        // The longest first, so that no thread is left alone with one at the end.
        let order = tasks.indices.sorted { tasks[$0].items.count > tasks[$1].items.count }
        Parallel.forEach(order.count, threads: threads) { position, worker in
            let index = order[position]
            solve(
                tasks[index], weight: weight, parameters: parameters, worker: worker,
                into: slots[index - tasks.startIndex])
        }
        batch.set(tasks, slots, threads: threads)
        return slots.prefix(tasks.count).reduce(0) { $0 + $1.loss } * weight
    }

    /// One task: local update, query loss and the gradients of both.
    private func solve(
        _ task: UserTask, weight: Scalar, parameters: UnsafePointer<Scalar>, worker: Int,
        into slot: TaskGradient<Scalar>
    ) {
        let solver = solvers[worker]
        solver.load(task, parameters: parameters)
        for step in 0..<update.steps { solver.localStep(step, ratings: task.supportRatings, update: update) }
        let theta = solver.path[update.steps].start
        solver.queryPass.forward(theta)
        slot.loss = solver.queryPass.meanLoss(update, task.queryRatings, weight: weight)
        solver.queryPass.backward(theta, into: slot.decision.start)
        solver.queryPass.backwardToInputs(theta)
        slot.setQuery(solver.queryPass)
        guard secondOrder else { return }
        let pass = directional[worker]
        slot.clearSupport(task.supportCount)
        for step in stride(from: update.steps - 1, through: 0, by: -1) {
            let norm = solver.supportGradient(step, ratings: task.supportRatings, update: update)
            let size = solver.stepSize(norm, update: update)
            let direction = size.isBounded ? solver.tangent(of: slot.decision, norm: norm) : slot.decision
            pass.run(update.loss, solver.supportPass, at: solver.path[step].start, along: direction.start)
            slot.addSupport(pass, rate: size.rate)
        }
    }

    /// Applies the deferred Adam steps of every embedding row these tasks read. Call before computing their
    /// gradient.
    func applyPending(_ tasks: ArraySlice<UserTask>, _ target: DeferredAdam<Scalar>.Target) {
        lagging.applyPending(tasks, target, hasMoments: batch.touchedEver)
    }

    /// Applies all deferred Adam steps.
    func applyPending(_ target: DeferredAdam<Scalar>.Target) {
        lagging.applyPending(target, hasMoments: batch.touchedEver)
    }

    /// Takes one Adam step with the last gradient, and one step of the running average after it; see
    /// ``DeferredAdam``.
    func apply(_ constants: AdamConstants<Scalar>, to target: DeferredAdam<Scalar>.Target) {
        lagging.step(batch.touched.joined(), target, gradient: gradient.start, constants: constants)
        let (first, size) = (architecture.embeddingCount, Self.decisionBlock)
        Parallel.forEach((gradient.count - first + size - 1) / size, threads: threads) { block, _ in
            let start = first + block * size
            target.step(
                start..<min(start + size, gradient.count), gradient: gradient.start, constants: constants)
        }
    }
}
