import Algebra
import Tasks

extension Estimator {
    /// Estimates the query ratings of tasks before and after every step of the local update.
    /// - Parameters:
    ///   - tasks: the tasks; the query ratings are not looked at.
    ///   - inputs: the encoded features.
    ///   - update: the local update.
    ///   - threads: how many threads to use; the result does not depend on it.
    /// - Returns: ŷ in rating units (logits without ratings), shape [tasks][steps + 1][query set].
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package func estimates(
        _ tasks: [UserTask], inputs: EstimatorInputs, update: LocalUpdate, threads: Int
    ) -> [[[Double]]] {
        innerEstimates(tasks, inputs: inputs, update: update, threads: threads).map { steps in
            steps.map { query in query.map { update.estimate(ofInner: Double($0)) } }
        }
    }

    /// The same as the network has them: on the scale 1…5, or logits.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func innerEstimates(
        _ tasks: [UserTask], inputs: EstimatorInputs, update: LocalUpdate, threads: Int
    ) -> [[[Scalar]]] {
        let support = tasks.map(\.supportCount).max() ?? 0
        let query = tasks.map(\.queryItems.count).max() ?? 0
        let solvers = (0..<max(threads, 1)).map { _ in
            TaskSolver<Scalar>(
                architecture, inputs: inputs, supportCapacity: support, queryCapacity: query,
                steps: update.steps)
        }
        return mapInOrder(tasks, threads: threads) { task, worker in
            self.estimates(task, update: update, solver: solvers[worker])
        }
    }

    private func estimates(_ task: UserTask, update: LocalUpdate, solver: TaskSolver<Scalar>) -> [[Scalar]] {
        parameters.withUnsafeBufferPointer { buffer in
            guard let parameters = buffer.baseAddress else { return [] }
            solver.load(task, parameters: parameters)
            return (0...update.steps).map { step in
                solver.queryPass.forward(solver.path[step].start)
                if step < update.steps {
                    solver.localStep(step, ratings: task.supportRatings, update: update)
                }
                return Array(
                    UnsafeBufferPointer(
                        start: solver.queryPass.estimates.start, count: solver.queryPass.count))
            }
        }
    }
}

/// Maps on several threads; the results stand in the order of the elements.
func mapInOrder<Element, Result>(
    _ elements: [Element], threads: Int, _ transform: (Element, _ worker: Int) -> Result
) -> [Result] {
    var results: [Result?] = Array(repeating: nil, count: elements.count)
    results.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let slots = buffer
        Parallel.forEach(elements.count, threads: threads) { index, worker in
            slots[index] = transform(elements[index], worker)
        }
    }
    return results.compactMap { $0 }
}
