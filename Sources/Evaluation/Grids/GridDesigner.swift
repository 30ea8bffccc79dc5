import Elicitation
import Support

/// ``GridDesign`` for one draw of a protocol: tiles among what may be shown, targets among what may be
/// recommended.
package struct GridDesigner: Sendable {
    /// The covariance; its columns are the candidates.
    package let model: TapModel
    /// t, shape [items].
    package let targets: [Double]
    package let ridge: Double
    private let threads: Int

    /// - Parameters:
    ///   - training: the training users.
    ///   - draw: what may be shown and recommended.
    ///   - settings: weights and λ.
    ///   - count: how many tiles the grid has that past users are recommended to from.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(_ training: GridTraining, draw: GridDraw, settings: GridSettings, count: Int, threads: Int) {
        let (input, rules) = Self.choice(
            training, draw: draw, settings: settings, count: count, threads: threads)
        (model, ridge, self.threads) = (input.model, settings.ridge, threads)
        targets = GridDesignSearch.targets(input, rules: rules)
    }

    /// The tiles, best first.
    package func tiles(_ count: Int) -> [Int32] {
        var design = GridDesign(model, targets: targets, ridge: ridge, threads: threads)
        return design.choose(count).map { Int32($0.item) }
    }

    /// The settings that bring training users who play new ones the best recommendations by
    /// ``LinearRecommender``. No held-out user has a part in it.
    /// - Parameters:
    ///   - training: the training users.
    ///   - draw: what may be shown and recommended.
    ///   - count: how many tiles a grid has.
    ///   - seed: of how the training users are halved.
    ///   - threads: how many threads to use; the result does not depend on it.
    package static func settings(
        _ training: GridTraining, draw: GridDraw, count: Int, seed: UInt64, threads: Int
    ) -> GridSettings {
        let (input, rules) = choice(training, draw: draw, settings: .standard, count: count, threads: threads)
        var generator = SeededGenerator(seed: seed, stream: .gridValidation)
        return GridTuning(input, rules: rules, ridge: GridDesign.standardRidge, using: &generator).best
    }

    private static func choice(
        _ training: GridTraining, draw: GridDraw, settings: GridSettings, count: Int, threads: Int
    ) -> (input: GridInput, rules: GridRules) {
        let rules = GridRules(count: count, isAllowed: draw.tiles)
        let model = training.model(of: training.candidates(of: draw))
        var input = GridInput(
            training.table, model: model, rules: rules, settings: settings, threads: threads)
        input.isTarget = draw.candidates
        return (input, rules)
    }
}
