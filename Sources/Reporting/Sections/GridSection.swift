import Evaluation

extension ReportContents {
    /// The results of the comparison of grids.
    var gridOutcomes: GridOutcomes { GridOutcomes(gridRecords, measures: gridMeasures) }

    /// Which grid brings the best first recommendations, in sentences; empty where none was compared.
    var gridAnswer: [String] {
        let outcomes = gridOutcomes
        guard let first = outcomes.protocols.first, let recommender = outcomes.recommenders.first else {
            return []
        }
        let ranked = outcomes.ranked(first, recommender)
        let users = Wording.count(ranked.first?.users ?? 0, "held-out user", "held-out users")
        guard let popular = ranked.first(where: { $0.strategy == GridComparison.reference }) else {
            return []
        }
        let asked = "When new users tap what they know on \(Wording.count(outcomes.shown, "tile", "tiles"))"
        let winners = ranked.filter { $0.gridVerdict?.finding == .better }
        guard let best = winners.first else {
            return [
                "\(asked), no grid brings measurably better first recommendations than the popular one (\(users))."
            ]
        }
        let others = winners.dropFirst().map(\.strategy)
        return [
            "\(asked), \(best.strategy) brings better first recommendations than the popular grid: nDCG@10 "
                + "\(Wording.number(best.value)) against \(Wording.number(popular.value)), 95% interval of the difference "
                + "\(GridOutcomes.interval(best)), Holm p \(Wording.p(best.pHolm)) (\(users))."
                + (others.isEmpty ? "" : " Also better: \(Wording.list(others)).")
        ]
    }

    /// The first plot of the page: nDCG@10 of the first recommendations by grid, the popular grid as the
    /// line.
    var gridFigure: Block? {
        let outcomes = gridOutcomes
        guard let first = outcomes.protocols.first, let recommender = outcomes.recommenders.first else {
            return nil
        }
        let ranked = outcomes.ranked(first, recommender)
        guard let popular = ranked.first(where: { $0.strategy == GridComparison.reference }) else {
            return nil
        }
        let rows = ranked.map { record -> DotIntervalPlot.Row in
            // A grid is compared on its own candidates, so what it differs by stands on the popular grid's
            // value.
            let value = popular.value + (record.difference ?? 0)
            let isReference = record.strategy == popular.strategy
            return DotIntervalPlot.Row(
                name: isReference ? "popular grid" : record.strategy,
                words: isReference
                    ? Wording.number(popular.value)
                    : "\(Wording.signed(record.difference)) (\(GridOutcomes.interval(record)))",
                value: value, low: record.intervalLow.map { popular.value + $0 },
                high: record.intervalHigh.map { popular.value + $0 }, style: GridOutcomes.style(record))
        }
        let plot = DotIntervalPlot(
            rows: rows, line: popular.value, xTitle: "nDCG@10 of the first ten recommendations"
        ).plot(
            id: "grids", title: "nDCG@10 of the first recommendations by grid",
            summary: ranked.filter { $0.strategy != popular.strategy }.map {
                "\($0.strategy): \(Wording.signed($0.difference)), \(GridOutcomes.words($0))"
            }.joined(separator: "; ") + ".")
        return .figure(
            Figure(
                caption:
                    "nDCG@10 of the first ten recommendations after \(outcomes.shown) tiles, by grid (\(first.title), "
                    + "recommended by \(recommender)). The bar is the 95% interval of the difference to the popular grid on the "
                    + "same users: one that crosses the line is no clear difference.",
                plots: [plot], data: gridTable(first, recommender), isWide: true,
                legend: [
                    LegendEntry(style: "zero", text: "the popular grid"),
                    LegendEntry(style: "dot better", text: "better"),
                    LegendEntry(style: "dot worse", text: "worse"),
                    LegendEntry(style: "dot open", text: "no clear difference"),
                ]))
    }

