import Datasets
import Support
import Tasks
import Testing

@Suite("Every split of random ratings")
struct SplitPropertyTests {
    /// Up to twelve users with up to 120 ratings each, with equal times now and then; the rows of a user in a
    /// drawn order.
    private static func dataset(seed: UInt64, hasTimes: Bool, shuffle: UInt64) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        var order = SeededGenerator(seed: shuffle, stream: RandomStream(number: 1))
        let (userCount, itemCount) = (1 + generator.integer(below: 12), 130)
        var (users, items, ratings, times): ([Int32], [Int32], [Double], [Double]) = ([], [], [], [])
        for user in 0..<userCount {
            var known = Array(0..<itemCount)
            generator.shuffle(&known)
            var rows = known.prefix(generator.integer(below: 121)).map { item in
                (
                    item: item, rating: Double(1 + generator.integer(below: 5)),
                    time: Double(generator.integer(below: 40))
                )
            }
            if shuffle > 0 { order.shuffle(&rows) } else { rows.sort { $0.item < $1.item } }
            users += rows.map { _ in Int32(user) }
            items += rows.map { Int32($0.item) }
            ratings += rows.map(\.rating)
            times += rows.map(\.time)
        }
        return Dataset(
            name: "random", format: "test",
            users: EntityTable(ids: (0..<userCount).map { .integer(Int64($0)) }),
            items: EntityTable(ids: (0..<itemCount).map { .integer(Int64($0)) }),
            interactions: Interactions(
                users: users, items: items, ratings: ratings, timestamps: hasTimes ? times : nil),
            scale: RatingScale(minimum: 1, maximum: 5))
    }

    private static func tasks(_ dataset: Dataset) -> TaskSet {
        TaskSet(
            dataset, scenario: .warm, holdout: Holdout(nothingOf: dataset),
            rule: TaskRule(order: InteractionOrder(for: dataset)))
    }

    @Test(
        "parts a history into a support set and the last ten", arguments: 0..<40 as Range<UInt64>,
        [true, false])
    func parts(seed: UInt64, hasTimes: Bool) {
        let dataset = Self.dataset(seed: seed, hasTimes: hasTimes, shuffle: 0)
        let rows = dataset.interactions
        for task in Self.tasks(dataset).tasks {
            let history = (0..<rows.count).filter { rows.users[$0] == task.user }
            let (support, query) = (Set(task.supportItems), Set(task.queryItems))
            #expect(support.isDisjoint(with: query))
            #expect(support.union(query) == Set(history.map { rows.items[$0] }))
            #expect(support.count + query.count == history.count && query.count == 10)
            #expect((13...100).contains(history.count))
            let rating = Dictionary(uniqueKeysWithValues: history.map { (rows.items[$0], rows.ratings[$0]) })
            #expect(zip(task.items, task.ratings).allSatisfy { rating[$0] == $1 })
            guard let times = rows.timestamps else { continue }
            let time = Dictionary(uniqueKeysWithValues: history.map { (rows.items[$0], times[$0]) })
            let (last, first) = (
                support.compactMap { time[$0] }.max() ?? 0, query.compactMap { time[$0] }.min() ?? 0
            )
            #expect(last <= first, "a rating of the support set is later than one of the query set")
        }
    }

    @Test("takes in every user with 13 to 100 ratings, and nobody else", arguments: 0..<40 as Range<UInt64>)
    func everybody(seed: UInt64) {
        let dataset = Self.dataset(seed: seed, hasTimes: true, shuffle: 0)
        let counts = Dictionary(dataset.interactions.users.map { ($0, 1) }, uniquingKeysWith: +)
        let expected = counts.filter { (13...100).contains($0.value) }.keys.sorted()
        #expect(Self.tasks(dataset).tasks.map(\.user) == expected)
    }

    @Test(
        "does not depend on the order of a user's rows", arguments: 0..<20 as Range<UInt64>,
        [1, 2, 3] as [UInt64])
    func order(seed: UInt64, shuffle: UInt64) {
        for hasTimes in [true, false] {
            let sorted = Self.dataset(seed: seed, hasTimes: hasTimes, shuffle: 0)
            let shuffled = Self.dataset(seed: seed, hasTimes: hasTimes, shuffle: shuffle)
            #expect(Self.tasks(shuffled) == Self.tasks(sorted))
        }
    }
}
