import Algebra
import Tasks

/// One thread's memory for solving tasks: the local update and the estimates that follow from it.
final class TaskSolver<Scalar: EstimatorScalar> {
    let architecture: EstimatorArchitecture
    let inputs: EstimatorInputs
    let layout: DecisionLayout
    let supportPass: DecisionPass<Scalar>
    let queryPass: DecisionPass<Scalar>
    /// θ₂ before each local step and after the last, shape [steps + 1][layout.count].
    let path: [Buffer<Scalar>]
    let gradient: Buffer<Scalar>
    private let tangents: Buffer<Scalar>

    /// Allocates memory.
    /// - Parameters:
    ///   - supportCapacity: the largest support set.
    ///   - queryCapacity: the largest query set.
    ///   - steps: the most local steps.
    init(
        _ architecture: EstimatorArchitecture, inputs: EstimatorInputs, supportCapacity: Int,
        queryCapacity: Int, steps: Int
    ) {
        self.architecture = architecture
        self.inputs = inputs
        layout = architecture.decision
        supportPass = DecisionPass(layout: layout, capacity: supportCapacity)
        queryPass = DecisionPass(layout: layout, capacity: queryCapacity)
        path = (0...steps).map { [layout] _ in Buffer(layout.count) }
        (gradient, tangents) = (Buffer(layout.count), Buffer(layout.count))
    }

    /// Reads the features of a user and of some items into a pass.
    func load(
        user: Int, items: ArraySlice<Int32>, parameters: UnsafePointer<Scalar>,
        into pass: DecisionPass<Scalar>
    ) {
        precondition(items.count <= pass.capacity, "more samples than there is memory for")
        inputs.users.embed(user, parameters: parameters, into: pass.userInputs.start)
        pass.count = items.count
        for (sample, item) in items.enumerated() {
            inputs.items.embed(
                Int(item), parameters: parameters, into: pass.itemInputs.start + sample * layout.itemWidth)
        }
    }

    /// Reads both sets of a task and starts its path at the meta-learned θ₂.
    func load(_ task: UserTask, parameters: UnsafePointer<Scalar>) {
        load(user: Int(task.user), items: task.supportItems, parameters: parameters, into: supportPass)
        load(user: Int(task.user), items: task.queryItems, parameters: parameters, into: queryPass)
        path[0].start.update(from: parameters + architecture.embeddingCount, count: layout.count)
    }

    /// Takes one local step from `path[step]` to `path[step + 1]`; of the path, the first step is number 0.
    func localStep(_ step: Int, ratings: ArraySlice<Double>, update: LocalUpdate) {
        let (before, after) = (path[step].start, path[step + 1].start)
        after.update(from: before, count: layout.count)
        guard supportPass.count > 0 else { return }
        let size = stepSize(supportGradient(step, ratings: ratings, update: update), update: update)
        Scalar.addScaled(layout.count, -size.rate, gradient.start, after)
    }

    /// Computes g = ∂L/∂θ₂ of the support set at `path[step]` into `gradient`.
    /// - Returns: ‖g‖, or 0 where nothing bounds the step.
    func supportGradient(_ step: Int, ratings: ArraySlice<Double>, update: LocalUpdate) -> Scalar {
        let theta = path[step].start
        supportPass.forward(theta)
        supportPass.meanLoss(update, ratings)
        supportPass.backward(theta, into: gradient.start)
        guard update.maximumStep != nil else { return 0 }
        var square: Scalar = 0
        Scalar.rowSquares(1, layout.count, gradient.start, &square)
        return square.squareRoot()
    }

    /// What a step multiplies g by, and whether that is less than α.
    func stepSize(_ norm: Scalar, update: LocalUpdate) -> (rate: Scalar, isBounded: Bool) {
        let rate = Scalar(update.localLearningRate)
        let share = update.share(ofStepOfLength: rate * norm)
        return (share == 1 ? rate : rate * share, share != 1)
    }

    /// v − g (g · v) / ‖g‖²: what changes the direction of `gradient`, of a vector v along θ₂.
    /// - Parameter norm: ‖g‖.
    func tangent(of vector: Buffer<Scalar>, norm: Scalar) -> Buffer<Scalar> {
        var product: Scalar = 0
        Scalar.project(1, layout.count, gradient.start, vector.start, 0, &product)
        tangents.start.update(from: vector.start, count: layout.count)
        // One norm after the other: the square of the first may be out of range.
        Scalar.addScaled(layout.count, -(product / norm) / norm, gradient.start, tangents.start)
        return tangents
    }
}
