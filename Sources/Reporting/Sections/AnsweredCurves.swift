import Elicitation
import Storage

extension ReportContents {
    /// The curves over the number of items answered.
    var answeredBlocks: [Block] {
        // Where few users are left, the band is wider than the panel and says nothing.
        let most = answered.map(\.users).max() ?? 0
        let records = answered.filter { $0.metric == "mae" && $0.users * 5 >= most }
        guard !records.isEmpty else {
            guard !elicitations.isEmpty else { return [] }
            return [.missing("The comparison has no curves over answers.", next.compare)]
        }
        let predictors = records.reduce(into: [String]()) {
            if !$0.contains($1.predictor) { $0.append($1.predictor) }
        }
        return predictors.flatMap { predictor in
            [
                .heading("Over the answers, predicted by \(predictor)"),
                .figure(
                    answeredFigure(
                        records.filter { $0.predictor == predictor }, predictor,
                        isFolded: predictor != predictors.first)),
            ] as [Block]
        }
    }

    private func answeredFigure(_ records: [AnsweredElicitationRecord], _ predictor: String, isFolded: Bool)
        -> Figure
    {
        let strategies = records.reduce(into: [String]()) {
            if !$0.contains($1.strategy) { $0.append($1.strategy) }
        }
        let popularity = Self.points(records, StrategyID.reference.name)
        let y = [0] + records.map(\.intervalLow) + records.map(\.intervalHigh)
        let plots = strategies.map { strategy in
            let own = records.filter { $0.strategy == strategy }.sorted { $0.answered < $1.answered }
            let last = own.last
            let end =
                "\(Wording.signed(last?.difference, digits: errorDigits)) after \(Wording.count(last?.answered ?? 0, "answer", "answers"))"
            return CurvePlot(
                points: Self.points(records, strategy),
                others: strategy == StrategyID.reference ? [] : [popularity],
                x: records.map { Double($0.answered) }, y: y, xTitle: "items answered",
                yTitle: "MAE − before any answer"
            ).plot(
                id: "answered-\(predictor)-\(strategy)",
                title: "\(strategy) over the answers, predicted by \(predictor)",
                summary: "Difference in MAE to no answer: \(end).", label: strategy, verdict: end)
        }
        return Figure(
            caption:
                "Difference in MAE to the same users before any answer, over the number of items answered: what an answer is worth, "
                + "whatever was shown to get it. A curve ends where fewer than a fifth of the users gave so many answers.",
            plots: plots, data: answeredTable(records, strategies, predictor), isGrid: true,
            foldedTitle: isFolded ? "The curves" : nil,
            legend: [
                LegendEntry(style: "band", text: "95% band"),
                LegendEntry(style: "other", text: StrategyID.reference.name),
                LegendEntry(style: "zero", text: "no answer"),
            ])
    }

    private static func points(_ records: [AnsweredElicitationRecord], _ strategy: String) -> [CurvePlot
        .Point]
    {
        records.filter { $0.strategy == strategy }.sorted { $0.answered < $1.answered }.map {
            CurvePlot.Point(
                x: Double($0.answered), y: $0.difference, low: $0.intervalLow, high: $0.intervalHigh)
        }
    }

    private func answeredTable(
        _ records: [AnsweredElicitationRecord], _ strategies: [String], _ predictor: String
    ) -> DataTable {
        let counts = Set(records.map(\.answered)).sorted().filter { $0 <= 5 || $0 % 5 == 0 }
        let rows = counts.map { count in
            ["\(count)"]
                + strategies.map { strategy -> String in
                    guard
                        let record = records.first(where: { $0.strategy == strategy && $0.answered == count })
                    else {
                        return "–"
                    }
                    return
                        "\(Wording.signed(record.difference, digits: errorDigits)) (\(Wording.count(record.users, "user", "users")))"
                }
        }
        return DataTable(
            "Difference in MAE to no answer, predicted by \(predictor)",
            ["#answered"] + strategies.map { "#" + $0 }, rows)
    }
}
