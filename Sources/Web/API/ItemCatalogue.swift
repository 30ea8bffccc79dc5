import Datasets
import Support

/// What answers say of the items, written once.
final class ItemCatalogue: Sendable {
    /// `"id":…,"title":…,"year":…,"genres":[…],"poster":…` of each item.
    private let fragments: [[UInt8]]
    /// The title and year of each item.
    let titles: [String]
    /// The id of each item, and its title and year, as JSON.
    private let ids, writtenTitles: [[UInt8]]
    /// How many users know each item.
    let known: KnownCounts
    /// The items by how many users know them, fewest first.
    private let byKnown: [Int]
    /// How many users must know an item for it to be recommended, where the request does not say.
    private let floor: Int

    /// Writes what there is to say of all items.
    init(_ dataset: Dataset) {
        let labels = (0..<dataset.items.count).map { dataset.label(ofItem: $0) }
        titles = labels.map(\.titleAndYear)
        ids = dataset.items.ids.map { JSONText.written($0.description) }
        writtenTitles = titles.map { Array(JSONText.written($0).dropFirst().dropLast()) }
        let known = KnownCounts(of: dataset)
        self.known = known
        byKnown = known.counts.indices.sorted { (known.counts[$0], $0) < (known.counts[$1], $1) }
        floor = RecommendationFloor.minimumKnown(users: dataset.users.count)
        fragments = labels.enumerated().map { Self.fragment($1, id: dataset.items.ids[$0]) }
    }

    /// The members of an item's object, without braces.
    func members(ofItem item: Int) -> [UInt8] { fragments[item] }

    /// The items that fewer than so many users know.
    func items(knownToFewerThan least: Int) -> ArraySlice<Int> {
        byKnown[..<byKnown.partitionPoint { known.counts[$0] < least }]
    }

    /// How many users must know an item, where the request does not say: fewer than usual where else too few
    /// are left.
    /// - Parameters:
    ///   - count: how many items should be left.
    ///   - rated: items that are left out in any case.
    func minimumKnown(leaving count: Int, without rated: Set<Int>) -> Int {
        var missing = count
        for item in byKnown.reversed() where !rated.contains(item) {
            missing -= 1
            if missing == 0 { return min(floor, known.counts[item]) }
        }
        return 0
    }

    /// By how many users the best known of some items is known; the items that fewer than so many users
    /// rated, without `others`.
    func best(knownToFewerThan least: Int, without others: Set<Int>) -> (count: Int, known: Int) {
        let left = items(knownToFewerThan: least).filter { !others.contains($0) }
        return (left.count, left.last.map { known.counts[$0] } ?? 0)
    }

    /// An item's id as answers write it.
    func id(ofItem item: Int) -> [UInt8] { ids[item] }

    /// An item's title and year, as they stand within a string.
    func title(ofItem item: Int) -> [UInt8] { writtenTitles[item] }

    private static func fragment(_ label: ItemLabel, id: ExternalID) -> [UInt8] {
        var text = JSONText()
        text.raw("\"id\":")
        text.string(id.description)
        text.raw(",\"title\":")
        text.string(label.title)
        text.raw(",\"year\":")
        text.optional(label.year) { $0.integer($1) }
        text.raw(",\"genres\":")
        text.array(label.genres) { $0.string($1) }
        text.raw(",\"poster\":")
        text.optional(label.poster) { $0.string($1) }
        return text.bytes
    }
}
