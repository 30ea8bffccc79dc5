import Algebra
import Foundation
import Preference
import Tasks
import TestSupport
import Testing

/// Against `pair_norms_first200_f64.csv` of the PyTorch reference, which has 15 digits: the norm of every
/// tensor of the first 200 warm support pairs.
@Suite(
    "Pair norms against the PyTorch reference",
    .enabled(if: ReferenceData.isPresent, "needs the reference outputs"))
struct PairNormParityTests {
    @Test("equal them in Double to 1e-9", arguments: GradientNormParityTests.combinations)
    func inDouble(column: String, options: GradientOptions) throws {
        try compare(options, as: Double.self, tolerance: 1e-9)
    }

    @Test(
        "equal them in Float to 1e-4 where the error is above .05",
        arguments: GradientNormParityTests.combinations)
    func inFloat(column: String, options: GradientOptions) throws {
        try compare(options, as: Float.self, tolerance: 1e-4, smallestError: 0.05)
    }

    private func compare<Scalar: EstimatorScalar>(
        _ options: GradientOptions, as: Scalar.Type, tolerance: Double, smallestError: Double = 0
    ) throws {
        let reference = try ReferenceTasks.movieLens1M.get()
        let estimator = try reference.estimator("weights_epoch20_fo_f32", as: Scalar.self)
        let inputs = EstimatorInputs(reference.dataset, architecture: estimator.architecture)
        let rows = try ReferenceTasks.rows("pair_norms_first200_f64.csv")
        for row in rows.dropFirst() {
            let user = Int32(try #require(reference.dataset.users.position(of: .init(row[0]))))
            let item = Int32(try #require(reference.dataset.items.position(of: .init(row[1]))))
            let pair = UserTask(
                user: user, items: [item], ratings: [try #require(Double(row[2]))], supportCount: 1)
            let actual = estimator.gradientNorms([pair], inputs: inputs, options: options, threads: 1).means[
                Int(item)]
            let tensors = row.dropFirst(4).compactMap(Double.init).suffix(options.parameters == .all ? 14 : 6)
            let error = abs(try #require(Double(row[3])))
            guard error > smallestError else { continue }
            let factor: Double =
                switch options.gradient {
                case .loss: 2 * error
                case .unitError: 1
                case .unitLoss: 2 / error
                }
            let norm =
                options.norm == .sum ? tensors.reduce(0, +) : tensors.reduce(0) { $0 + $1 * $1 }.squareRoot()
            #expect(abs(actual - factor * norm) <= tolerance * factor * norm, "\(row[0]):\(row[1])")
        }
    }
}
