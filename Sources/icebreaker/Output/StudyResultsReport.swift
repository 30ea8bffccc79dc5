import Foundation
import Statistics
import Storage
import Study

/// What `study results` prints: the same figures as tables, as one JSON object, or as a row per figure.
struct StudyResultsReport {
    private let results: StudyResults
    private let status: StudyRecord.Status

    init(_ results: StudyResults, status: StudyRecord.Status) {
        (self.results, self.status) = (results, status)
    }

    func rendered(_ format: OutputFormat) throws -> String {
        switch format {
        case .json:
            return String(decoding: try results.json(), as: UTF8.self)
        case .csv: return results.csv.replacing("\r\n", with: "\n").trimmingCharacters(in: .newlines)
        case .table: return try sections().joined(separator: "\n\n")
        }
    }

    private func sections() throws -> [String] {
        let analysis = try results.analysis.map(analysed) ?? [Self.withheld]
        let warning = results.isInterim && results.analysis != nil ? [Self.warning] : []
        let remarks = results.remarks.map { "Remark: \($0)" }
        return [heading] + remarks + ["Participants\n" + (try progress.rendered(.table))] + (try cells())
            + warning + analysis
    }

    private static let withheld = """
        The study runs and fewer participants than planned completed it, so its tests are not shown: whoever looks again and \
        again until a test finds something will find what is not there. --interim shows them all the same.
        """
    private static let warning = """
        INTERIM: fewer participants than planned completed the study. What follows is not the planned analysis: do not stop or \
        change the study because of it, and say in any report that you looked.
        """

    private var heading: String {
        let completed = "\(results.progress.count(.completed)) of \(results.targetSize) planned"
        return """
            Study \(results.study), \(status.rawValue), \(results.assignment.rawValue); \(completed) participants completed it
            Primary outcome: \(results.primaryOutcome.title), \(results.primaryTest?.title ?? "no test")
            Enrolment: \(results.progress.enrolled - results.progress.withdrawn) of \(results.places) places taken
            \(results.ratings.map { "Ratings: \($0.map(\.plainText).joined(separator: ", "))" } ?? "Ratings: not locked yet")
            Design: SHA-256 \(results.designHash ?? "not locked before the launch")
            """
    }

    private var progress: ResultTable {
        let columns = [results.progress] + results.arms
        let names = ["all"] + results.arms.map { $0.arm ?? "" }
        var table = ResultTable(headings: [.init("step", "")] + names.map { .init($0, $0) })
        table.rows = [
            [.text("enrolled")] + columns.map { .text("\($0.enrolled)") },
            [.text("withdrew")] + columns.map { .text("\($0.withdrawn)") },
        ]
        for (place, step) in StudyProgress.Step.allCases.enumerated() {
            table.rows.append(
                [.text(step.title)]
                    + columns.map { column in
                        let reached = column.steps[place]
                        return .text(
                            reached.left > 0 ? "\(reached.count) (−\(reached.left))" : "\(reached.count)")
                    })
        }
        return table
    }

    private func cells() throws -> [String] {
        let tables = results.cellTables
        let note =
            tables.contains(where: \.isSuppressed)
            ? ["· stands for fewer than \(results.minCell), or what would tell them"] : []
        return try tables.filter { $0.total > 0 }.map { try Self.rendered($0) } + note
    }

    private static func rendered(_ table: CellTable) throws -> String {
        let headings = [ResultTable.Heading(table.name, table.name)] + table.columns.map { .init($0, $0) }
        return try ResultTable(
            headings: headings,
            rows: table.rows.map { row in
                [.text(row.value)] + row.counts.map { .text($0.map { "\($0)" } ?? "·") }
            }
        ).rendered(.table)
    }

    private func analysed(_ analysis: StudyAnalysis) throws -> [String] {
        var parts = ["Primary outcome\n" + results.primarySentences.joined(separator: "\n")]
        parts.append("Measures\n" + (try measures(analysis.summaries).rendered(.table)))
        for comparison in analysis.comparisons {
            let title = "\(comparison.arm) against \(comparison.other)"
            parts.append(title + "\n" + (try tests(comparison).rendered(.table)))
            if let preference = comparison.preference, !preference.isPrimary {
                parts.append(sentence(preference, of: comparison))
            }
        }
        if !analysis.orderEffects.isEmpty {
            parts.append("Order of the arms\n" + (try orders(analysis.orderEffects).rendered(.table)))
        }
        return parts
    }

    private func measures(_ summaries: [OutcomeSummary]) -> ResultTable {
        ResultTable(
            headings: ["measure", "arm", "n", "mean", "sd", "median"].map { .init($0, $0) },
            rows: summaries.map { summary in
                [
                    .text(summary.measure.title), .text(summary.arm ?? "all"),
                    .text(summary.count.map(String.init) ?? "< \(results.minCell)"), number(summary.mean),
                    number(summary.deviation), number(summary.median),
                ]
            })
    }

    private func tests(_ comparison: ArmComparison) -> ResultTable {
        let titles = [
            "measure", "n", "shift", "95%", "mean difference", "95%", "p", "p Holm", "d", "rank effect",
        ]
        return ResultTable(
            headings: titles.map { .init($0, $0) },
            rows: comparison.outcomes.map { outcome in
                let counts =
                    results.assignment == .withinSubjects
                    ? "\(outcome.count)" : "\(outcome.count), \(outcome.otherCount)"
                return [
                    .text(outcome.measure.title), .text(counts), number(outcome.shift.value),
                    interval(outcome.shift),
                    number(outcome.meanDifference.value), interval(outcome.meanDifference),
                    number(outcome.pValue),
                    number(outcome.holmPValue), number(outcome.standardizedDifference),
                    number(outcome.rankEffect),
                ]
            })
    }

    private func sentence(_ preference: PreferenceComparison, of comparison: ArmComparison) -> String {
        let p = String(
            format: "%.4f, with Holm's correction %.4f", preference.test.exactPValue, preference.holmPValue)
        return
            "Preference: \(comparison.arm) \(preference.test.first), \(comparison.other) \(preference.test.second), neither "
            + "\(preference.neither); McNemar's exact p = \(p)"
    }

    private func orders(_ effects: [OrderEffect]) -> ResultTable {
        let titles = ["measure", "n", "carry-over", "p", "period", "p", "arms", "p"]
        return ResultTable(
            headings: titles.map { .init($0, $0) },
            rows: effects.map { effect in
                [.text(effect.measure.title), .text("\(effect.firstCount), \(effect.secondCount)")]
                    + [effect.carryOver, effect.period, effect.arms].flatMap {
                        [number($0.size.value), number($0.test.pValue)]
                    }
            })
    }

    private func number(_ value: Double?) -> ResultTable.Cell {
        value.map { .number($0, digits: abs($0) >= 1000 ? 0 : 4) } ?? .missing
    }

    private func interval(_ estimate: IntervalEstimate) -> ResultTable.Cell {
        let digits = max(abs(estimate.lower), abs(estimate.upper)) >= 1000 ? 0 : 4
        return .text(String(format: "%.\(digits)f to %.\(digits)f", estimate.lower, estimate.upper))
    }
}
