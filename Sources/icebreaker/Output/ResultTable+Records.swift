import Storage

// Rows of analyses, with the columns of their tables in the workspace.
extension ResultTable {
    init(_ records: [EvaluationRecord]) {
        self.init(
            keys: [
                "scenario", "method", "local_steps", "metric", "value", "interval_low", "interval_high",
                "users",
            ],
            rows: records.map {
                [
                    .text($0.scenario), .text($0.method), .integer($0.localSteps), .text($0.metric),
                    .number($0.value, digits: 4), .init($0.intervalLow), .init($0.intervalHigh),
                    .integer($0.users),
                ]
            })
    }

    init(_ records: [ElicitationRecord]) {
        self.init(
            keys: [
                "strategy", "predictor", "shown", "metric", "answered_mean", "value", "difference",
                "interval_low",
                "interval_high", "p", "p_holm", "effect_size", "users",
            ],
            rows: records.map {
                [
                    .text($0.strategy), .text($0.predictor), .integer($0.shown), .text($0.metric),
                    .number($0.answeredMean, digits: 4), .number($0.value, digits: 4), .init($0.difference),
                    .init($0.intervalLow), .init($0.intervalHigh), .init($0.p), .init($0.pHolm),
                    .init($0.effectSize),
                    .integer($0.users),
                ]
            })
    }

    init(_ records: [AnsweredElicitationRecord]) {
        self.init(
            keys: [
                "strategy", "predictor", "answered", "metric", "value", "value_low", "value_high",
                "difference",
                "interval_low", "interval_high", "users",
            ],
            rows: records.map {
                [
                    .text($0.strategy), .text($0.predictor), .integer($0.answered), .text($0.metric),
                    .number($0.value, digits: 4), .number($0.valueLow, digits: 4),
                    .number($0.valueHigh, digits: 4),
                    .number($0.difference, digits: 4), .number($0.intervalLow, digits: 4),
                    .number($0.intervalHigh, digits: 4), .integer($0.users),
                ]
            })
    }

    init(_ records: [ComparedListItemRecord]) {
        self.init(
            keys: ["strategy", "rank", "item_id", "score"],
            rows: records.map {
                [.text($0.strategy), .integer($0.rank), .text($0.itemID.description), .init($0.score)]
            })
    }

    init(_ records: [StrategyMeasureRecord]) {
        self.init(
            keys: ["strategy", "predictor", "measure", "value", "interval_low", "interval_high"],
            rows: records.map {
                [
                    .text($0.strategy), .text($0.predictor), .text($0.measure), .number($0.value, digits: 4),
                    .init($0.intervalLow), .init($0.intervalHigh),
                ]
            })
    }

    init(_ records: [ListSimilarityRecord]) {
        self.init(
            keys: ["strategy", "other_strategy", "measure", "value"],
            rows: records.map {
                [
                    .text($0.strategy), .text($0.otherStrategy), .text($0.measure),
                    .number($0.value, digits: 4),
                ]
            })
    }

    private init(keys: [String], rows: [[Cell]]) {
        self.init(headings: keys.map { .init($0, $0) }, rows: rows)
    }
}
