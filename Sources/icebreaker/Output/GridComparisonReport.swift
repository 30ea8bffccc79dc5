import Elicitation
import Evaluation
import Foundation
import Statistics
import Storage
import Workflows

/// What a comparison of grids prints: for each protocol a table and a verdict per recommender, what people
/// can tap, and what more answers or more knowledge are worth; or all figures as rows.
struct GridComparisonReport {
    private let results: AnalysisResults
    private let options: GridComparisonSession.Record
    private let users: Int

    init(_ results: AnalysisResults, options: GridComparisonSession.Record, users: Int) {
        (self.results, self.options, self.users) = (results, options, users)
    }

    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .table else { return try ResultTable(results.elicitations).rendered(format) }
        let protocols = try options.protocols.map(section)
        return (try [opening] + protocols + contrasts).joined(separator: "\n\n")
    }

    private var opening: String {
        let taken = options.positiveFrom.map { "rated \($0) or more" } ?? "taken"
        var sentences = [
            "\(users) held-out users with \(options.minimumTaken) or more titles \(taken); \(options.shown) tiles each."
        ]
        if !options.design.isEmpty {
            sentences.append("Targets of the design, chosen on training users: \(options.design).")
        }
        if options.behaviour.tapRate < 1 {
            sentences.append(
                "People tap \(Int((100 * options.behaviour.tapRate).rounded()))% of the tiles they have taken."
            )
        }
        if options.behaviour.leaveBelow > 0 {
            sentences.append(
                "Who has fewer than \(options.behaviour.leaveBelow) taps leaves and is recommended what is popular."
            )
        }
        if let share = options.threeTaps {
            sentences.append(
                "Fixed grids are made so that at least \(Wording.percent(share)) of the training users can tap three tiles."
            )
        }
        return sentences.joined(separator: "\n").wrapped(at: 80)
    }

    private func section(_ gridProtocol: GridProtocol) throws -> String {
        let tables = try options.recommenders.map { recommender in
            guard recommender != GridComparison.reference || options.recommenders.count == 1 else {
                return unasked(gridProtocol)
            }
            return "\(gridProtocol.title), recommended by \(recommender):\n"
                + (try table(gridProtocol, recommender).rendered(.table)) + "\n"
                + verdict(gridProtocol, recommender)
        }
        return (tables + [try reach(gridProtocol) + exclusion(gridProtocol)]).joined(separator: "\n\n")
    }

    /// Why differences under pair exclusion are not those of two figures of the table.
    private func exclusion(_ gridProtocol: GridProtocol) -> String {
        guard gridProtocol == .pairExclusion else { return "" }
        let note = """
            Pair exclusion: each grid is compared with the popular one without the titles that either of the two shows, so a \
            difference is not that of two figures of the column nDCG@10.
            """
        return "\n" + note.wrapped(at: 80)
    }

    /// What a service achieves that asks nothing: the same after every grid.
    private func unasked(_ gridProtocol: GridProtocol) -> String {
        let value = records(gridProtocol, .ndcg10, GridComparison.reference).first {
            $0.strategy == GridComparison.reference
        }?
        .value
        let figure = value.map { String(format: "%.4f", $0) } ?? "not defined"
        return "\(gridProtocol.title), recommended what is popular, whatever is tapped: nDCG@10 \(figure)."
            .wrapped(at: 80)
    }

    private func records(_ gridProtocol: GridProtocol, _ measure: GridMeasure, _ recommender: String)
        -> [ElicitationRecord]
    {
        let metric = GridMetric(gridProtocol, measure).rawValue
        return results.elicitations.filter { $0.metric == metric && $0.predictor == recommender }
    }

    private func table(_ gridProtocol: GridProtocol, _ recommender: String) -> ResultTable {
        let rows = records(gridProtocol, .ndcg10, recommender).map { record -> [ResultTable.Cell] in
            [
                .text(record.strategy), .number(record.value, digits: 4),
                Self.difference(record.difference, record.intervalLow, record.intervalHigh),
                .init(record.pHolm, digits: 4),
            ]
        }
        let titles = ["strategy", "nDCG@10", "to popular [95%]", "p (Holm)"]
        return ResultTable(headings: titles.map { .init($0, $0) }, rows: rows)
    }

    /// +0.0176 [0.0124, 0.0227].
    private static func difference(_ value: Double?, _ low: Double?, _ high: Double?) -> ResultTable.Cell {
        guard let value, let low, let high else { return .missing }
        return .text(String(format: "%+.4f [%.4f, %.4f]", value, low, high))
    }

    /// Which grids are better and which worse than the popular one, as ``Verdict`` has it.
    private func verdict(_ gridProtocol: GridProtocol, _ recommender: String) -> String {
        let rivals = records(gridProtocol, .ndcg10, recommender).filter {
            $0.strategy != GridComparison.reference
        }
        let judged = rivals.map { (strategy: $0.strategy, verdict: $0.gridVerdict) }
        func sentence(_ start: String, _ finding: Verdict.Finding?) -> String? {
            let found = judged.filter { $0.verdict?.finding == finding }.map(\.strategy)
            return found.isEmpty ? nil : "\(start): \(found.joined(separator: ", "))."
        }
        guard !rivals.isEmpty else { return "Only the popular grid was shown." }
        let better = sentence("Better than the popular grid, by interval and Holm's p", .better)
        let others = [
            sentence("Worse than the popular grid", .worse), sentence("No clear difference", .unclear),
            sentence("No verdict, since a figure is not defined", nil),
        ].compactMap { $0 }
        return ([better ?? "No grid is measurably better than the popular one."] + others).map {
            $0.wrapped(at: 80)
        }
        .joined(separator: "\n")
    }

    /// What people can tap, and the other measures by the first recommender.
    private func reach(_ gridProtocol: GridProtocol) throws -> String {
        let recommender = options.recommenders.first ?? LinearRecommender.plainName
        func measure(_ strategy: String, _ name: String, scale: Double, digits: Int) -> ResultTable.Cell {
            let value = results.measures.first {
                $0.strategy == strategy && $0.measure == "\(gridProtocol.rawValue)-\(name)"
            }?.value
            return .init(value.map { scale * $0 }, digits: digits)
        }
        let recall = records(gridProtocol, .recall10, recommender)
        let rows = zip(recall, records(gridProtocol, .hitRate10, recommender)).map {
            recall, hit -> [ResultTable.Cell] in
            [
                .text(recall.strategy), measure(recall.strategy, "taps", scale: 1, digits: 1),
                measure(recall.strategy, "users-without-tap", scale: 100, digits: 1),
                measure(recall.strategy, "users-below-three-taps", scale: 100, digits: 1),
                .number(recall.value, digits: 4), .number(hit.value, digits: 4),
            ]
        }
        let titles = ["strategy", "taps", "none %", "< 3 %", "recall@10", "hit rate"]
        let table = try ResultTable(headings: titles.map { .init($0, $0) }, rows: rows).rendered(.table)
        let leftOut = results.measures.filter { $0.measure == "\(gridProtocol.rawValue)-users-left-out" }
            .map { "\(Int($0.value)) after \($0.strategy)" }
        let note =
            leftOut.isEmpty
            ? "" : "\nLeft out, since nothing of theirs is left to find: \(leftOut.joined(separator: ", "))."
        return
            "What people can tap, and the first ten recommended by \(recommender):\n\(table)\(note.wrapped(at: 80))"
    }

    /// Recommenders against `linear`, and pages against the best fixed list.
    private var contrasts: [String] {
        get throws {
            let found = results.measures.filter {
                $0.measure.hasPrefix("over-") && !$0.measure.hasSuffix("-p-holm")
            }
            let kinds = GridContrast.Kind.allCases.map { kind in
                found.filter { $0.measure.hasPrefix(kind.rawValue) }
            }
            return try zip(GridContrast.Kind.allCases, kinds).filter { !$0.1.isEmpty }.map { kind, records in
                let other = records[0].measure.dropFirst(kind.rawValue.count + 1).dropLast("-ndcg10".count)
                let rows = records.map { record -> [ResultTable.Cell] in
                    [
                        .text(record.strategy), .text(record.predictor),
                        Self.difference(record.value, record.intervalLow, record.intervalHigh),
                    ]
                }
                let titles = ["strategy", "recommender", "difference [95%]"]
                let table = try ResultTable(headings: titles.map { .init($0, $0) }, rows: rows).rendered(
                    .table)
                let title =
                    kind == .recommender
                    ? "Catalogue split, nDCG@10 less that of `\(other)` after the same tiles"
                    : "Catalogue split, nDCG@10 of pages less that of the best fixed list, \(other)"
                return "\("\(title):".wrapped(at: 80))\n\(table)"
            }
        }
    }
}
