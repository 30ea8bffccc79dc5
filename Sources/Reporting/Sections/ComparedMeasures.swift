import Storage

extension ReportContents {
    /// The measures of the strategies that were compared.
    var comparedMeasures: [Block] {
        guard !strategyMeasures.isEmpty || !similarities.isEmpty else {
            return [
                .missing(
                    "Diversity, coverage and stability of the strategies were not measured yet.", command: "icebreaker compare")
            ]
        }
        let predictors = strategyMeasures.reduce(into: [String]()) { if !$0.contains($1.predictor) { $0.append($1.predictor) } }
        return [.heading("The compared strategies")] + predictors.map(measureTable) + likeness
    }

    private func measureTable(_ predictor: String) -> Block {
        let records = strategyMeasures.filter { $0.predictor == predictor }
        let measures = records.reduce(into: [String]()) { if !$0.contains($1.measure) { $0.append($1.measure) } }
        let strategies = records.reduce(into: [String]()) { if !$0.contains($1.strategy) { $0.append($1.strategy) } }
        let rows = strategies.map { strategy in
            [strategy.isEmpty ? "all lists together" : strategy]
                + measures.map { measure -> String in
                    guard let record = records.first(where: { $0.strategy == strategy && $0.measure == measure }) else {
                        return "–"
                    }
                    let interval = record.intervalLow.flatMap { low in
                        record.intervalHigh.map { " (\(Wording.score(low)) to \(Wording.score($0)))" }
                    }
                    return Wording.score(record.value) + (interval ?? "")
                }
        }
        let caption = predictor.isEmpty ? "Measures of the lists and interviews" : "Measures by answers predicted by \(predictor)"
        return .table(
            DataTable(caption, ["strategy"] + measures.map { "#" + $0.replacing("-", with: " ") }, rows))
    }

    /// How alike each list is to popularity's, and all pairs folded away.
    private var likeness: [Block] {
        let measures = similarities.reduce(into: [String]()) { if !$0.contains($1.measure) { $0.append($1.measure) } }
        var pairs: [(String, String)] = []
        for record in similarities where !pairs.contains(where: { $0 == (record.strategy, record.otherStrategy) }) {
            pairs.append((record.strategy, record.otherStrategy))
        }
        func values(_ pair: (String, String)) -> [String] {
            measures.map { measure in
                similarities.first { $0.strategy == pair.0 && $0.otherStrategy == pair.1 && $0.measure == measure }
                    .map { measure == "overlap" ? Wording.score($0.value) : Wording.number($0.value, digits: 2) } ?? "–"
            }
        }
        let headings = measures.map { "#" + $0.replacing("-", with: " ") }
        let popular = pairs.filter { ($0.0 == "popularity") != ($0.1 == "popularity") }
        var blocks: [Block] = []
        if !popular.isEmpty {
            let rows = popular.map { [$0.0 == "popularity" ? $0.1 : $0.0] + values($0) }
            blocks.append(.table(DataTable("How alike each strategy is to popularity", ["strategy"] + headings, rows)))
        }
        if !pairs.isEmpty {
            blocks.append(
                .folded(
                    DataTable("How alike all pairs are", ["one", "other"] + headings, pairs.map { [$0.0, $0.1] + values($0) })))
        }
        return blocks
    }
}
