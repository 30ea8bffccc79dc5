import Elicitation

/// The best linear prediction of who takes what from the taps: see ``GridTable``.
package struct LinearRecommender: GridRecommender {
    /// The name of the one that knows the tiles alone.
    package static let plainName = GridRecommenderName.linear.rawValue

    package let name: String
    private let training: GridTraining
    private let indicators: UserIndicators?
    private let options: GridTable.Options

    /// From tiles alone.
    package init(_ training: GridTraining, ridge: Double = GridDesign.standardRidge) {
        (name, self.training, indicators) = (Self.plainName, training, nil)
        options = GridTable.Options(ridge: ridge)
    }

    /// From tiles, pairs of tiles and, where there are any, values of user features.
    package init(
        _ training: GridTraining, indicators: UserIndicators, ridge: Double = GridDesign.standardRidge
    ) {
        (name, self.training) = (GridRecommenderName.linearFeatures.rawValue, training)
        self.indicators = indicators.values.isEmpty ? nil : indicators
        options = GridTable.Options(ridge: ridge, pairRidge: GridTable.standardPairRidge)
    }

    /// Pairs are counted for each grid afresh, which is too slow for a grid of each user's own.
    package var takesPages: Bool { options.pairRidge == nil }

    package func prepared(for tiles: [Int32]) -> any GridScorer {
        let tiles = tiles.map { Int($0) }
        guard options.pairRidge != nil else {
            return Scorer(
                table: GridTable(training.model(of: tiles.sorted()), tiles: tiles, options: options),
                indicators: nil)
        }
        return Scorer(
            table: GridTable(training.table, tiles: tiles, indicators: indicators, options: options),
            indicators: indicators)
    }

    private struct Scorer: GridScorer {
        let table: GridTable
        let indicators: UserIndicators?

        func scores(user: Int32, taps: [Int32]) -> [Double] {
            table.scores(
                tapped: taps.map { Int($0) }, known: indicators?.columns(ofUser: Int(user)).map { Int($0) })
        }
    }
}

/// The same prediction from the tapped tiles alone, as if the others had not been shown: what many
/// recommenders do, and what it costs.
package struct TapsOnlyRecommender: GridRecommender {
    package let name = GridRecommenderName.tapsOnly.rawValue
    private let training: GridTraining

    package init(_ training: GridTraining) { self.training = training }

    package func prepared(for tiles: [Int32]) -> any GridScorer {
        Scorer(model: training.model(of: tiles.map { Int($0) }.sorted()))
    }

    private struct Scorer: GridScorer {
        let model: TapModel

        func scores(user: Int32, taps: [Int32]) -> [Double] {
            let taps = taps.map { Int($0) }
            return model.scores(shown: taps, tapped: taps)
        }
    }
}
