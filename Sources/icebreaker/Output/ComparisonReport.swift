import Datasets
import Elicitation
import Evaluation
import Foundation
import Statistics
import Storage
import Workflows

/// What a comparison of strategies prints: a table and a verdict per predictor, or all measures as rows.
struct ComparisonReport {
    private let records: [ElicitationRecord]
    private let results: AnalysisResults
    private let shown: Int
    private let scale: RatingScale

    /// - Parameters:
    ///   - results: the results, of the interviews after any number of shown items.
    ///   - shown: which of them to print.
    ///   - scale: the ends of the ratings.
    init(_ results: AnalysisResults, shown: Int, scale: RatingScale) {
        (self.results, self.shown, self.scale) = (results, shown, scale)
        records = results.elicitations.filter { $0.shown == shown }
    }

    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .table else { return try ResultTable(records).rendered(format) }
        let interviews = try predictors.map { predictor in
            "After \(shown) shown items, predicted by \(predictor):\n\(try table(predictor).rendered(.table))\n\(verdict(predictor))"
        }
        let answers = try AnswerReport(
            results, strategies: strategies, predictors: predictors, shown: shown, digits: digits
        ).rendered
        let lists = try ListComparisonReport(results, shown: shown).sections
        return (interviews + [answers] + lists).joined(separator: "\n\n")
    }

    private var predictors: [String] { records.map(\.predictor).distinct }
    private var strategies: [String] { records.map(\.strategy).distinct }

    private var digits: Int { UserMetrics.Measure.mae.digits(on: scale) }

    private func interviews(_ predictor: String, _ metric: String) -> [ElicitationRecord] {
        records.filter { $0.predictor == predictor && $0.metric == metric }
    }

    private func table(_ predictor: String) -> ResultTable {
        let titles = [
            "strategy", "answered", "MAE", "to popularity", "95% interval", "p (Holm)", "effect size",
            "nDCG@3",
        ]
        let rows = zip(interviews(predictor, "mae"), interviews(predictor, "ndcg3")).map {
            mae, ndcg -> [ResultTable.Cell] in
            let interval = both(mae.intervalLow, mae.intervalHigh).map {
                String(format: "%+.\(digits)f to %+.\(digits)f", $0, $1)
            }
            return [
                .text(mae.strategy), .number(mae.answeredMean, digits: 2), .number(mae.value, digits: digits),
                mae.difference.map { .text(String(format: "%+.\(digits)f", $0)) } ?? .missing,
                interval.map { .text($0) } ?? .missing,
                .init(mae.pHolm), .init(mae.effectSize, digits: 2), .number(ndcg.value, digits: 4),
            ]
        }
        return ResultTable(headings: titles.map { .init($0, $0) }, rows: rows)
    }

    /// Which strategies are better and which worse than popularity by the error, as ``Verdict`` has it.
    private func verdict(_ predictor: String) -> String {
        let rivals = interviews(predictor, "mae").filter { $0.strategy != StrategyID.reference }
        let judged = rivals.map { (strategy: $0.strategy, verdict: $0.verdict(on: scale)) }
        func sentence(_ start: String, of finding: Verdict.Finding?, undone: Bool = false) -> String? {
            let found = judged.filter {
                $0.verdict?.finding == finding && ($0.verdict?.isUndoneByCorrection ?? false) == undone
            }
            return found.isEmpty ? nil : "\(start): \(found.map(\.strategy).joined(separator: ", "))."
        }
        let better = sentence("Better than popularity, by interval and Holm's p", of: .better)
        let others = [
            sentence("Worse than popularity, by interval and Holm's p", of: .worse),
            sentence(
                "No clear difference after correcting for multiple tests (Holm)", of: .unclear, undone: true),
            sentence("No clear difference", of: .unclear),
            sentence("No verdict, since a figure is not defined", of: nil),
            interviews(predictor, "mae").first.map { "Users: \($0.users)." },
        ].compactMap { $0 }
        return ([better ?? "No strategy is measurably better than popularity."] + others)
            .map { $0.wrapped(at: 116) }.joined(separator: "\n")
    }
}

extension String {
    /// The words in lines of at most `width` characters where they can be; lines after a break begin with two
    /// spaces.
    func wrapped(at width: Int) -> String {
        split(separator: "\n").map { line -> String in
            let indent = String(line.prefix { $0 == " " })
            return line.split(separator: " ").reduce(into: [String]()) { lines, word in
                if let last = lines.last, last.count + 1 + word.count <= width {
                    lines[lines.count - 1] = "\(last) \(word)"
                } else {
                    lines.append((lines.isEmpty ? indent : "  ") + word)
                }
            }.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

extension ResultTable.Cell {
    /// A number that may be missing.
    init(_ value: Double?, digits: Int = 4) { self = value.map { .number($0, digits: digits) } ?? .missing }
}

/// Both values, where there are both.
private func both(_ first: Double?, _ second: Double?) -> (Double, Double)? {
    guard let first, let second else { return nil }
    return (first, second)
}
