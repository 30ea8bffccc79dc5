import Storage

/// Whether a strategy is told apart from popularity by the error after so many shown items.
enum StrategyVerdict: String {
    case better
    case worse
    case open

    /// Better or worse where the 95% interval of the difference excludes zero and Holm's p is below 0.05; else open.
    init(_ record: ElicitationRecord) {
        let isSure = record.pHolm.map { $0 < 0.05 } ?? true
        switch (record.intervalLow, record.intervalHigh) {
        case (_, let high?) where high < 0 && isSure: self = .better
        case (let low?, _) where low > 0 && isSure: self = .worse
        default: self = .open
        }
    }

    /// The verdict in words.
    static func words(_ record: ElicitationRecord) -> String {
        guard record.strategy != "popularity" else { return "the reference" }
        switch StrategyVerdict(record) {
        case .better: return "better than popularity"
        case .worse: return "worse than popularity"
        case .open:
            let excludesZero = (record.intervalLow ?? 0) > 0 || (record.intervalHigh ?? 0) < 0
            return excludesZero ? "not told apart after Holm’s correction" : "not told apart"
        }
    }
}
