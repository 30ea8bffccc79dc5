import Datasets
import Evaluation
import Foundation
import Preference
import Tasks
import TestSupport
import Testing

/// `ScenarioEvaluation` with the reference's weights after 20 epochs, against the `noshuffle_seed0_ep20` rows
/// of its `metrics.csv`, from the files of MovieLens-1M on.
@Suite(
    "Scenario evaluation of MovieLens-1M",
    .enabled(if: ReferenceData.isPresent, "needs MovieLens-1M and the reference outputs"))
struct EstimatorReferenceTests {
    @Test("has the reference's MAE, nDCG@1 and nDCG@3 before and after 1 and 5 local steps")
    func metrics() throws {
        let dataset = try DatasetReader.read(ReferenceData.movieLens1M)
        func ids(_ file: String, _ table: EntityTable) throws -> [Int] {
            try IDList.read(ReferenceData.movieLens1M.appending(path: file), of: table, what: "id")
        }
        let holdout = Holdout(
            users: try ids("melu_new_users.txt", dataset.users),
            items: try ids("melu_new_items.txt", dataset.items), of: dataset)
        let weights = try Safetensors(
            Data(contentsOf: ReferenceData.melu.appending(path: "weights_epoch20_fo_f32.safetensors")),
            file: "weights")
        let estimator = try Estimator<Float>(
            weights.tensors, architecture: EstimatorArchitecture(for: dataset), file: "weights")
        let inputs = EstimatorInputs(dataset, architecture: estimator.architecture)
        func tasks(_ scenario: Scenario) -> TaskSet {
            TaskSet(dataset, scenario: scenario, holdout: holdout, rule: TaskRule(order: .hash))
        }
        let evaluation = ScenarioEvaluation(
            dataset: dataset, holdout: holdout, warmTasks: tasks(.warm).tasks, seed: 0, threads: 2)
        let rows = try String(contentsOf: ReferenceData.melu.appending(path: "metrics.csv"), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        for scenario in Scenario.allCases {
            let results = evaluation.evaluate(
                tasks(scenario),
                networks: [
                    EvaluatedNetwork(name: "melu", estimator: estimator, update: LocalUpdate(steps: 5))
                ],
                inputs: inputs, clips: false)
            for step in [0, 1, 5] {
                let state = scenario.rawValue.replacing("-", with: "_") + "_state"
                let row = try #require(
                    rows.first { $0[0] == state && $0[1] == "noshuffle_seed0_ep20/steps\(step)" })
                let metrics = try #require(results.first { $0.localSteps == step }).metrics
                for (measure, column, tolerance) in [
                    (UserMetrics.Measure.mae, 2, 1e-6), (.ndcg1, 3, 1e-4), (.ndcg3, 4, 1e-4),
                ] {
                    let expected = try #require(Double(row[column]))
                    #expect(
                        abs(metrics[measure].value - expected) <= tolerance,
                        "\(state) step \(step) \(measure)")
                }
            }
        }
    }
}
