import Datasets
import Elicitation
import Foundation
import Support

/// The items whose pairs are counted: the candidates for a grid, chosen from how many people took each item.
package struct TapColumns: Sendable, Equatable, Codable {
    /// `icebreaker columns 1`
    package var format = TapColumns.current
    /// The ids of the items, ascending.
    package var items: [String]
    /// U, the number of people from whose takings they were chosen.
    package var people: Int
    /// The digest of these people with what they took.
    package var split: String

    static let current = "icebreaker columns 1"

    /// Chooses the most taken items.
    /// - Parameters:
    ///   - counts: how many people took each item.
    ///   - limit: at most so many; `nil` for what ``CandidateItems`` allows a catalogue of that size.
    ///   - excluded: items that are never shown.
    /// - Throws: ``ShardError`` where nothing is left.
    package init(_ counts: TapSum, limit: Int?, excluded: [ExternalID]) throws(ShardError) {
        let (ids, excluded) = (counts.items, Set(excluded))
        let chosen = CandidateItems.mostTaken(
            counts.taken, limit: limit ?? CandidateItems.limit(itemCount: ids.count),
            where: { !excluded.contains(ids[$0]) })
        guard !chosen.isEmpty else {
            throw ShardError(
                file: "counts", problem: "no item is left as a candidate",
                fix: "exclude fewer items, or count who took some")
        }
        (items, people, split) = (chosen.map { ids[$0].description }, counts.people, counts.split.hexadecimal)
    }

    /// Reads the file.
    /// - Throws: ``ShardError``.
    package init(_ data: Data, file: String) throws(ShardError) {
        guard let columns = try? JSONDecoder().decode(TapColumns.self, from: data),
            columns.format == Self.current,
            !columns.items.isEmpty, columns.people >= 0, SplitHash(columns.split) != nil,
            zip(columns.ids, columns.ids.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw ShardError(
                file: file, problem: "these are no columns of format `\(Self.current)`",
                fix: "write them with `worker columns`")
        }
        self = columns
    }

    /// The ids of the items.
    package var ids: [ExternalID] { items.map { ExternalID($0) } }

    /// The file's bytes.
    package func encoded() throws -> Data { Data((try jsonLine() + "\n").utf8) }
}
