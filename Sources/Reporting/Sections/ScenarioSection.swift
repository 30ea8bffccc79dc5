import Evaluation
import Foundation
import Storage
import Tasks

extension ReportContents {
    /// The four scenarios beside baselines.
    var scenarios: Section {
        let title = "Warm and cold scenarios"
        guard evaluation != nil, !evaluations.isEmpty else {
            return Section(
                id: "scenarios", title: title,
                blocks: [.missing("The estimator was not measured beside baselines yet.", next.evaluate)])
        }
        let measured = Set(evaluations.map(\.scenario))
        let names = Scenario.allCases.map(\.rawValue).filter(measured.contains)
        var blocks: [Block] = [
            .paragraph(
                "Means over users with 95% bootstrap intervals. The networks’ warm figures are in-sample: their training looked at those query "
                    + "sets, the baselines’ fit did not. \(isRanking ? Self.rankingNote : Self.ratingNote)")
        ]
        if dataset.name.lowercased() == "ml-1m" {
            blocks.append(
                .paragraph(
                    "The row “MeLU-1, as published” has the paper’s figures on MovieLens-1M. They are for orientation alone: the "
                        + "paper’s protocol is another one, with the authors’ own draw of new users, new items and query sets."
                ))
        }
        if !undefinedMethods.isEmpty {
            blocks.append(
                .paragraph(
                    "Not defined, since estimates are no finite numbers: \(undefinedMethods.joined(separator: "; "))."
                ))
        }
        for name in names { blocks += scenario(name) }
        return Section(id: "scenarios", title: title, blocks: blocks)
    }

    /// Whether positives were ranked rather than ratings predicted.
    private var isRanking: Bool { evaluations.contains { $0.metric == "auc" } }

    private static let ratingNote = "Lower is better for MAE and RMSE, higher for nDCG."
    private static let rankingNote =
        "AUC, HR@10 and nDCG@10 rank each held-out item among sampled items that its user has not taken; nDCG@10 and recall@10 "
        + "of all rank a user’s held-out items among all that the user has not taken. Higher is better."

    private func scenario(_ name: String) -> [Block] {
        let keys = evaluations.filter { $0.scenario == name && $0.metric == (isRanking ? "auc" : "mae") }
        let networks = keys.filter { adapting.contains($0.method) }
            .sorted { ($1.method, $0.localSteps) < ($0.method, $1.localSteps) }
        let baselines = keys.filter { !adapting.contains($0.method) }.sorted { left, right in
            let (first, second) = isRanking ? (right, left) : (left, right)
            return (first.value, left.method) < (second.value, right.method)
        }
        let main =
            networks.filter { $0.localSteps == 0 || $0.localSteps == networks.map(\.localSteps).max() }
            + baselines
        let best = keys.min { isRanking ? $0.value > $1.value : $0.value < $1.value }.map { best in
            let equals = keys.filter {
                measure(best).tolerance(on: dataset.scale).areEqual($0.value, best.value)
            }
            return
                "\(Wording.count(best.users, "user", "users")). The \(isRanking ? "highest AUC" : "lowest MAE") is that of "
                + "\(Wording.list(equals.map(method))): \(Wording.number(best.value, digits: digits(best)))."
        }
        let isPublished = dataset.name.lowercased() == "ml-1m"
        let paper =
            isPublished
            ? Self.published[name].map { [["MeLU-1, as published", $0, "–", "–", "–"]] } ?? [] : []
        let title = Self.title(name)
        var blocks: [Block] = [
            .heading(title), .paragraph(best ?? ""),
            .table(table("\(title): error and ranking", main.map(cells) + paper)),
        ]
        if networks.count > main.count - baselines.count {
            blocks.append(.folded(table("\(title): the networks after each local step", networks.map(cells))))
        }
        return blocks
    }

    private func table(_ caption: String, _ rows: [[String]]) -> DataTable {
        let measures =
            isRanking
            ? ["AUC", "HR@10", "nDCG@10", "nDCG@10 of all", "recall@10 of all"]
            : ["MAE", "RMSE", "nDCG@1", "nDCG@3"]
        return DataTable(caption, ["method"] + measures.map { "#\($0) (95%)" }, rows)
    }

    /// All metrics of one method with its number of local steps.
    private func cells(_ key: EvaluationRecord) -> [String] {
        let own = evaluations.filter {
            $0.scenario == key.scenario && $0.method == key.method && $0.localSteps == key.localSteps
        }
        return [method(key)]
            + (isRanking
            ? ["auc", "hr10", "ndcg10", "catalogue-ndcg10", "catalogue-recall10"]
            : ["mae", "rmse", "ndcg1", "ndcg3"]).map {
                metric -> String in
                guard let record = own.first(where: { $0.metric == metric }) else { return "–" }
                let interval = Wording.interval(
                    record.intervalLow, record.intervalHigh, digits: digits(record))
                return "\(Wording.number(record.value, digits: digits(record))) (\(interval))"
            }
    }

    private func measure(_ record: EvaluationRecord) -> UserMetrics.Measure {
        .init(rawValue: record.metric) ?? .mae
    }

    private func digits(_ record: EvaluationRecord) -> Int { measure(record).digits(on: dataset.scale) }

    /// The methods whose estimates were no finite numbers, as the evaluation's options name them.
    private var undefinedMethods: [String] {
        struct Options: Decodable { let undefined: [String]? }
        let options = evaluation.flatMap {
            try? JSONDecoder().decode(Options.self, from: Data($0.details.optionsJSON.utf8))
        }
        return options?.undefined ?? []
    }

    /// The methods with local updates; the others have none.
    private var adapting: Set<String> { Set(evaluations.filter { $0.localSteps > 0 }.map(\.method)) }

    /// MAE of MeLU-1 on MovieLens-1M: MeLU, KDD 2019, section 4.
    private static let published = [
        "warm": "0.7661", "user-cold": "0.7884", "item-cold": "0.9361", "user-and-item-cold": "0.9299",
    ]

    private static func title(_ scenario: String) -> String {
        switch scenario {
        case "warm": "Known users, known items (warm)"
        case "user-cold": "New users, known items (user-cold)"
        case "item-cold": "Known users, new items (item-cold)"
        case "user-and-item-cold": "New users, new items (user-and-item-cold)"
        default: scenario
        }
    }

    private func method(_ record: EvaluationRecord) -> String {
        guard adapting.contains(record.method) else { return record.method }
        return record.localSteps == 0
            ? "\(record.method), before the local update"
            : "\(record.method), after \(Wording.count(record.localSteps, "local step", "local steps"))"
    }
}
