import Evaluation
import Tasks

/// What an evaluation prints: a row per scenario and method, with 95% bootstrap intervals over users.
struct EvaluationReport {
    private let methods: [EvaluatedMethod]

    init(_ methods: [EvaluatedMethod]) { self.methods = methods }

    func rendered(_ format: OutputFormat) throws -> String {
        let rendered = try table.rendered(format)
        return format == .table ? rendered + "\n" + Self.paper : rendered
    }

    /// MeLU, the accuracy table of section 4.
    private static let paper = """
        For comparison, the paper's MAE of MeLU-1 on MovieLens-1M: .7661 warm, .7884 user-cold, .9361 item-cold, .9299 \
        user-and-item-cold, on the authors' own split of each user's ratings; the rows above are this workspace's. The \
        estimator's warm figures are in-sample: its training looked at those query sets, the baselines' fit did not.
        """

    private var table: ResultTable {
        var headings = [
            ResultTable.Heading("scenario", "scenario"), .init("method", "method"), .init("local_steps", "steps"),
            .init("users", "users"), .init("mae", "MAE"), .init("mae_low", "95% from"), .init("mae_high", "to"),
        ]
        headings += UserMetrics.Measure.allCases.dropFirst().flatMap { measure in
            [
                ResultTable.Heading(measure.rawValue, measure.rawValue), .init("\(measure.rawValue)_low", nil),
                .init("\(measure.rawValue)_high", nil),
            ]
        }
        return ResultTable(headings: headings, rows: methods.map(row))
    }

    private func row(_ method: EvaluatedMethod) -> [ResultTable.Cell] {
        let metrics = method.metrics
        return [
            .text(metrics.scenario.rawValue), .text(metrics.method), method.localSteps.map { .integer($0) } ?? .missing,
            .integer(metrics.users.count),
        ]
            + UserMetrics.Measure.allCases.flatMap { measure -> [ResultTable.Cell] in
                let estimate = metrics[measure]
                return [
                    .number(estimate.value, digits: 4), .number(estimate.lower, digits: 4), .number(estimate.upper, digits: 4),
                ]
            }
    }
}
