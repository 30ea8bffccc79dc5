import Datasets
import Foundation
import Support
import Tasks

/// Makes up users and ratings in the shape of MovieLens-1M, without end and without keeping any: the same for a seed.
///
/// Items are drawn with a popularity that falls exponentially with an item's rank, so that the first tenth of the catalogue
/// gets two fifths of the ratings, and none twice by one user. A user has 13 to 100 ratings, 45 on average, the last 10 of
/// which are the query set. The features of a new user are one of 6,040 rows drawn at random.
struct SyntheticRatings {
    static let itemCount = 3706
    static let profileCount = 6040
    private static let decay = 5.0

    private var generator: SeededGenerator
    /// The user who last drew each item.
    private var lastUser = [Int](repeating: -1, count: itemCount)
    private var user = 0

    init(seed: UInt64) { generator = SeededGenerator(seed: seed, stream: RandomStream(number: 20)) }

    /// Tasks of new users until their support sets have so many pairs.
    mutating func tasks(pairs: Int) -> [UserTask] {
        var tasks: [UserTask] = []
        var count = 0
        while count < pairs {
            let task = nextTask()
            tasks.append(task)
            count += task.supportCount
        }
        return tasks
    }

    private mutating func nextTask() -> UserTask {
        let count = 13 + min(Int(-37 * log(1 - generator.unitInterval())), 87)
        var items: [Int32] = []
        items.reserveCapacity(count)
        while items.count < count {
            let item = drawItem()
            guard lastUser[item] != user else { continue }
            lastUser[item] = user
            items.append(Int32(item))
        }
        user += 1
        let ratings = items.map { item in
            let taste = generator.unitInterval() + generator.unitInterval() - 1
            return min(max((3.6 - Double(item) / 4000 + 2 * taste).rounded(), 1), 5)
        }
        return UserTask(
            user: Int32(generator.integer(below: Self.profileCount)), items: items, ratings: ratings, supportCount: count - 10)
    }

    /// The rank x N with x from the density proportional to exp(-5 x) on [0, 1).
    private mutating func drawItem() -> Int {
        let share = 1 - generator.unitInterval() * (1 - exp(-Self.decay))
        return min(Int(-log(share) / Self.decay * Double(Self.itemCount)), Self.itemCount - 1)
    }

    /// The catalogue and the users' rows of features, without ratings.
    static func catalogue(seed: UInt64) -> Dataset {
        var generator = SeededGenerator(seed: seed, stream: RandomStream(number: 21))
        func column(_ rows: Int, of tokens: Int, _ range: ClosedRange<Int>) -> TokenColumn {
            TokenColumn(
                rows: (0..<rows).map { _ in
                    (0..<range.lowerBound + generator.integer(below: range.count)).map { _ in
                        String(generator.integer(below: tokens))
                    }
                })
        }
        func table(_ count: Int, _ features: [(name: String, tokens: Int, each: ClosedRange<Int>)]) -> EntityTable {
            EntityTable(
                ids: (0..<count).map { .integer(Int64($0)) },
                features: features.map { name, tokens, each in
                    let values = column(count, of: tokens, each)
                    return Feature(name: name, values: each == 1...1 ? .categorical(values) : .multivalued(values))
                })
        }
        return Dataset(
            name: "synthetic", format: "synthetic",
            users: table(
                profileCount, [("gender", 2, 1...1), ("age", 7, 1...1), ("occupation", 21, 1...1), ("area", 3400, 1...1)]),
            items: table(
                itemCount, [("rate", 6, 1...1), ("genre", 25, 1...3), ("director", 2186, 1...1), ("actor", 8030, 1...6)]),
            interactions: Interactions(users: [], items: [], ratings: []), scale: RatingScale(minimum: 1, maximum: 5))
    }
}
