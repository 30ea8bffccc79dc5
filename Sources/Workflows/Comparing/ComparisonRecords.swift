import Datasets
import Elicitation
import Evaluation
import Statistics
import Storage

extension ElicitationComparison {
    /// The interviews' results as they are stored.
    func results(of outcomes: [StrategyOutcome], shown: Int) -> AnalysisResults {
        AnalysisResults(
            elicitations: shownRecords(of: outcomes, shown: shown), answered: answeredRecords,
            measures: answerability.flatMap(\.records) + effects.compactMap(\.gainRecord))
    }

    /// The results by shown items; tests stand with those after `shown`.
    private func shownRecords(of outcomes: [StrategyOutcome], shown: Int) -> [ElicitationRecord] {
        let byName = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.strategy, $0) })
        return zip(effects, curves.filter { $0.axis == .shown }).flatMap { effect, curve in
            curve.points.map { point in
                let answers = byName[curve.strategy]?.answers(shown: point.count) ?? []
                let isReference = curve.strategy == StrategyID.reference
                let test = point.count == shown && !isReference ? effect.comparison : nil
                let difference = isReference ? nil : point.difference
                return ElicitationRecord(
                    strategy: curve.strategy, predictor: curve.predictor, shown: point.count,
                    metric: curve.measure.rawValue,
                    answeredMean: answers.reduce(0, +) / Double(max(answers.count, 1)),
                    value: point.value.value,
                    difference: difference?.value, intervalLow: difference?.lower,
                    intervalHigh: difference?.upper,
                    p: test?.permutationPValue, pHolm: test?.holmPValue, effectSize: test?.cohensDz,
                    users: point.users)
            }
        }
    }

    private var answeredRecords: [AnsweredElicitationRecord] {
        curves.filter { $0.axis == .answered }.flatMap { curve in
            curve.points.map { point in
                AnsweredElicitationRecord(
                    strategy: curve.strategy, predictor: curve.predictor, answered: point.count,
                    metric: curve.measure.rawValue, value: point.value.value, valueLow: point.value.lower,
                    valueHigh: point.value.upper, difference: point.difference.value,
                    intervalLow: point.difference.lower,
                    intervalHigh: point.difference.upper, users: point.users)
            }
        }
    }
}

extension Answerability {
    fileprivate var records: [StrategyMeasureRecord] {
        [("answers", answers), ("answered-share", answeredShare), ("users-with-answer", usersWithAnswer)].map
        {
            StrategyMeasureRecord(strategy: strategy, measure: $0.0, estimate: $0.1)
        }
    }
}

extension StrategyEffect {
    fileprivate var gainRecord: StrategyMeasureRecord? {
        gainPerAnswer.map {
            StrategyMeasureRecord(
                strategy: strategy, predictor: predictor, measure: "gain-per-answer-\(measure.rawValue)",
                estimate: $0)
        }
    }
}

extension StrategyMeasureRecord {
    fileprivate init(strategy: String, predictor: String = "", measure: String, estimate: IntervalEstimate) {
        self.init(
            strategy: strategy, predictor: predictor, measure: measure, value: estimate.value,
            intervalLow: estimate.lower,
            intervalHigh: estimate.upper)
    }
}

extension ScoredList {
    /// All the items of a ranking.
    init(_ ranking: ItemRanking) {
        self.init(
            strategy: ranking.strategy, items: ranking.items.map(\.item), scores: ranking.items.map(\.score))
    }
}

extension AnalysisResults {
    /// Takes in how lists compare.
    mutating func add(_ comparison: ListComparison, of rankings: [ItemRanking], dataset: Dataset) {
        similarities += comparison.pairs.flatMap { pair in
            let values: [(String, Double?)] = [
                ("overlap", Double(pair.overlap)), ("rank-biased-overlap", pair.rankBiasedOverlap),
                ("kendall-tau", pair.kendallTau),
            ]
            return values.compactMap { measure, value in
                value.map {
                    ListSimilarityRecord(
                        strategy: pair.strategy, otherStrategy: pair.otherStrategy, measure: measure,
                        value: $0)
                }
            }
        }
        for (index, ranking) in rankings.enumerated() {
            lists += ranking.items.prefix(comparison.lists[index].count).enumerated().map { place, entry in
                ComparedListItemRecord(
                    strategy: ranking.strategy, rank: place + 1, itemID: dataset.items.ids[entry.item],
                    score: entry.score.isFinite ? entry.score : nil)
            }
            let values =
                comparison.diversity[index].values + [("catalogue-coverage", comparison.coverage[index])]
            measures += values.map {
                StrategyMeasureRecord(strategy: ranking.strategy, measure: $0.0, value: $0.1)
            }
        }
        measures.append(
            StrategyMeasureRecord(
                strategy: "", measure: "catalogue-coverage", value: comparison.joinedCoverage))
    }
}

extension ListDiversity {
    /// What there is: genre measures where items have genres, years where they have years.
    fileprivate var values: [(String, Double)] {
        let all: [(String, Double?)] = [
            ("genre-distance", genreDistance), ("genre-entropy", genres > 0 ? genreEntropy : nil),
            ("genres", genres > 0 ? Double(genres) : nil), ("first-year", firstYear.map(Double.init)),
            ("last-year", lastYear.map(Double.init)), ("year-deviation", yearDeviation),
        ]
        return all.compactMap { measure, value in value.map { (measure, $0) } }
    }
}
