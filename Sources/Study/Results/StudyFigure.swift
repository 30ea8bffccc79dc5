import Statistics
import Support

/// One figure of a study's results, as a row of a long table: the form of the CSV file.
package struct StudyFigure: Sendable, Equatable {
    /// The part of the results: `progress`, `attention`, `equal-ratings`, `demographics`, `summary`,
    /// `comparison`, `preference` or `order-effect`.
    package var section: String
    /// The arm; empty for all.
    package var arm = ""
    /// The arm that it is compared with; empty outside comparisons.
    package var other = ""
    /// The measure, the step or, of who participants are, the feature and value.
    package var measure: String
    /// What the value is, such as `count`, `mean` or `p`.
    package var figure: String
    /// The value; nil where it is suppressed or not defined.
    package var value: Double?

    /// The columns' names.
    package static let columns = ["section", "arm", "other_arm", "measure", "figure", "value"]
}

extension StudyResults {
    /// All figures in a fixed order.
    package var figures: [StudyFigure] {
        let tables =
            attention.figures(section: "attention")
            + demographics.flatMap { $0.figures(section: "demographics") }
        return ([progress] + arms).flatMap(\.figures) + tables + (analysis?.figures ?? [])
    }

    /// The figures as a CSV file (RFC 4180), with all digits and a line end after each row.
    package var csv: String {
        let rows = figures.map { row in
            [row.section, row.arm, row.other, row.measure, row.figure, row.value.map(Self.number) ?? ""]
        }
        return ([StudyFigure.columns] + rows).map { $0.map(\.csvField).joined(separator: ",") + "\r\n" }
            .joined()
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 0x1p53 ? String(Int64(value)) : String(value)
    }
}

extension StudyProgress {
    fileprivate var figures: [StudyFigure] {
        func row(_ measure: String, _ figure: String, _ count: Int) -> StudyFigure {
            StudyFigure(
                section: "progress", arm: arm ?? "", measure: measure, figure: figure, value: Double(count))
        }
        return [row("enrolled", "count", enrolled), row("withdrawn", "count", withdrawn)]
            + steps.flatMap {
                [row($0.step.rawValue, "count", $0.count), row($0.step.rawValue, "left", $0.left)]
            }
    }
}

extension CellTable {
    func figures(section: String) -> [StudyFigure] {
        rows.flatMap { row in
            zip(columns, row.counts).map { column, count in
                StudyFigure(
                    section: section, arm: column == "all" ? "" : column, measure: name + "=" + row.value,
                    figure: "count",
                    value: count.map(Double.init))
            }
        }
    }
}

extension StudyAnalysis {
    fileprivate var figures: [StudyFigure] {
        summaries.flatMap(\.figures) + equalRatings.figures(section: "equal-ratings")
            + comparisons.flatMap(\.figures)
            + orderEffects.flatMap(\.figures)
    }
}

extension OutcomeSummary {
    fileprivate var figures: [StudyFigure] {
        [("count", count.map(Double.init)), ("mean", mean), ("deviation", deviation), ("median", median)].map
        {
            StudyFigure(section: "summary", arm: arm ?? "", measure: measure.rawValue, figure: $0, value: $1)
        }
    }
}

extension ArmComparison {
    fileprivate var figures: [StudyFigure] {
        let tested = outcomes.flatMap { outcome in
            let values: [(String, Double?)] =
                [("count", Double(outcome.count)), ("other_count", Double(outcome.otherCount))]
                + [("rank_statistic", outcome.rankTest.statistic), ("rank_p", outcome.rankTest.pValue)]
                + interval("shift", outcome.shift) + interval("mean_difference", outcome.meanDifference)
                + [
                    ("permutation_p", outcome.permutationPValue), ("p", outcome.pValue),
                    ("p_holm", outcome.holmPValue),
                ]
                + [
                    ("standardized_difference", outcome.standardizedDifference),
                    ("rank_effect", outcome.rankEffect),
                ]
            return values.map { row("comparison", outcome.measure.rawValue, $0, $1) }
        }
        let preferred: [(String, Double)] =
            preference.map {
                [
                    ("count", Double($0.answered)), ("first", Double($0.test.first)),
                    ("second", Double($0.test.second)),
                    ("neither", Double($0.neither)), ("p", $0.test.exactPValue), ("p_holm", $0.holmPValue),
                    ("chi_squared", $0.test.chiSquared), ("chi_squared_p", $0.test.chiSquaredPValue),
                ]
            } ?? []
        return tested + withheld.map { row("comparison", $0.rawValue, "count", nil) }
            + preferred.map { row("preference", "preference", $0, $1) }
    }

    private func row(_ section: String, _ measure: String, _ figure: String, _ value: Double?) -> StudyFigure
    {
        StudyFigure(section: section, arm: arm, other: other, measure: measure, figure: figure, value: value)
    }
}

extension OrderEffect {
    fileprivate var figures: [StudyFigure] {
        let effects = [("carry_over", carryOver), ("period", period), ("arms", arms)]
        let values: [(String, Double?)] =
            [("first_count", Double(firstCount)), ("second_count", Double(secondCount))]
            + effects.flatMap { name, effect -> [(String, Double?)] in
                [("\(name)_p", effect.test.pValue)] + interval(name, effect.size)
            }
        return values.map {
            StudyFigure(section: "order-effect", measure: measure.rawValue, figure: $0, value: $1)
        }
    }
}

private func interval(_ name: String, _ estimate: IntervalEstimate) -> [(String, Double?)] {
    [(name, estimate.value), ("\(name)_low", estimate.lower), ("\(name)_high", estimate.upper)]
}
