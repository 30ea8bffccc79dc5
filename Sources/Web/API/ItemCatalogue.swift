import Datasets

/// What answers say of the items, written once.
final class ItemCatalogue: Sendable {
    /// `"id":…,"title":…,"year":…,"genres":[…],"poster":…` of each item.
    private let fragments: [[UInt8]]
    /// The title and year of each item.
    let titles: [String]
    /// The id of each item, and its title and year, as JSON.
    private let ids, writtenTitles: [[UInt8]]
    /// The items by how many users rated them, fewest first, and those numbers.
    private let byKnown: (items: [Int], counts: [Int])
    /// How many users must have rated an item for it to be recommended, where the request does not say.
    private let floor: Int

    /// Writes what there is to say of all items.
    init(_ dataset: Dataset) {
        let labels = (0..<dataset.items.count).map { dataset.label(ofItem: $0) }
        titles = labels.map(\.titleAndYear)
        ids = dataset.items.ids.map { JSONText.written($0.description) }
        writtenTitles = titles.map { Array(JSONText.written($0).dropFirst().dropLast()) }
        byKnown = Self.ranked(dataset)
        floor = RecommendationFloor.minimumKnown(users: dataset.users.count)
        fragments = labels.enumerated().map { Self.fragment($1, id: dataset.items.ids[$0]) }
    }

    /// The members of an item's object, without braces.
    func members(ofItem item: Int) -> [UInt8] { fragments[item] }

    /// The items that fewer than so many users rated.
    func items(knownToFewerThan least: Int) -> ArraySlice<Int> {
        byKnown.items[..<byKnown.counts.partitionPoint { $0 < least }]
    }

    /// How many users must have rated an item, where the request does not say: fewer than usual where else too few are left.
    /// - Parameters:
    ///   - count: how many items should be left.
    ///   - rated: items that are left out in any case.
    func minimumKnown(leaving count: Int, without rated: Set<Int>) -> Int {
        var missing = count
        for place in byKnown.items.indices.reversed() where !rated.contains(byKnown.items[place]) {
            missing -= 1
            if missing == 0 { return min(floor, byKnown.counts[place]) }
        }
        return 0
    }

    /// By how many users the best known of some items is known; the items that fewer than so many users rated, without `others`.
    func best(knownToFewerThan least: Int, without others: Set<Int>) -> (count: Int, known: Int) {
        let end = byKnown.counts.partitionPoint { $0 < least }
        let left = byKnown.items[..<end].indices.filter { !others.contains(byKnown.items[$0]) }
        return (left.count, left.last.map { byKnown.counts[$0] } ?? 0)
    }

    private static func ranked(_ dataset: Dataset) -> (items: [Int], counts: [Int]) {
        var counts = [Int](repeating: 0, count: dataset.items.count)
        for item in dataset.interactions.items { counts[Int(item)] += 1 }
        let items = counts.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
        return (items, items.map { counts[$0] })
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