    /// Everything that was measured of grids.
    var grids: Section {
        let outcomes = gridOutcomes
        let title = "First recommendations by grid"
        guard !outcomes.protocols.isEmpty else {
            return Section(
                id: "grids-section", title: title,
                blocks: [
                    .missing(
                        "Which grid of tiles to tap brings the best first recommendations was not measured yet.",
                        .command("icebreaker compare --answers taps"))
                ])
        }
        var blocks: [Block] = [
            .paragraph(
                "Held-out users tap the tiles that they have taken; the first ten recommendations are judged by what they have taken "
                    + "of all titles that may be recommended. “Better” and “worse” mean that the 95% interval excludes zero and "
                    + "Holm’s p is below 0.05.")
        ]
        let setting = GridSetting(gridComparison).sentences
        if !setting.isEmpty { blocks.append(.paragraph(setting.joined(separator: " "))) }
        for gridProtocol in outcomes.protocols {
            blocks.append(.heading("Protocol: \(gridProtocol.title)"))
            blocks.append(.paragraph(gridProtocol.explanation))
            for (place, recommender) in outcomes.recommenders.enumerated() {
                let table = gridTable(gridProtocol, recommender)
                guard !table.rows.isEmpty else { continue }
                blocks.append(place == 0 ? .table(table) : .folded(table))
            }
            if let recommender = outcomes.recommenders.first {
                blocks.append(.table(reachTable(gridProtocol, recommender)))
            }
        }
        if let contrasts = contrastTable { blocks.append(.table(contrasts)) }
        return Section(id: "grids-section", title: title, blocks: blocks)
    }

    private func gridTable(_ gridProtocol: GridProtocol, _ recommender: String) -> DataTable {
        let records = gridOutcomes.ranked(gridProtocol, recommender)
        return DataTable(
            "nDCG@10 by \(recommender): \(GridOutcomes.explanation(recommender))",
            ["grid", "#nDCG@10", "#to popular", "#95% interval", "#p (Holm)", "#users", "in words"],
            records.map {
                [
                    $0.strategy, Wording.number($0.value), Wording.signed($0.difference),
                    GridOutcomes.interval($0),
                    Wording.p($0.pHolm), "\($0.users)", GridOutcomes.words($0),
                ]
            })
    }

    private func reachTable(_ gridProtocol: GridProtocol, _ recommender: String) -> DataTable {
        let outcomes = gridOutcomes
        let hits = outcomes.ranked(gridProtocol, recommender, .hitRate10)
        return DataTable(
            "What people can tap, and the other measures by \(recommender)",
            ["grid", "#taps", "#without a tap", "#below three taps", "#recall@10", "#hit rate@10"],
            outcomes.ranked(gridProtocol, recommender, .recall10).map { record in
                [
                    record.strategy, Wording.number(outcomes.reach(record, "taps")?.value, digits: 1),
                    outcomes.reach(record, "users-without-tap").map { Wording.percent($0.value) } ?? "–",
                    outcomes.reach(record, "users-below-three-taps").map { Wording.percent($0.value) } ?? "–",
                    Wording.number(record.value),
                    Wording.number(hits.first { $0.strategy == record.strategy }?.value),
                ]
            })
    }

    /// Recommenders against `linear`, pages against the best fixed list.
    private var contrastTable: DataTable? {
        let found = gridMeasures.filter { $0.measure.hasPrefix("over-") && !$0.measure.hasSuffix("-p-holm") }
        guard !found.isEmpty else { return nil }
        return DataTable(
            "nDCG@10 against another recommender after the same tiles, or against the best fixed list (catalogue split)",
            ["grid", "recommender", "against", "#difference", "#95% interval", "#p (Holm)"],
            found.map { record in
                let words = record.measure.dropFirst("over-".count).dropLast("-ndcg10".count).split(
                    separator: "-", maxSplits: 1)
                let p = gridMeasures.first {
                    $0.strategy == record.strategy && $0.predictor == record.predictor
                        && $0.measure == record.measure + "-p-holm"
                }
                return [
                    record.strategy, record.predictor, words.joined(separator: " "),
                    Wording.signed(record.value),
                    Wording.interval(record.intervalLow, record.intervalHigh, signed: true),
                    Wording.p(p?.value),
                ]
            })
    }
}

extension GridProtocol {
    /// What it does, for readers of the report.
    fileprivate var explanation: String {
        switch self {
        case .catalogueSplit:
            "Tiles come from a random half of the titles, and recommendations are judged on the other half; means over several "
                + "halves. Nothing that is shown can be judged, so no list is favoured."
        case .pairExclusion:
            "Tiles come from the whole catalogue. For each grid, its tiles and those of the popular grid are neither recommended nor "
                + "judged. Popular titles are what a popular grid predicts best, so this favours other grids."
        case .heldOutTitles:
            "Half of each user’s titles is hidden and judged, and tiles stay among the candidates. Misleading: a hidden popular "
                + "title is on the popular grid, was not answered, and is still recommended."
        }
    }
}
