import Datasets
import Statistics
import Storage

extension ReportContents {
    /// Gradient norm against popularity.
    var gradients: Section {
        let title = "Gradient norm against popularity"
        guard let run = gradientRun else {
            return Section(
                id: "gradients", title: title,
                blocks: [.missing("No item was scored by its gradient norm yet.", next.gradients)])
        }
        let chosen = chosenByGradient(run)
        let points = gradientScores.compactMap { entry -> ScatterPlot.Point? in
            guard let norm = entry.score.gradientNorm, entry.score.popularity > 0 else { return nil }
            let place = chosen.firstIndex(of: entry.score.itemID)
            return ScatterPlot.Point(
                x: Double(entry.score.popularity), y: norm, name: place.map { _ in entry.label.titleAndYear },
                number: (place ?? 0) + 1)
        }.sorted { $0.number < $1.number }
        let least = points.filter { $0.name != nil }.map(\.x).min() ?? 1
        let counted = run.details.popularity == "support" ? "support sets" : "users who know the item"
        let (x, y) = ("popularity: number of \(counted), logarithmic", "gradient norm")
        let all = ScatterPlot(points: points, xTitle: x, yTitle: y, isNaming: false).plot(
            id: "scatter", title: title,
            summary:
                "\(points.count) items, the \(chosen.count) chosen ones marked. The table has their figures.")
        let enlarged = ScatterPlot(points: points.filter { $0.x >= least * 0.8 }, xTitle: x, yTitle: y).plot(
            id: "scatter-chosen", title: "\(title): the most popular items enlarged",
            summary: "The part that holds the \(chosen.count) chosen items, which are named or numbered.")
        let figure = Figure(
            caption:
                "MeLU’s score is the normalized gradient norm times the normalized popularity. First all items, then the part with the "
                + "chosen ones enlarged; where a name has no room stands the item’s place in the list.",
            plots: [all, enlarged], data: gradientTable(chosen),
            legend: [
                LegendEntry(style: "dot", text: "chosen item, larger and named or numbered"),
                LegendEntry(style: "small-dot", text: "any other item"),
            ])
        return Section(
            id: "gradients", title: title, blocks: [.paragraph(gradientLead(chosen)), .figure(figure)])
    }

    /// The items of the list that was picked from the run, else the best twenty.
    private func chosenByGradient(_ run: ScoringRunRecord) -> [ExternalID] {
        let list =
            lists.last { $0.record.details.scoringRunID == run.id }
            ?? lists.last { $0.record.strategy == run.details.strategy }
        return list.map { $0.items.prefix(20).map(\.item.itemID) }
            ?? gradientScores.prefix(20).map(\.score.itemID)
    }

    /// How far the gradient norm varies among the items, said plainly.
    private func gradientLead(_ chosen: [ExternalID]) -> String {
        let norms = gradientScores.compactMap(\.score.gradientNorm).sorted()
        let isChosen = Set(chosen)
        let picked = gradientScores.filter { isChosen.contains($0.score.itemID) }.compactMap(
            \.score.gradientNorm)
        guard !norms.isEmpty, let low = picked.min(), let high = picked.max() else {
            return "No item has a gradient norm."
        }
        let middle = quantile(0.5, ofSorted: norms)
        let popularities = gradientScores.map { Double($0.score.popularity) }.sorted()
        let (byNorm, byPopularity) = (Self.spread(norms), Self.spread(popularities))
        let conclusion = byPopularity > 2 * byNorm ? " So popularity decides most of the order." : ""
        return
            "The middle item’s gradient norm is \(Wording.score(middle)); the chosen items’ run from \(Wording.score(low)) to "
            + "\(Wording.score(high)). Leaving out the lowest and the highest tenth of the items, popularity varies by a factor of "
            + "\(Wording.number(byPopularity, digits: 1)), the gradient norm by \(Wording.number(byNorm, digits: 1)).\(conclusion)"
    }

    /// The ratio of the ninth to the first decile.
    private static func spread(_ ascending: [Double]) -> Double {
        guard let low = ascending.dropFirst(ascending.count / 10).first(where: { $0 > 0 }) else { return 1 }
        return ascending[min(ascending.count * 9 / 10, ascending.count - 1)] / low
    }

    private func gradientTable(_ chosen: [ExternalID]) -> DataTable {
        let scores = Dictionary(
            gradientScores.map { ($0.score.itemID, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = chosen.enumerated().compactMap { place, id in
            scores[id].map { entry in
                [
                    "\(place + 1)", entry.label.titleAndYear, "\(entry.score.popularity)",
                    Wording.number(entry.score.gradientNorm), Wording.score(entry.score.score),
                    "\(entry.rank)",
                ]
            }
        }
        return DataTable(
            "The chosen items; all scores: icebreaker export scores melu",
            ["#place", "item", "#popularity", "#gradient norm", "#score", "#rank by score"], rows)
    }
}
