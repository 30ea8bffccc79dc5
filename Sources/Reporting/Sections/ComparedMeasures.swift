import Elicitation
import Storage

extension ReportContents {
    /// The measures of the strategies that were compared.
    var comparedMeasures: [Block] {
        guard !strategyMeasures.isEmpty || !similarities.isEmpty else {
            return [uncompared("Diversity, coverage and stability of the strategies were not measured yet.")]
        }
        let plain = strategyMeasures.filter(\.predictor.isEmpty)
        let known = Self.groups.flatMap(\.measures)
        let groups = Self.groups.map { group in
            (group.caption, plain.filter { group.measures.contains($0.measure) })
        }
        let rest = plain.filter { !known.contains($0.measure) }
        let predictors = strategyMeasures.map(\.predictor).reduce(into: [String]()) {
            if !$1.isEmpty && !$0.contains($1) { $0.append($1) }
        }
        let predicted = predictors.map { predictor in
            (
                "What one answer gains, predicted by \(predictor)",
                strategyMeasures.filter { $0.predictor == predictor }
            )
        }
        let tables = (groups + predicted + [("Further measures", rest)]).filter { !$0.1.isEmpty }
        return [.heading("The compared strategies")]
            + tables.map { .table(measureTable($0.1, caption: $0.0)) } + likeness
    }

    /// Which measures stand in one table.
    private static let groups = [
        (caption: "What users could answer", measures: ["answers", "answered-share", "users-with-answer"]),
        (
            caption: "Diversity of the lists, and the share of the catalogue that they cover",
            measures: [
                "genres", "genre-distance", "genre-entropy", "first-year", "last-year", "year-deviation",
                "catalogue-coverage",
            ]
        ),
        (
            caption: "Stability: the share in common when the training users are halved",
            measures: ["half-overlap", "half-smallest-overlap", "half-rank-biased-overlap"]
        ),
        (
            caption: "Stability: the share in common between seeds",
            measures: ["seed-overlap", "seed-smallest-overlap", "seed-rank-biased-overlap"]
        ),
    ]

    private func measureTable(_ records: [StrategyMeasureRecord], caption: String) -> DataTable {
        let measures = records.reduce(into: [String]()) {
            if !$0.contains($1.measure) { $0.append($1.measure) }
        }
        let strategies = records.reduce(into: [String]()) {
            if !$0.contains($1.strategy) { $0.append($1.strategy) }
        }
        let rows = strategies.map { strategy in
            [strategy.isEmpty ? "all lists together" : strategy]
                + measures.map { measure -> String in
                    let record = records.first { $0.strategy == strategy && $0.measure == measure }
                    return record.map(value) ?? "–"
                }
        }
        return DataTable(caption, ["strategy"] + measures.map { "#" + $0.replacing("-", with: " ") }, rows)
    }

    /// A value with its interval; whole numbers such as years without decimals, gains with their sign.
    private func value(_ record: StrategyMeasureRecord) -> String {
        let isGain = record.measure.hasPrefix("gain")
        let digits = record.measure.hasSuffix("-mae") ? errorDigits : 4
        func written(_ value: Double) -> String {
            if isGain { return Wording.signed(value, digits: digits) }
            return value == value.rounded() && abs(value) > 1
                ? Wording.number(value, digits: 0) : Wording.number(value, digits: 3)
        }
        guard let low = record.intervalLow, let high = record.intervalHigh else {
            return written(record.value)
        }
        return "\(written(record.value)) (\(written(low)) to \(written(high)))"
    }

    /// How alike each list is to popularity's, and all pairs folded away.
    private var likeness: [Block] {
        let measures = similarities.reduce(into: [String]()) {
            if !$0.contains($1.measure) { $0.append($1.measure) }
        }
        var pairs: [(String, String)] = []
        for record in similarities
        where !pairs.contains(where: { $0 == (record.strategy, record.otherStrategy) }) {
            pairs.append((record.strategy, record.otherStrategy))
        }
        func values(_ pair: (String, String)) -> [String] {
            measures.map { measure in
                similarities.first {
                    $0.strategy == pair.0 && $0.otherStrategy == pair.1 && $0.measure == measure
                }
                .map { measure == "overlap" ? Wording.score($0.value) : Wording.number($0.value, digits: 2) }
                    ?? "–"
            }
        }
        let headings = measures.map { "#" + $0.replacing("-", with: " ") }
        let popular = pairs.filter { ($0.0 == StrategyID.reference) != ($0.1 == StrategyID.reference) }
        var blocks: [Block] = []
        if !popular.isEmpty {
            let rows = popular.map { [$0.0 == StrategyID.reference ? $0.1 : $0.0] + values($0) }
            blocks.append(
                .table(DataTable("How alike each strategy is to popularity", ["strategy"] + headings, rows)))
        }
        if !pairs.isEmpty {
            blocks.append(
                .folded(
                    DataTable(
                        "How alike all pairs are", ["one", "other"] + headings,
                        pairs.map { [$0.0, $0.1] + values($0) })))
        }
        return blocks
    }
}
