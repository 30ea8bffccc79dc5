import Datasets
import Elicitation

/// Writes what people took as a shard; see ``TapShard``.
package struct TapLines {
    private let dataset: Dataset
    private let table: TapTable
    private let positiveFrom: Double?

    /// - Parameters:
    ///   - dataset: who took what.
    ///   - positiveFrom: the lowest rating that counts as taken; `nil` for any.
    package init(_ dataset: Dataset, positiveFrom: Double?) {
        (self.dataset, self.positiveFrom) = (dataset, dataset.lowestTaken(positiveFrom))
        table = TapTable(of: dataset, positiveFrom: positiveFrom)
    }

    /// The lines of one shard: the header, then the people whose number leaves the shard's when divided by
    /// the number of shards.
    package func lines(shard: Int, of shards: Int) throws -> [String] {
        let header = try TapShardHeader(shard: shard, shards: shards, positiveFrom: positiveFrom).jsonLine()
        let ids = dataset.items.ids.map { WireText.escaped($0.description) }
        return [header]
            + stride(from: shard, to: table.personCount, by: shards).map { person in
                let user = dataset.users.ids[Int(table.people[person])]
                return "\(WireText.escaped(user.description))\t"
                    + table.items(of: person).map { ids[Int($0)] }.joined(separator: " ")
            }
    }
}
