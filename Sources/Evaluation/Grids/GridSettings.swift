import Elicitation
import Foundation
import Support

/// The settings of ``GridDesign``, chosen on validation users: some of the training users, whom neither the grid nor the
/// recommender sees while they are validated on. Test users choose nothing.
package struct GridSettings: Sendable, Equatable {
    /// How much each title counts as a target.
    package enum Weights: Sendable, Equatable {
        /// tⱼ = μⱼ^e.
        case popularity(exponent: Double)
        /// tⱼ is the share of past users who have title j among their first 30 recommendations after the grid of
        /// ``GridDesign/standardExponent``: a title that is never recommended need not be predicted.
        case recommended
    }

    package var weights: Weights
    /// λ.
    package var ridge: Double

    package init(weights: Weights, ridge: Double = GridDesign.standardRidge) { (self.weights, self.ridge) = (weights, ridge) }

    /// How many settings are tried.
    package static var triedCount: Int { tried.count }

    /// What is tried; the first wins a tie.
    static let tried: [GridSettings] =
        [1, 1.25, 1.5, 2].map { GridSettings(weights: .popularity(exponent: $0)) } + [GridSettings(weights: .recommended)]
        + [GridSettings(weights: .recommended, ridge: 0.003)]

    /// In words, for the notes of a comparison.
    package var title: String {
        switch weights {
        case .popularity(let exponent): "targets weighed by popularity^\(exponent), ridge \(ridge)"
        case .recommended: "targets weighed by how often they are recommended, ridge \(ridge)"
        }
    }
}

extension GridSettings {
    /// How many halves of the catalogue each setting is validated on.
    private static let draws = 3
    /// Every so many training users is validated on.
    private static let part = 4

    /// Chooses by the mean nDCG@10 of ``LinearRecommender`` over validation users and halves of the catalogue.
    /// - Parameters:
    ///   - table: the training users.
    ///   - count: how many tiles a grid has.
    ///   - minimumTaken: the fewest titles with which somebody takes part.
    ///   - seed: draws the validation users and the halves; not those of the comparison itself.
    ///   - threads: how many threads to use; the result does not depend on it.
    ///   - progress: called after each setting with how many are done.
    /// - Returns: the usual setting where there is nobody to validate on.
    package static func chosen(
        on table: TapTable, count: Int, minimumTaken: Int = TapPerson.usualMinimum, seed: UInt64, threads: Int,
        progress: (Int) -> Void = { _ in }
    ) -> GridSettings {
        var generator = SeededGenerator(seed: seed, stream: .gridValidation)
        var order = Array(0..<table.personCount)
        generator.shuffle(&order)
        let cut = order.count / part
        let people = TapPerson.all(of: table.people(order[..<cut].sorted()), minimum: minimumTaken)
        let fitted = table.people(order[cut...].sorted())
        let usual = GridSettings(weights: .recommended)
        guard !people.isEmpty, fitted.personCount > 0 else { return usual }
        let draws = GridDraw.all(
            of: .catalogueSplit, people: people, taken: fitted.takenCounts, splits: Self.draws, seed: seed ^ 0x7E57)
        let training = GridTraining(fitted, draws: draws, threads: threads)
        let simulation = GridSimulation(
            people: people, recommenders: [LinearRecommender(training)], share: training.share, seed: seed, threads: threads)
        var best: (tuning: GridSettings, value: Double)?
        for (number, tuning) in tried.enumerated() {
            let values = draws.flatMap { draw -> [Double] in
                let tiles = GridDesigner(training, draw: draw, tuning: tuning, threads: threads).tiles(count)
                return simulation.qualities(
                    simulation.answers(to: tiles, draw: draw), by: simulation.recommenders, draw: draw,
                    excluding: people.map { _ in [] })[0].compactMap { $0?.ndcg }
            }
            let mean = values.reduce(0, +) / Double(max(values.count, 1))
            if mean > best?.value ?? -1 { best = (tuning, mean) }
            progress(number + 1)
        }
        return best?.tuning ?? usual
    }
}
