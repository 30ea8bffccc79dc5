import Elicitation

extension ReportContents {
    /// What the answers were worth, by the length of the interview.
    var curves: Section {
        let comparison = StrategyComparison(elicitations)
        var blocks: [Block] = []
        if comparison.records.isEmpty {
            blocks.append(uncompared("No strategy was tried on held-out users yet."))
        } else {
            blocks.append(
                .paragraph(
                    "Held-out users are shown items by each strategy, answer those they know, and ratings that were never asked are "
                        + "predicted from the answers. Below zero a strategy is better than popularity after as many shown items. "
                        + "“Better” and “worse” mean that the 95% interval excludes zero and Holm’s p is below 0.05."
                ))
        }
        for predictor in comparison.predictors {
            blocks += [
                .heading("Predicted by \(predictor)"),
                .paragraph("That is \(StrategyComparison.explanation(predictor))."),
                .figure(shownFigure(comparison, predictor)), .table(comparedTable(comparison, predictor)),
            ]
        }
        blocks += answeredBlocks
        return Section(id: "curves", title: "What the answers are worth", blocks: blocks)
    }

    private func shownFigure(_ comparison: StrategyComparison, _ predictor: String) -> Figure {
        let rivals = comparison.compared(predictor).filter { $0.difference != nil }
            .sorted { ($0.difference ?? 0, $0.strategy) < ($1.difference ?? 0, $1.strategy) }
        let all = rivals.flatMap { comparison.curve($0.strategy, predictor) }
        let y: [Double] =
            [0] + all.compactMap(\.difference) + all.compactMap(\.intervalLow)
            + all.compactMap(\.intervalHigh)
        let plots = rivals.map { record in
            CurvePlot(
                points: comparison.curve(record.strategy, predictor).map {
                    .init(
                        x: Double($0.shown), y: $0.difference ?? 0, low: $0.intervalLow, high: $0.intervalHigh
                    )
                },
                x: all.map { Double($0.shown) }, y: y, xTitle: "items shown", yTitle: "MAE − popularity’s",
                style: verdictStyle(record), marked: Double(comparison.shown)
            ).plot(
                id: "shown-\(predictor)-\(record.strategy)",
                title: "\(record.strategy) against popularity, predicted by \(predictor)",
                summary: "By items shown; after \(comparison.shown): \(verdictSentence(record)).",
                label: record.strategy, verdict: verdictWords(record))
        }
        return Figure(
            caption: "Difference in MAE to popularity over the number of items shown, best first.",
            plots: plots,
            data: shownTable(comparison, predictor, rivals.map(\.strategy)), isGrid: true,
            legend: [
                LegendEntry(
                    style: "band",
                    text:
                        "95% band of the paired difference: green better, red worse, grey no clear difference, as the words say"
                ),
                LegendEntry(style: "zero", text: StrategyID.reference.name),
                LegendEntry(style: "marked", text: "the compared number of items, \(comparison.shown)"),
            ])
    }

    private func shownTable(_ comparison: StrategyComparison, _ predictor: String, _ strategies: [String])
        -> DataTable
    {
        let curves = strategies.map { comparison.curve($0, predictor) }
        let rows = (curves.first ?? []).map(\.shown).filter { $0 % 5 == 0 }.map { shown in
            ["\(shown)"]
                + curves.map { curve in
                    guard let record = curve.first(where: { $0.shown == shown }) else { return "–" }
                    return
                        "\(Wording.signed(record.difference, digits: errorDigits)) (\(errorInterval(record)))"
                }
        }
        return DataTable(
            "Difference in MAE to popularity with 95% interval, predicted by \(predictor)",
            ["#shown"] + strategies.map { "#" + $0 }, rows)
    }

    private func comparedTable(_ comparison: StrategyComparison, _ predictor: String) -> DataTable {
        let records = comparison.compared(predictor).sorted {
            ($0.value, $0.strategy) < ($1.value, $1.strategy)
        }
        return DataTable(
            "After \(comparison.shown) shown items, predicted by \(predictor), \(records.first?.users ?? 0) users",
            [
                "strategy", "#answered", "#MAE", "#to popularity", "#95% interval", "#p (Holm)",
                "#effect size", "in words",
            ],
            records.map {
                [
                    $0.strategy, Wording.number($0.answeredMean, digits: 1),
                    Wording.number($0.value, digits: errorDigits),
                    Wording.signed($0.difference, digits: errorDigits), errorInterval($0),
                    Wording.p($0.pHolm),
                    Wording.signed($0.effectSize, digits: 2), verdictWords($0),
                ]
            })
    }
}
