import Foundation
import Storage

/// What a comparison of strategies prints: a table and a verdict per predictor, or all measures as rows.
struct ComparisonReport {
    private let records: [ElicitationRecord]
    private let results: AnalysisResults
    private let shown: Int

    /// - Parameters:
    ///   - results: the results, of the interviews after any number of shown items.
    ///   - shown: which of them to print.
    init(_ results: AnalysisResults, shown: Int) {
        self.results = results
        self.shown = shown
        records = results.elicitations.filter { $0.shown == shown }
    }

    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .table else { return try ResultTable(records).rendered(format) }
        let interviews = try predictors.map { predictor in
            "After \(shown) shown items, predicted by \(predictor):\n\(try table(predictor).rendered(.table))\n\(verdict(predictor))"
        }
        let answers = try AnswerReport(results, strategies: strategies, predictors: predictors, shown: shown).rendered
        let lists = try ListComparisonReport(results, shown: shown).sections
        return (interviews + [answers] + lists).joined(separator: "\n\n")
    }

    private var predictors: [String] { records.map(\.predictor).distinct }
    private var strategies: [String] { records.map(\.strategy).distinct }

    private func interviews(_ predictor: String, _ metric: String) -> [ElicitationRecord] {
        records.filter { $0.predictor == predictor && $0.metric == metric }
    }

    private func table(_ predictor: String) -> ResultTable {
        let titles = [
            "strategy", "answered", "MAE", "to popularity", "95% interval", "p (Holm)", "effect size", "nDCG@3",
        ]
        let rows = zip(interviews(predictor, "mae"), interviews(predictor, "ndcg3")).map { mae, ndcg -> [ResultTable.Cell] in
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
        let rivals = interviews(predictor, "mae").filter { $0.difference != nil }
        let (wins, losses) = (rivals.filter { $0.intervalHigh ?? 0 < 0 }, rivals.filter { $0.intervalLow ?? 0 > 0 })
        let open = rivals.filter { !wins.contains($0) && !losses.contains($0) }
        func names(_ records: [ElicitationRecord]) -> String { records.map(\.strategy).joined(separator: ", ") }
        func afterHolm(_ records: [ElicitationRecord]) -> String {
            let standing = records.filter { $0.pHolm ?? 1 < 0.05 }
            let which = standing.count == records.count ? "all" : standing.isEmpty ? "none" : names(standing)
            return "\(names(records)).\n  Of these, with p < .05 after Holm's correction: \(which)."
        }
        let sentences = [
            wins.isEmpty
                ? "No strategy beats popularity with an interval below zero."
                : "Better than popularity, with an interval below zero: \(afterHolm(wins))",
            losses.isEmpty ? nil : "Worse, with an interval above zero: \(afterHolm(losses))",
            open.isEmpty ? nil : "Not told apart from popularity: \(names(open)).",
            (interviews(predictor, "mae").first?.users).map { "Users: \($0)." },
        ]
        return sentences.compactMap { $0?.wrapped(at: 116) }.joined(separator: "\n")
    }
}

extension String {
    /// The words in lines of at most `width` characters where they can be; lines after a break begin with two spaces.
    fileprivate func wrapped(at width: Int) -> String {
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

extension [String] {
    /// Each once, in the order of their first places.
    var distinct: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
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
