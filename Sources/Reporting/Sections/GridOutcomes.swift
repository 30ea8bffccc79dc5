import Elicitation
import Evaluation
import Storage

/// The results of a comparison of grids, as the sections ask for them.
struct GridOutcomes {
    let records: [ElicitationRecord]
    let measures: [StrategyMeasureRecord]
    /// The protocols in the order in which they are trusted.
    let protocols: [GridProtocol]
    let recommenders: [String]
    let shown: Int

    init(_ records: [ElicitationRecord], measures: [StrategyMeasureRecord]) {
        (self.records, self.measures) = (records, measures)
        let metrics = records.compactMap { GridMetric(rawValue: $0.metric) }
        protocols = GridProtocol.allCases.filter { known in metrics.contains { $0.gridProtocol == known } }
        let known = GridRecommenderName.allCases.map(\.rawValue)
        let found = Set(records.map(\.predictor))
        recommenders = known.filter(found.contains) + found.subtracting(known).sorted()
        shown = records.first?.shown ?? 0
    }

    /// The results of all grids, best first; popularity among them.
    func ranked(_ gridProtocol: GridProtocol, _ recommender: String, _ measure: GridMeasure = .ndcg10)
        -> [ElicitationRecord]
    {
        let metric = GridMetric(gridProtocol, measure).rawValue
        return records.filter { $0.metric == metric && $0.predictor == recommender }
            .sorted { ($1.difference ?? 0, $0.strategy) < ($0.difference ?? 0, $1.strategy) }
    }

    /// A figure of what people can tap.
    func reach(_ record: ElicitationRecord, _ name: String) -> StrategyMeasureRecord? {
        guard let metric = GridMetric(rawValue: record.metric) else { return nil }
        return measures.first {
            $0.strategy == record.strategy && $0.measure == "\(metric.gridProtocol.rawValue)-\(name)"
        }
    }

    /// What a recommender does with the taps.
    static func explanation(_ recommender: String) -> String {
        switch GridRecommenderName(rawValue: recommender) {
        case .linear: "the best linear prediction from the tiles that were tapped and those that were not"
        case .linearFeatures: "the same with pairs of tiles and what is known of users"
        case .tapsOnly: "the tapped tiles alone, as if the others had not been shown"
        case .localUpdate: "the estimator after its local update on the tiles"
        case .popularity: "what most people took, whatever is tapped"
        case nil: recommender
        }
    }

    /// The verdict in words.
    static func words(_ record: ElicitationRecord) -> String {
        guard record.strategy != GridComparison.reference else { return "the reference" }
        return record.gridVerdict?.words(than: "the popular grid")
            ?? "no verdict, since a figure is not defined"
    }

    /// The style that the verdict colours.
    static func style(_ record: ElicitationRecord) -> String {
        guard record.strategy != GridComparison.reference else { return "plain" }
        switch record.gridVerdict?.finding {
        case .better: return "better"
        case .worse: return "worse"
        case .unclear, nil: return "open"
        }
    }

    /// The interval of the difference to the popular grid.
    static func interval(_ record: ElicitationRecord) -> String {
        Wording.interval(record.intervalLow, record.intervalHigh, signed: true)
    }
}
