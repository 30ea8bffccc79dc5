import Datasets
import Support
import Tasks

/// Writes tasks as a shard; see ``TaskShard``.
package struct TaskLines {
    private let dataset: Dataset
    private let features: [Feature]

    /// - Parameter dataset: whose users and items the tasks name.
    package init(_ dataset: Dataset) {
        self.dataset = dataset
        features = dataset.users.features.filter(\.isInput)
    }

    /// The lines of one shard: the header, then the tasks whose number leaves the shard's when divided by the
    /// number of shards.
    /// - Parameters:
    ///   - tasks: all tasks.
    ///   - shard: the shard's number, from 0.
    ///   - shards: how many shards there are.
    package func lines(_ tasks: [UserTask], shard: Int, of shards: Int) throws -> [String] {
        let header = try ShardHeader(shard: shard, shards: shards, features: features.map(\.name)).jsonLine()
        return [header] + stride(from: shard, to: tasks.count, by: shards).map { line(tasks[$0]) }
    }

    private func line(_ task: UserTask) -> String {
        func pairs(_ items: ArraySlice<Int32>, _ ratings: ArraySlice<Double>) -> String {
            zip(items, ratings).map {
                "\(WireText.escaped(dataset.items.ids[Int($0)].description)):\($1.plainText)"
            }
            .joined(separator: " ")
        }
        let user = Int(task.user)
        let fields = [
            WireText.escaped(dataset.users.ids[user].description),
            pairs(task.supportItems, task.supportRatings),
            pairs(task.queryItems, task.queryRatings),
        ]
        return (fields + features(ofUser: user)).joined(separator: "\t")
    }

    /// The fields of a user's features, one for each input feature.
    func features(ofUser user: Int) -> [String] {
        features.map { feature in
            switch feature.values {
            case .categorical(let column), .multivalued(let column):
                Self.field(tokens: column.tokens(ofRow: user))
            case .numeric(let values): Self.field(number: values[user])
            case .text: ""
            }
        }
    }

    /// The field of tokens, distinct and ascending by their bytes.
    static func field(tokens: [String]) -> String { tokens.map(WireText.escaped).joined(separator: "|") }

    /// The field of a number.
    static func field(number: Double?) -> String { number.map(\.plainText) ?? "" }
}
