import Algebra
import Datasets
import Elicitation
import Foundation
import Preference
import Tasks
import TestSupport
import Testing

/// From the files to the list: MovieLens-1M read, split and scored with the reference's weights after 20
/// epochs, against the 24 lists of `top20.json` (ties to the smaller id).
@Suite(
    "Top 20 of MovieLens-1M",
    .enabled(if: ReferenceData.isPresent, "needs MovieLens-1M and the reference outputs"))
struct TopTwentyReferenceTests {
    struct Problem {
        let dataset: Dataset
        let tasks: [UserTask]
        let weights: [String: Tensor]
        let lists: [String: [[ListEntry]]]
    }

    /// An id or a title.
    enum ListEntry: Decodable {
        case id(Int)
        case title(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let id = try? container.decode(Int.self) {
                self = .id(id)
            } else {
                self = .title(try container.decode(String.self))
            }
        }

        var id: Int? {
            if case .id(let id) = self { id } else { nil }
        }
    }

    static let problem = Result {
        let dataset = try DatasetReader.read(ReferenceData.movieLens1M)
        func ids(_ file: String, _ table: EntityTable) throws -> [Int] {
            try IDList.read(ReferenceData.movieLens1M.appending(path: file), of: table, what: "id")
        }
        let holdout = Holdout(
            users: try ids("melu_new_users.txt", dataset.users),
            items: try ids("melu_new_items.txt", dataset.items), of: dataset)
        let file = "weights_epoch20_fo_f32.safetensors"
        return Problem(
            dataset: dataset,
            tasks: TaskSet(dataset, scenario: .warm, holdout: holdout, rule: TaskRule(order: .hash)).tasks,
            weights: try Safetensors(Data(contentsOf: ReferenceData.melu.appending(path: file)), file: file)
                .tensors,
            lists: try JSONDecoder().decode(
                [String: [[ListEntry]]].self,
                from: Data(contentsOf: ReferenceData.melu.appending(path: "top20.json"))))
    }

    @Test(
        "is the reference's list in every combination in Double", arguments: GradientTarget.allCases,
        [
            (GradientParameters.decision, GradientNorm.global), (.decision, .sum), (.all, .global),
            (.all, .sum),
        ])
    func inDouble(gradient: GradientTarget, measure: (GradientParameters, GradientNorm)) throws {
        try compare(gradient, measure, as: Double.self)
    }

    @Test(
        "is the reference's list in every combination in Float", arguments: GradientTarget.allCases,
        [
            (GradientParameters.decision, GradientNorm.global), (.decision, .sum), (.all, .global),
            (.all, .sum),
        ])
    func inFloat(gradient: GradientTarget, measure: (GradientParameters, GradientNorm)) throws {
        try compare(gradient, measure, as: Float.self)
    }

    private func compare<Scalar: EstimatorScalar>(
        _ gradient: GradientTarget, _ measure: (GradientParameters, GradientNorm), as: Scalar.Type
    ) throws {
        let problem = try Self.problem.get()
        let architecture = EstimatorArchitecture(for: problem.dataset)
        let estimator = try Estimator<Scalar>(problem.weights, architecture: architecture, file: "weights")
        let norms = estimator.gradientNorms(
            problem.tasks, inputs: EstimatorInputs(problem.dataset, architecture: estimator.architecture),
            options: GradientOptions(gradient: gradient, parameters: measure.0, norm: measure.1), threads: 2)
        for (normalization, name) in [(Normalization.maximum, "max"), (.minMax, "minmax")] {
            let scores = try EvidenceScores(
                gradientNorms: norms.means, supportCounts: norms.supportCounts, normalization: normalization)
            let names: [GradientTarget: String] = [
                .loss: "raw", .unitError: "uniterr", .unitLoss: "unitloss",
            ]
            let mode =
                "\(name)_\(measure.0 == .all ? "all" : "dec")_\(names[gradient] ?? "")_\(measure.1.rawValue)"
            let expected = try #require(problem.lists[mode]).compactMap { $0.first?.id }
            let actual = ItemRanking(strategy: "melu", evidence: scores).top(20).map {
                problem.dataset.items.ids[$0].description
            }
            #expect(actual == expected.map(String.init), "\(mode)")
        }
    }
}
