import Algebra
import Tasks

/// The sum of the gradients of a batch's tasks.
///
/// One thread sums one embedding table, or one block of θ₂, over the tasks in their order, so that the bytes
/// do not depend on how many threads there are.
final class BatchGradient<Scalar: EstimatorScalar> {
    private static var decisionBlock: Int { 4096 }

    private let architecture: EstimatorArchitecture
    private let itemFeatures: [TokenFeature]
    private let userFeatures: [TokenFeature]
    /// ∂L/∂θ of the last batch, shape [parameterCount].
    let sum: Buffer<Scalar>
    /// Whether each embedding row ever received a gradient.
    private(set) var touchedEver: [Bool]
    /// The first parameter of each embedding row that the last batch gave a gradient, by feature.
    private(set) var touched: [[Int]]

    init(_ architecture: EstimatorArchitecture, inputs: EstimatorInputs) {
        self.architecture = architecture
        (itemFeatures, userFeatures) = (inputs.items.tokenFeatures, inputs.users.tokenFeatures)
        sum = Buffer(architecture.parameterCount)
        touchedEver = Array(
            repeating: false, count: architecture.embeddingCount / architecture.embeddingWidth)
        touched = Array(repeating: [], count: itemFeatures.count + userFeatures.count)
    }

    /// Marks the rows that have moments as touched, after a training was resumed.
    func restore(_ adam: Adam<Scalar>) {
        let width = architecture.embeddingWidth
        for row in touchedEver.indices {
            touchedEver[row] = (row * width..<(row + 1) * width).contains {
                adam.firstMoment[$0] != 0 || adam.secondMoment[$0] != 0
            }
        }
    }

    /// Replaces the sum by that of a batch.
    func set(_ tasks: ArraySlice<UserTask>, _ slots: [TaskGradient<Scalar>], threads: Int) {
        let blocks = (architecture.decision.count + Self.decisionBlock - 1) / Self.decisionBlock
        let parts = Array(0..<(touched.count + blocks))
        let rows = mapInOrder(parts, threads: threads) { part, _ in
            if part < touched.count { return sumTable(part, tasks, slots) }
            sumDecision(block: part - touched.count, slots.prefix(tasks.count))
            return []
        }
        touched = Array(rows.prefix(touched.count))
        for row in touched.joined() { touchedEver[row / architecture.embeddingWidth] = true }
    }

    /// Sums the gradient of one feature's embedding table.
    /// - Returns: the first parameters of the rows that received something.
    private func sumTable(_ feature: Int, _ tasks: ArraySlice<UserTask>, _ slots: [TaskGradient<Scalar>])
        -> [Int]
    {
        for row in touched[feature] {
            (sum.start + row).update(repeating: 0, count: architecture.embeddingWidth)
        }
        var rows: [Int] = []
        rows.reserveCapacity(touched[feature].count)
        for (task, slot) in zip(tasks, slots) {
            if feature < itemFeatures.count {
                slot.scatter(task, item: itemFeatures[feature], into: sum.start) { rows.append($0) }
            } else {
                slot.scatter(task, user: userFeatures[feature - itemFeatures.count], into: sum.start) {
                    rows.append($0)
                }
            }
        }
        return rows
    }

    private func sumDecision(block: Int, _ slots: ArraySlice<TaskGradient<Scalar>>) {
        let first = block * Self.decisionBlock
        let count = min(Self.decisionBlock, architecture.decision.count - first)
        let start = sum.start + architecture.embeddingCount + first
        start.update(repeating: 0, count: count)
        for slot in slots { Scalar.addScaled(count, 1, slot.decision.start + first, start) }
    }
}
