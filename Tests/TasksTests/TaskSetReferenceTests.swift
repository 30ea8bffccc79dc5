import Crypto
import Datasets
import Foundation
import Tasks
import TestSupport
import Testing

/// Against `split_summary.json` of the PyTorch reference, whose SHA-256 are those of the split files, row for
/// row.
@Suite(
    "Tasks of MovieLens-1M",
    .enabled(if: ReferenceData.isPresent, "needs MovieLens-1M and the reference outputs"))
struct TaskSetReferenceTests {
    static let states: [(Scenario, String)] = [
        (.warm, "warm_state"), (.userCold, "user_cold_state"), (.itemCold, "item_cold_state"),
        (.userAndItemCold, "user_and_item_cold_state"),
    ]
    static let loaded = Result {
        let dataset = try DatasetReader.read(ReferenceData.movieLens1M)
        func ids(_ file: String, _ table: EntityTable, _ what: String) throws -> [Int] {
            try IDList.read(ReferenceData.movieLens1M.appending(path: file), of: table, what: what)
        }
        return (
            dataset,
            Holdout(
                users: try ids("melu_new_users.txt", dataset.users, "user"),
                items: try ids("melu_new_items.txt", dataset.items, "item"), of: dataset)
        )
    }

    @Test("have the reference's counts and rows", arguments: states)
    func counts(scenario: Scenario, state: String) throws {
        let (dataset, holdout) = try Self.loaded.get()
        let set = TaskSet(dataset, scenario: scenario, holdout: holdout, rule: TaskRule(order: .hash))
        let summary = try JSONDecoder().decode(
            [String: Summary].self,
            from: Data(contentsOf: ReferenceData.melu.appending(path: "split_summary.json")))
        let expected = try #require(summary[state])
        #expect(set.usersInScenario == expected.users_in_state)
        #expect(set.ratingsInScenario == expected.ratings_in_state)
        #expect(set.tasks.count == expected.tasks)
        #expect(set.tasks.reduce(0) { $0 + $1.supportCount } == expected.support)
        #expect(set.tasks.reduce(0) { $0 + $1.queryItems.count } == expected.query)
        #expect(Self.sha256(of: set, dataset) == expected.sha256_of_split_csv)
    }

    /// The hash of the tasks written as the reference writes them.
    private static func sha256(of set: TaskSet, _ dataset: Dataset) -> String {
        var text = "user_id,item_id,rating,role\n"
        for task in set.tasks {
            for (position, item) in task.items.enumerated() {
                let ids = "\(dataset.users.ids[Int(task.user)]),\(dataset.items.ids[Int(item)])"
                text += "\(ids),\(Int(task.ratings[position])),\(position < task.supportCount ? "s" : "q")\n"
            }
        }
        return SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    private struct Summary: Decodable {
        let users_in_state, ratings_in_state, tasks, support, query: Int
        let sha256_of_split_csv: String
    }
}
