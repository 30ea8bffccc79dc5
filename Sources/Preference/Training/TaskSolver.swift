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

    /// Allocates memory.
    /// - Parameters:
    ///   - supportCapacity: the largest support set.
    ///   - queryCapacity: the largest query set.
    ///   - steps: the most local steps.
    init(
        _ architecture: EstimatorArchitecture, inputs: EstimatorInputs, supportCapacity: Int, queryCapacity: Int, steps: Int
    ) {
        self.architecture = architecture
        self.inputs = inputs
        layout = architecture.decision
        supportPass = DecisionPass(layout: layout, capacity: supportCapacity)
        queryPass = DecisionPass(layout: layout, capacity: queryCapacity)
        path = (0...steps).map { [layout] _ in Buffer(layout.count) }
        gradient = Buffer(layout.count)
    }

    /// Reads the features of a user and of some items into a pass.
    func load(
        user: Int, items: ArraySlice<Int32>, parameters: UnsafePointer<Scalar>, into pass: DecisionPass<Scalar>
    ) {
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

    /// Takes one local step from `path[step]` to `path[step + 1]`.
    /// - Returns: the support loss before the step.
    @discardableResult
    func localStep(_ step: Int, ratings: ArraySlice<Double>, loss: PreferenceLoss, rate: Scalar) -> Scalar {
        let (before, after) = (path[step].start, path[step + 1].start)
        after.update(from: before, count: layout.count)
        guard supportPass.count > 0 else { return 0 }
        supportPass.forward(before)
        let loss = supportPass.meanLoss(loss, ratings)
        supportPass.backward(before, into: gradient.start)
        Scalar.addScaled(layout.count, -rate, gradient.start, after)
        return loss
    }
}
