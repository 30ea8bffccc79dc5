import Foundation
import Storage

/// What a comparison of strategies prints: a table and a verdict per predictor, or all measures as rows.
struct ComparisonReport {
    private let records: [ElicitationRecord]
    private let shown: Int

    /// - Parameters:
    ///   - records: the results after any number of shown items.
    ///   - shown: which of them to print.
    init(_ records: [ElicitationRecord], shown: Int) {
        self.records = records.filter { $0.shown == shown }
        self.shown = shown
    }

    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .table else { return try rows.rendered(format) }
        return try predictors.map { predictor in
            "After \(shown) shown items, predicted by \(predictor):\n\(try table(predictor).rendered(.table))\n\(verdict(predictor))"
        }.joined(separator: "\n\n")
    }

    private var predictors: [String] {
        records.reduce(into: []) { if !$0.contains($1.predictor) { $0.append($1.predictor) } }
    }

    private func results(_ predictor: String, _ metric: String) -> [ElicitationRecord] {
        records.filter { $0.predictor == predictor && $0.metric == metric }
    }

    private func table(_ predictor: String) -> ResultTable {
        let titles = [
            "strategy", "answered", "MAE", "to popularity", "95% interval", "p (Holm)", "effect size", "nDCG@3",
        ]
        let rows = zip(results(predictor, "mae"), results(predictor, "ndcg3")).map { mae, ndcg -> [ResultTable.Cell] in
            let interval = both(mae.intervalLow, mae.intervalHigh).map { String(format: "%+.4f to %+.4f", $0, $1) }
            return [
                .text(mae.strategy), .number(mae.answeredMean, digits: 2), .number(mae.value, digits: 4),
                mae.difference.map { .text(String(format: "%+.4f", $0)) } ?? .missing, interval.map { .text($0) } ?? .missing,
                .init(mae.pHolm), .init(mae.effectSize, digits: 2), .number(ndcg.value, digits: 4),
            ]
        }
        return ResultTable(headings: titles.map { .init($0, $0) }, rows: rows)
    }

    /// Which strategies are better and which worse than popularity, by the interval of the difference in MAE.
    private func verdict(_ predictor: String) -> String {
        let rivals = results(predictor, "mae").filter { $0.difference != nil }
        let (wins, losses) = (rivals.filter { $0.intervalHigh ?? 0 < 0 }, rivals.filter { $0.intervalLow ?? 0 > 0 })
        let open = rivals.filter { !wins.contains($0) && !losses.contains($0) }
        func names(_ records: [ElicitationRecord]) -> String { records.map(\.strategy).joined(separator: ", ") }
        let sentences = [
            wins.isEmpty
                ? "No strategy beats popularity with an interval below zero."
                : "Better than popularity, with an interval below zero: \(names(wins)).",
            losses.isEmpty ? nil : "Worse, with an interval above zero: \(names(losses)).",
            open.isEmpty ? nil : "Not told apart from popularity: \(names(open)).",
            (results(predictor, "mae").first?.users).map { "Users: \($0)." },
        ]
        return sentences.compactMap { $0 }.joined(separator: "\n")
    }

    private var rows: ResultTable {
        let keys = [
            "strategy", "predictor", "shown", "metric", "answered_mean", "value", "difference", "interval_low",
            "interval_high", "p", "p_holm", "effect_size", "users",
        ]
        return ResultTable(
            headings: keys.map { .init($0, $0) },
            rows: records.map {
                [
                    .text($0.strategy), .text($0.predictor), .integer($0.shown), .text($0.metric),
                    .number($0.answeredMean, digits: 4), .number($0.value, digits: 4), .init($0.difference),
                    .init($0.intervalLow), .init($0.intervalHigh), .init($0.p), .init($0.pHolm), .init($0.effectSize),
                    .integer($0.users),
                ]
            })
    }
}

extension ResultTable.Cell {
    /// A number that may be missing.
    fileprivate init(_ value: Double?, digits: Int = 4) { self = value.map { .number($0, digits: digits) } ?? .missing }
}

/// Both values, where there are both.
private func both(_ first: Double?, _ second: Double?) -> (Double, Double)? {
    guard let first, let second else { return nil }
    return (first, second)
}
