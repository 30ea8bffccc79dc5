import Algebra
import Foundation
import Preference
import Tasks
import TestSupport
import Testing

/// Against the PyTorch reference's outputs for MovieLens-1M; where they come from stands in the README beside
/// them.
@Suite(
    "Estimator against the PyTorch reference",
    .enabled(if: ReferenceData.isPresent, "needs the reference outputs of MovieLens-1M"))
struct ReferenceParityTests {
    static func paperOptions(secondOrder: Bool) -> TrainingOptions {
        var options = TrainingOptions.paper(seed: 0)
        options.shuffle = false
        options.secondOrder = secondOrder
        return options
    }

    static func trainer<Scalar: EstimatorScalar>(_ type: Scalar.Type, secondOrder: Bool) throws
        -> MetaTrainer<Scalar>
    {
        let reference = try ReferenceTasks.movieLens1M.get()
        return try MetaTrainer(
            from: reference.estimator("weights_init_seed0_f32", as: type), dataset: reference.dataset,
            tasks: TrainingTasks(warm: reference.warm, validationShare: 0, seed: 0),
            options: paperOptions(secondOrder: secondOrder), threads: 2)
    }

    @Test(
        "has the loss and the gradients of batch 1 in Double to 1e-9",
        arguments: [("fo", false), ("so", true)])
    func firstBatch(name: String, secondOrder: Bool) throws {
        let reference = try ReferenceTasks.movieLens1M.get()
        let batch = try trainerGradient(
            secondOrder: secondOrder, tasks: Array(reference.warm.tasks.prefix(32)))
        let losses = try JSONDecoder().decode(
            Batch1.self, from: Data(contentsOf: ReferenceData.melu.appending(path: "batch1_f64.json")))
        let perUser = secondOrder ? losses.so_query_loss_per_user : losses.fo_query_loss_per_user
        let expectedLoss = perUser.reduce(0, +) / Double(perUser.count)
        #expect(abs(batch.loss - expectedLoss) <= 1e-9 * expectedLoss)
        let expected = try ReferenceTasks.tensors("grads_batch1_\(name)_f64")
        #expect(Set(expected.keys) == Set(batch.tensors.keys))
        for (name, tensor) in expected {
            let actual = try #require(batch.tensors[name])
            #expect(actual.shape == tensor.shape)
            let difference = relativeDifference(actual.values(), tensor.values())
            #expect(difference <= 1e-9, "\(name) differs by \(difference)")
        }
    }

    private func trainerGradient(secondOrder: Bool, tasks: [UserTask]) throws -> (
        loss: Double, tensors: [String: Tensor]
    ) {
        try Self.trainer(Double.self, secondOrder: secondOrder).gradient(ofBatch: tasks)
    }

    private struct Batch1: Decodable {
        let fo_query_loss_per_user: [Double]
        let so_query_loss_per_user: [Double]
    }

    @Test("has the 82 batch losses of epoch 1 in Float to 1e-5", arguments: [(2, false), (4, true)])
    func epochLossesInFloat(column: Int, secondOrder: Bool) throws {
        let trainer = try Self.trainer(Float.self, secondOrder: secondOrder)
        try trainer.runEpoch()
        let expected = try ReferenceTasks.rows("train_query_loss.csv").dropFirst().prefix(82).compactMap {
            Double($0[column])
        }
        #expect(trainer.batchLosses.count == 82 && expected.count == 82)
        for (batch, (actual, expected)) in zip(trainer.batchLosses, expected).enumerated() {
            #expect(
                abs(actual - expected) <= 1e-5 * max(1, expected),
                "batch \(batch + 1): \(actual) and \(expected)")
        }
    }

    @Test("has the weights after epoch 1 in Double to 1e-9", arguments: [("fo", false), ("so", true)])
    func epochWeightsInDouble(name: String, secondOrder: Bool) throws {
        let trainer = try Self.trainer(Double.self, secondOrder: secondOrder)
        try trainer.runEpoch()
        let actual = trainer.estimator.tensors
        for (name, tensor) in try ReferenceTasks.tensors("weights_epoch1_\(name)_f64") {
            let difference = relativeDifference(try #require(actual[name]).values(), tensor.values())
            #expect(difference <= 1e-9, "\(name) differs by \(difference)")
        }
    }

    @Test(
        "estimates the query ratings after 0, 1 and 5 local steps to 1e-5",
        arguments: ["warm_state", "user_cold_state"])
    func queryEstimates(state: String) throws {
        let file = "query_pred_\(state).csv"
        let reference = try ReferenceTasks.movieLens1M.get()
        let tasks = try ReferenceTasks.tasks(
            "split_\(state).csv", users: reference.dataset.users, items: reference.dataset.items)
        let estimator = try reference.estimator("weights_epoch20_fo_f32", as: Float.self)
        let estimates = estimator.estimates(
            tasks.tasks, inputs: EstimatorInputs(reference.dataset, architecture: estimator.architecture),
            update: LocalUpdate(steps: 5, localLearningRate: 5e-6), threads: 2)
        let expected = try ReferenceTasks.rows(file).dropFirst()
        var worst = 0.0
        for (column, step) in [(2, 0), (3, 1), (4, 5)] {
            let actual = estimates.flatMap { $0[step] }
            #expect(actual.count == expected.count)
            for (actual, row) in zip(actual, expected) {
                worst = max(worst, abs(Double(actual) - (try #require(Double(row[column])))))
            }
        }
        #expect(worst <= 1e-5)
    }

    /// The largest difference of two tensors, relative to the element where it is large, to the tensor where
    /// it is small.
    private func relativeDifference(_ actual: [Double], _ expected: [Double]) -> Double {
        let scale = expected.reduce(0) { max($0, abs($1)) }
        guard actual.count == expected.count else { return .infinity }
        return zip(actual, expected).reduce(0) {
            max($0, abs($1.0 - $1.1) / max(abs($1.1), scale * 1e-3, 1e-300))
        }
    }
}
