import Datasets
import Evaluation
import Storage

extension AnalysisResults {
    /// Takes in what grids were worth.
    mutating func add(_ comparison: GridComparison, shown: Int) {
        let taps = Dictionary(
            uniqueKeysWithValues: comparison.coverage.map {
                ("\($0.gridProtocol.rawValue) \($0.strategy)", $0.taps.value)
            })
        elicitations += comparison.effects.map { effect in
            let test = effect.strategy == GridComparison.reference ? nil : effect.comparison
            return ElicitationRecord(
                strategy: effect.strategy, predictor: effect.recommender, shown: shown,
                metric: GridMetric(effect.gridProtocol, effect.measure).rawValue,
                answeredMean: min(
                    taps["\(effect.gridProtocol.rawValue) \(effect.strategy)"] ?? 0, Double(shown)),
                value: effect.value.value, difference: test?.difference.value,
                intervalLow: test?.difference.lower,
                intervalHigh: test?.difference.upper, p: test?.permutationPValue, pHolm: test?.holmPValue,
                effectSize: test?.cohensDz, users: effect.users)
        }
        measures += comparison.coverage.flatMap(\.records) + comparison.contrasts.flatMap(\.records)
        measures += comparison.leftOut.map {
            StrategyMeasureRecord(
                strategy: $0.strategy, measure: "\($0.gridProtocol.rawValue)-users-left-out",
                value: Double($0.users))
        }
    }

    /// Takes in the lists of the whole catalogue, and how much of each two is the same.
    mutating func add(lists compared: [(strategy: String, tiles: [Int32])], of dataset: Dataset) {
        for list in compared {
            lists += list.tiles.enumerated().map { place, item in
                ComparedListItemRecord(
                    strategy: list.strategy, rank: place + 1, itemID: dataset.items.ids[Int(item)], score: nil
                )
            }
        }
        for (number, first) in compared.enumerated() {
            for second in compared.dropFirst(number + 1) {
                let values: [(String, Double)] = [
                    ("overlap", Double(overlap(first.tiles, second.tiles))),
                    ("rank-biased-overlap", rankBiasedOverlap(first.tiles, second.tiles)),
                ]
                similarities += values.map {
                    ListSimilarityRecord(
                        strategy: first.strategy, otherStrategy: second.strategy, measure: $0.0, value: $0.1)
                }
            }
        }
    }
}

extension TapCoverage {
    fileprivate var records: [StrategyMeasureRecord] {
        [("taps", taps), ("users-without-tap", none), ("users-below-three-taps", belowThree)].map {
            StrategyMeasureRecord(
                strategy: strategy, measure: "\(gridProtocol.rawValue)-\($0.0)", value: $0.1.value,
                intervalLow: $0.1.lower,
                intervalHigh: $0.1.upper)
        }
    }
}

extension GridContrast {
    fileprivate var records: [StrategyMeasureRecord] {
        let name = "\(kind.rawValue)-\(other)-ndcg10"
        let difference = comparison.difference
        return [
            StrategyMeasureRecord(
                strategy: strategy, predictor: recommender, measure: name, value: difference.value,
                intervalLow: difference.lower, intervalHigh: difference.upper),
            StrategyMeasureRecord(
                strategy: strategy, predictor: recommender, measure: "\(name)-p-holm",
                value: comparison.holmPValue),
        ]
    }
}
