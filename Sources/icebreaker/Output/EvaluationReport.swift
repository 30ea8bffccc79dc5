import Datasets
import Evaluation
import Workflows

/// What an evaluation prints: a row per scenario and method, with 95% bootstrap intervals over users.
struct EvaluationReport {
    private let methods: [EvaluatedMethod]
    private let rules: RankingEvaluation.Rules?
    private let hasNetworks: Bool
    private let scale: RatingScale
    private let isPublished: Bool

    /// - Parameters:
    ///   - dataset: whose ratings were estimated.
    ///   - hasNetworks: whether a model was measured against the baselines.
    init(_ result: EvaluationSession.Result, dataset: Dataset, hasNetworks: Bool) {
        self.hasNetworks = hasNetworks
        (methods, rules, scale) = (result.methods, result.rules, dataset.scale)
        isPublished = dataset.name.lowercased() == "ml-1m"
    }

    func rendered(_ format: OutputFormat) throws -> String {
        let rendered = try table.rendered(format)
        return format == .table ? "\(rendered)\n\(note)" : rendered
    }

    private var note: String {
        guard hasNetworks else {
            return "The baselines alone, without a model; they were fitted without the query sets."
        }
        if let rules { return Self.explanation(rules) }
        return (isPublished ? Self.paper + " " : "") + Self.inSample
    }

    private static func explanation(_ rules: RankingEvaluation.Rules) -> String {
        """
        Each held-out item is ranked among \(rules.negatives) items that its user has not taken, drawn \
        \(rules.distribution == .uniform ? "uniformly" : "by popularity") with seed \(rules.seed); the local update sees the support \
        set with \(rules.supportNegatives) others for each item. nDCG all and recall all are those of the first ten when all held-out items \
        of a user are ranked among every item that the user has not taken: they, not the sampled ones, say how good \
        recommendations are. \
        All are larger for better. The networks' warm \
        figures are in-sample: their training looked at those query sets, popularity did not count them.
        """
    }

    /// MeLU, the accuracy table of section 4.
    private static let paper = """
        For comparison, the paper's MAE of MeLU-1 on MovieLens-1M: .7661 warm, .7884 user-cold, .9361 item-cold, .9299 \
        user-and-item-cold, on the authors' own split of each user's ratings; the rows above are this workspace's.
        """

    private static let inSample =
        "The estimator's warm figures are in-sample: its training looked at those query sets, the baselines' fit did not."

    /// Short, so that a row fits a terminal.
    private static func title(_ measure: UserMetrics.Measure) -> String {
        switch measure {
        case .catalogueNDCG10: "nDCG all"
        case .catalogueRecall10: "recall all"
        default: measure.rawValue
        }
    }

    private var measures: [UserMetrics.Measure] {
        rules == nil
            ? UserMetrics.Measure.ofRatings : UserMetrics.Measure.ofRankings + UserMetrics.Measure.ofCatalogue
    }

    private var table: ResultTable {
        var headings = [
            ResultTable.Heading("scenario", "scenario"), .init("method", "method"),
            .init("local_steps", "steps"),
            .init("users", "users"),
        ]
        let first = measures[0].rawValue
        headings += [
            .init(first, first.uppercased()), .init("\(first)_low", "95% from"), .init("\(first)_high", "to"),
        ]
        headings += measures.dropFirst().flatMap { measure in
            [
                ResultTable.Heading(measure.rawValue, Self.title(measure)),
                .init("\(measure.rawValue)_low", nil),
                .init("\(measure.rawValue)_high", nil),
            ]
        }
        return ResultTable(headings: headings, rows: methods.map(row))
    }

    private func row(_ method: EvaluatedMethod) -> [ResultTable.Cell] {
        let metrics = method.metrics
        return [
            .text(metrics.scenario.rawValue), .text(metrics.method),
            method.localSteps.map { .integer($0) } ?? .missing,
            .integer(metrics.users.count),
        ]
            + measures.flatMap { measure -> [ResultTable.Cell] in
                let (estimate, digits) = (metrics[measure], measure.digits(on: scale))
                return [estimate.value, estimate.lower, estimate.upper].map { .number($0, digits: digits) }
            }
    }
}
