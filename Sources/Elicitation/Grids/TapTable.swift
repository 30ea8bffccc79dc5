import Algebra
import Datasets

/// Who took what: x ∈ {0, 1}, people × items, in compressed rows.
///
/// Person p of `0 ..< personCount` took `items[offsets[p] ..< offsets[p + 1]]`, ascending. People who took
/// nothing count, so that shares are of everybody who was asked about, as in ``Datasets/KnownCounts``.
package struct TapTable: Sendable, Equatable {
    /// Where the items of each person begin, shape [people + 1].
    package let offsets: [Int]
    /// The positions of the items, person after person.
    package let items: [Int32]
    /// The position in the dataset of each person, ascending, shape [people].
    package let people: [Int32]
    /// The number of items of the dataset.
    package let itemCount: Int

    /// U, the number of people.
    package var personCount: Int { people.count }

    /// Takes rows that were made elsewhere.
    /// - Parameters:
    ///   - rows: the items of each person, ascending and distinct, shape [people][items].
    ///   - people: their positions in the dataset; by default 0, 1, 2…
    ///   - itemCount: the number of items of the dataset.
    package init(rows: [[Int32]], people: [Int32]? = nil, itemCount: Int) {
        var offsets = [0]
        offsets.reserveCapacity(rows.count + 1)
        for row in rows { offsets.append(offsets[offsets.count - 1] + row.count) }
        self.offsets = offsets
        items = Array(rows.joined())
        self.people = people ?? (0..<rows.count).map(Int32.init)
        self.itemCount = itemCount
        precondition(self.people.count == rows.count, "one position per person")
    }

    /// Takes compressed rows that were made elsewhere.
    /// - Parameters:
    ///   - offsets: where the items of each person begin, shape [people + 1].
    ///   - items: the items, ascending and distinct within each person.
    ///   - itemCount: the number of items.
    package init(offsets: [Int], items: [Int32], itemCount: Int) {
        precondition(
            offsets.first == 0 && offsets.last == items.count,
            "the offsets must reach from the first item to the last")
        (self.offsets, self.items, self.itemCount) = (offsets, items, itemCount)
        people = (0..<offsets.count - 1).map { Int32($0) }
    }

    /// Reads who took what from a dataset.
    /// - Parameters:
    ///   - dataset: where the interactions are.
    ///   - positiveFrom: the lowest rating that counts as taken; `nil` where any rating does. Without ratings
    ///     every
    ///     interaction counts.
    ///   - users: whether each user of the dataset is one of the people; `nil` for all.
    ///   - kept: whether each item counts; `nil` for all.
    package init(
        of dataset: Dataset, positiveFrom: Double? = nil, users: [Bool]? = nil, items kept: [Bool]? = nil
    ) {
        let interactions = dataset.interactions
        let floor = dataset.lowestTaken(positiveFrom)
        var (offsets, items, people) = ([0], [Int32](), [Int32]())
        items.reserveCapacity(interactions.count)
        var row = 0
        for user in 0..<dataset.users.count {
            let isAsked = users?[user] ?? true
            while row < interactions.count, Int(interactions.users[row]) == user {
                let item = interactions.items[row]
                let isTaken = floor.map { interactions.ratings[row] >= $0 } ?? true
                if isAsked, isTaken, kept?[Int(item)] ?? true { items.append(item) }
                row += 1
            }
            guard isAsked else { continue }
            people.append(Int32(user))
            offsets.append(items.count)
        }
        (self.offsets, self.items, self.people, itemCount) = (offsets, items, people, dataset.items.count)
    }

    /// The items of one person, ascending.
    package func items(of person: Int) -> ArraySlice<Int32> { items[offsets[person]..<offsets[person + 1]] }

    /// nᵢ, the number of people who took each item, shape [items].
    package var takenCounts: [Int] {
        var counts = [Int](repeating: 0, count: itemCount)
        for item in items { counts[Int(item)] += 1 }
        return counts
    }

    /// Some of the people, in the order given.
    package func people(_ chosen: [Int]) -> TapTable {
        TapTable(
            rows: chosen.map { Array(items(of: $0)) }, people: chosen.map { people[$0] }, itemCount: itemCount
        )
    }

    /// The people who took each of some items, ascending, shape [items][people].
    func takers(of wanted: [Int]) -> [[Int32]] {
        var places = [Int32](repeating: -1, count: itemCount)
        for (place, item) in wanted.enumerated() { places[item] = Int32(place) }
        var takers = [[Int32]](repeating: [], count: wanted.count)
        for person in 0..<personCount {
            for item in items(of: person) where places[Int(item)] >= 0 {
                takers[Int(places[Int(item)])].append(Int32(person))
            }
        }
        return takers
    }

    /// For each group of people, how many of them took each item, shape [groups][items].
    func takenCounts(within groups: [[Int32]], threads: Int) -> [UInt32] {
        let count = itemCount
        return [UInt32](unsafeUninitializedCapacity: groups.count * count) { counts, initialized in
            initialized = groups.count * count
            guard let start = counts.baseAddress else { return }
            nonisolated(unsafe) let all = start
            all.initialize(repeating: 0, count: initialized)
            items.withUnsafeBufferPointer { items in
                nonisolated(unsafe) let items = items
                Parallel.forEach(groups.count, threads: threads) { group, _ in
                    let row = all + group * count
                    for person in groups[group] {
                        for place in offsets[Int(person)]..<offsets[Int(person) + 1] {
                            row[Int(items[place])] += 1
                        }
                    }
                }
            }
        }
    }
}
