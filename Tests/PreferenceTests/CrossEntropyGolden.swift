import Foundation
import Preference
import Tasks
import TestSupport

/// What `Tests/Golden/binary_cross_entropy.py` wrote with PyTorch; its version is in `origin`.
struct CrossEntropyGolden: Decodable {
    struct Task: Decodable {
        let user: Int32
        let items: [Int32]
        let targets: [Double]
        let support: Int
    }

    struct Numbers: Decodable {
        let shape: [Int]
        let values: [Double]
    }

    struct Update: Decodable {
        let steps: Int
        let secondOrder: Bool
        let loss: Double
        let gradient: [String: Numbers]
    }

    struct Pair: Decodable {
        let user, item: Int32
        let target, loss, unitError, unitLoss, lossAll, unitErrorAll, unitLossAll: Double

        /// The norm of a gradient, with respect to the decision-making layers or to all parameters.
        func norm(_ gradient: GradientTarget, _ parameters: GradientParameters) -> Double {
            switch (gradient, parameters) {
            case (.loss, .decision): loss
            case (.loss, .all): lossAll
            case (.unitError, .decision): unitError
            case (.unitError, .all): unitErrorAll
            case (.unitLoss, .decision): unitLoss
            case (.unitLoss, .all): unitLossAll
            }
        }
    }

    struct Point: Decodable {
        let estimate, target, value, slope, probability: Double
    }

    let origin: String
    let rate: Double
    let tasks: [Task]
    let tensors: [String: Numbers]
    let updates: [Update]
    let pairs: [Pair]
    let pointwise: [Point]

    static func load() throws -> CrossEntropyGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/binary_cross_entropy.json")
        return try JSONDecoder().decode(CrossEntropyGolden.self, from: Data(contentsOf: url))
    }

    var userTasks: [UserTask] {
        tasks.map { UserTask(user: $0.user, items: $0.items, ratings: $0.targets, supportCount: $0.support) }
    }

    func estimator(_ architecture: EstimatorArchitecture) throws -> Estimator<Double> {
        try Estimator(
            tensors.mapValues { Tensor($0.values, shape: $0.shape) }, architecture: architecture,
            file: "binary_cross_entropy.json")
    }
}
