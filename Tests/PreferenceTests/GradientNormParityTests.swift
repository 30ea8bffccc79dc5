import Algebra
import Foundation
import Preference
import TestSupport
import Testing

/// Against `candidates_items.csv` of the PyTorch reference: the weights after 20 epochs, all warm support
/// pairs.
@Suite(
    "Gradient norms against the PyTorch reference",
    .enabled(if: ReferenceData.isPresent, "needs the reference outputs of MovieLens-1M"))
struct GradientNormParityTests {
    static let combinations: [(column: String, options: GradientOptions)] = GradientParameters.allCases
        .flatMap { parameters in
            GradientTarget.allCases.flatMap { gradient in
                GradientNorm.allCases.map { norm in
                    let names: [GradientTarget: String] = [
                        .loss: "raw", .unitError: "uniterr", .unitLoss: "unitloss",
                    ]
                    return (
                        "norm_\(parameters == .all ? "all" : "dec")_\(names[gradient] ?? "")_\(norm.rawValue)",
                        GradientOptions(gradient: gradient, parameters: parameters, norm: norm)
                    )
                }
            }
        }

    @Test("equal them in Double to 1e-8 of the 9 digits written", arguments: combinations)
    func inDouble(column: String, options: GradientOptions) throws {
        try compare(column, norms(options, as: Double.self), tolerance: 1e-8)
    }

    @Test("equal them in Float to 1e-4", arguments: combinations.filter { $0.options.gradient != .unitLoss })
    func inFloat(column: String, options: GradientOptions) throws {
        try compare(column, norms(options, as: Float.self), tolerance: 1e-4)
    }

    @Test("are the same on 1, 2 and 3 threads")
    func threads() throws {
        let reference = try ReferenceTasks.movieLens1M.get()
        let estimator = try reference.estimator("weights_epoch20_fo_f32", as: Float.self)
        let inputs = EstimatorInputs(reference.dataset, architecture: estimator.architecture)
        let results = [1, 2, 3].map {
            estimator.gradientNorms(
                reference.warm.tasks, inputs: inputs, options: GradientOptions(), threads: $0)
        }
        #expect(results[0] == results[1] && results[0] == results[2])
    }

    private func norms<Scalar: EstimatorScalar>(_ options: GradientOptions, as: Scalar.Type) throws
        -> ItemGradientNorms
    {
        let reference = try ReferenceTasks.movieLens1M.get()
        let estimator = try reference.estimator("weights_epoch20_fo_f32", as: Scalar.self)
        return estimator.gradientNorms(
            reference.warm.tasks,
            inputs: EstimatorInputs(reference.dataset, architecture: estimator.architecture),
            options: options, threads: 2)
    }

    private func compare(_ name: String, _ norms: ItemGradientNorms, tolerance: Double) throws {
        let reference = try ReferenceTasks.movieLens1M.get()
        let rows = try ReferenceTasks.rows("candidates_items.csv")
        let column = try #require(rows[0].firstIndex(of: name))
        #expect(norms.supportCounts.count { $0 > 0 } == rows.count - 1)
        var worst = 0.0
        for row in rows.dropFirst() {
            let item = try #require(reference.dataset.items.position(of: .init(row[0])))
            let expected = try #require(Double(row[column]))
            #expect(norms.supportCounts[item] == Int(row[1]))
            worst = max(worst, abs(norms.means[item] - expected) / expected)
        }
        #expect(worst <= tolerance, "\(name) differs by \(worst)")
    }
}
