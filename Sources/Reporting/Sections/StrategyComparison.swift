import Storage

/// The results of a comparison, as the sections ask for them.
struct StrategyComparison {
    let records: [ElicitationRecord]
    /// The number of shown items after which the strategies are tested.
    let shown: Int
    let predictors: [String]
    let strategies: [String]

    init(_ records: [ElicitationRecord]) {
        self.records = records
        shown = records.first { $0.pHolm != nil }?.shown ?? min(records.map(\.shown).max() ?? 0, 20)
        predictors = records.reduce(into: []) { if !$0.contains($1.predictor) { $0.append($1.predictor) } }
        strategies = records.reduce(into: []) { if !$0.contains($1.strategy) { $0.append($1.strategy) } }
    }

    /// The results of all strategies after the compared number of shown items.
    func compared(_ predictor: String, metric: String = "mae") -> [ElicitationRecord] {
        records.filter { $0.predictor == predictor && $0.metric == metric && $0.shown == shown }
    }

    /// A strategy's results by the number of shown items.
    func curve(_ strategy: String, _ predictor: String) -> [ElicitationRecord] {
        records.filter { $0.predictor == predictor && $0.metric == "mae" && $0.strategy == strategy }
            .sorted { $0.shown < $1.shown }
    }

    /// What a predictor does with the answers.
    static func explanation(_ predictor: String) -> String {
        switch predictor {
        case "fold-in": "latent factors with the answers folded in"
        case "local-update": "the estimator after its local update on the answers"
        default: predictor
        }
    }
}
