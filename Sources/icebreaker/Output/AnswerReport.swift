import Foundation
import Storage

/// How many of the shown items users could answer, and what an answer was worth.
struct AnswerReport {
    private let measures: [StrategyMeasureRecord]
    private let strategies: [String]
    private let predictors: [String]
    private let shown: Int
    private let digits: Int

    /// - Parameter digits: of errors, after the point.
    init(_ results: AnalysisResults, strategies: [String], predictors: [String], shown: Int, digits: Int) {
        measures = results.measures
        (self.strategies, self.predictors, self.shown, self.digits) = (strategies, predictors, shown, digits)
    }

    var rendered: String {
        get throws {
            let titles = ["strategy", "answers", "95%", "any answer"] + predictors.flatMap { [$0, "95%"] }
            let rows = strategies.map { strategy -> [ResultTable.Cell] in
                let answers = measure(strategy, "answers")
                let gains = predictors.flatMap { predictor -> [ResultTable.Cell] in
                    let gain = measure(strategy, "gain-per-answer-mae", predictor: predictor)
                    return [.init(gain.map { 1000 * $0.value }, digits: max(digits - 3, 0))]
                        + [interval(gain, scale: 1000, digits: max(digits - 3, 0))]
                }
                return [
                    .text(strategy), .init(answers?.value, digits: 2), interval(answers, scale: 1, digits: 2),
                    measure(strategy, "users-with-answer").map {
                        .text(String(format: "%.1f %%", 100 * $0.value))
                    } ?? .missing,
                ] + gains
            }
            let table = ResultTable(headings: titles.map { .init($0, $0) }, rows: rows)
            return """
                Answers of a user to \(shown) shown items, and what one is worth: thousandths of MAE gained per answer, by predictor:
                \(try table.rendered(.table))
                """
        }
    }

    private func measure(_ strategy: String, _ name: String, predictor: String = "") -> StrategyMeasureRecord?
    {
        measures.first { $0.strategy == strategy && $0.measure == name && $0.predictor == predictor }
    }

    private func interval(_ record: StrategyMeasureRecord?, scale: Double, digits: Int) -> ResultTable.Cell {
        guard let low = record?.intervalLow, let high = record?.intervalHigh else { return .missing }
        return .text(String(format: "%.\(digits)f to %.\(digits)f", scale * low, scale * high))
    }
}
