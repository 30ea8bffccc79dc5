import Study

/// The results of a study as tables.
struct ResultTables {
    let results: StudyResults

    /// How far participants came.
    var progress: TableView {
        let columns = [results.progress] + results.arms
        var rows = [
            TableView.Row(cells: [.heading("enrolled")] + columns.map { .number("\($0.enrolled)") }),
            TableView.Row(cells: [.heading("withdrew")] + columns.map { .number("\($0.withdrawn)") }),
        ]
        for (place, step) in StudyProgress.Step.allCases.enumerated() {
            let cells = columns.map { column in
                let reached = column.steps[place]
                let share = column.enrolled > 0 ? Double(reached.count) / Double(column.enrolled) : 0
                let left = reached.left > 0 ? " (−\(reached.left))" : ""
                return TableView.Cell(
                    text: "\(reached.count)\(left)", isNumber: true, figure: Figures.bar(share))
            }
            rows.append(TableView.Row(cells: [.heading(step.title)] + cells))
        }
        return TableView(
            caption: "Participants by step and arm",
            headings: headings("step", ["all"] + results.arms.map { $0.arm ?? "" }),
            rows: rows,
            note:
                "In brackets: who finished the step before and not this one; while the study runs, some are still at it. "
                + "What those who withdrew did is erased, so they are in no step.")
    }

    /// Who the participants are.
    var cells: [TableView] {
        results.cellTables.filter { $0.total > 0 }.map(table)
    }

    /// What a reader has to know of them.
    var cellNote: String? {
        results.cellTables.contains(where: \.isSuppressed)
            ? "· stands for fewer than \(results.minCell) participants, or for what would tell them." : nil
    }

    private func table(_ cells: CellTable) -> TableView {
        let rows = cells.rows.map { row in
            TableView.Row(
                cells: [.heading(row.value)] + row.counts.map { .number($0.map { "\($0)" } ?? "·") })
        }
        return TableView(
            caption: Self.captions[cells.name] ?? cells.name, headings: headings("value", cells.columns),
            rows: rows)
    }

    private static let captions = [
        "attention": "Attention check", "language": "Language",
        "equal-ratings": "Ratings of the recommendations",
    ]

    /// Every measure of every arm.
    func measures(_ analysis: StudyAnalysis) -> TableView {
        TableView(
            caption: "Measures, one value per participant",
            headings: headings("measure", ["arm"]) + ["n", "mean", "sd", "median"].map { .number($0) },
            rows: analysis.summaries.map { summary in
                let values = [summary.mean, summary.deviation, summary.median].map {
                    TableView.Cell.number(NumberText.text($0))
                }
                let count = summary.count.map { "\($0)" } ?? "< \(results.minCell)"
                return TableView.Row(
                    cells: [
                        .heading(summary.measure.title), .init(text: summary.arm ?? "all"), .number(count),
                    ] + values)
            })
    }

    /// The tested arm against another.
    func tests(_ comparison: ArmComparison) -> TableView {
        let isWithin = results.assignment == .withinSubjects
        let titles = [
            "shift", "95% from", "to", "p", "p, Holm", "mean difference", isWithin ? "d_z" : "d",
            "rank effect",
        ]
        return TableView(
            caption: "\(comparison.arm) against \(comparison.other)",
            headings: [.init(text: "measure"), .number("n"), .init(text: "shift")]
                + titles.map { .number($0) },
            rows: comparison.outcomes.map { outcome in
                let counts = isWithin ? "\(outcome.count)" : "\(outcome.count), \(outcome.otherCount)"
                let values =
                    [outcome.shift.value, outcome.shift.lower, outcome.shift.upper].map {
                        NumberText.text($0)
                    }
                    + [outcome.pValue, outcome.holmPValue].map { NumberText.p($0) }
                    + [outcome.meanDifference.value, outcome.standardizedDifference, outcome.rankEffect].map {
                        NumberText.text($0)
                    }
                return TableView.Row(
                    cells: [
                        .heading(outcome.measure.title + (outcome.isPrimary ? " (primary)" : "")),
                        .number(counts),
                        .init(text: "", figure: Figures.interval(outcome.shift)),
                    ] + values.map { .number($0) })
            }, note: note(comparison))
    }

    private func note(_ comparison: ArmComparison) -> String {
        let rank = results.assignment == .withinSubjects ? "Wilcoxon's" : "the Mann-Whitney"
        let tested =
            results.primaryOutcome == .preference
            ? "p is that of the permutation test"
            : "p is that of \(rank) test for the primary outcome and of the permutation test for the others"
        var note =
            "Each shift is drawn on its own scale, 0 in the middle. \(tested); Holm's correction is over all outcomes of the "
            + "same kind."
        if let preference = comparison.preference, !preference.isPrimary {
            note += """
                 Preferred: \(comparison.arm) \(preference.test.first), \(comparison.other) \(preference.test.second), neither \
                \(preference.neither); McNemar's exact p \(NumberText.p(preference.test.exactPValue)), with Holm's correction \
                \(NumberText.p(preference.holmPValue)).
                """
        }
        if !comparison.withheld.isEmpty {
            note += " Too few participants for: \(comparison.withheld.map(\.title).joined(separator: ", "))."
        }
        return note
    }

    /// Whether the order of the arms matters.
    func orders(_ analysis: StudyAnalysis) -> TableView? {
        guard !analysis.orderEffects.isEmpty else { return nil }
        return TableView(
            caption: "Order of the arms",
            headings: [.init(text: "measure")]
                + ["n", "carry-over", "p", "period", "p", "arms", "p"].map { .number($0) },
            rows: analysis.orderEffects.map { effect in
                let values = [effect.carryOver, effect.period, effect.arms].flatMap { effect in
                    [NumberText.text(effect.size.value), NumberText.p(effect.test.pValue)]
                }
                return TableView.Row(
                    cells: [
                        .heading(effect.measure.title),
                        .number("\(effect.firstCount), \(effect.secondCount)"),
                    ]
                        + values.map { .number($0) })
            },
            note:
                "n counts those who saw the tested arm first, and second. The tests compare the two orders and are not corrected "
                + "for their number.")
    }

    private func headings(_ first: String, _ others: [String]) -> [TableView.Cell] {
        [.init(text: first)] + others.map { .init(text: $0, isNumber: $0 != "arm") }
    }
}
