import LatentFactors
import Support

/// One task of a batch: items with their ratings less μ, the support set first.
package struct DrawnTask {
    package var user: Int32
    package var items: [Int32]
    package var targets: [Double]
    /// Whether the id of each item is dropped.
    package var dropped: [Bool]
    package var supportCount: Int

    package init(user: Int32, items: [Int32], targets: [Double], dropped: [Bool], supportCount: Int) {
        (self.user, self.items, self.targets) = (user, items, targets)
        (self.dropped, self.supportCount) = (dropped, supportCount)
    }
}

/// Draws tasks from the ratings of the training users.
package struct TaskDraws {
    private let rows: RatingRows
    private let offsets: [Int]
    private let options: ClosedFormOptions
    private let centred: [Double]
    /// Each user as often as an epoch visits it: once per hundred ratings begun.
    private let schedule: [Int32]

    /// - Parameters:
    ///   - rows: the training ratings.
    ///   - options: the sizes of the sets, and how many ids are dropped.
    ///   - hasFeatures: whether items have features. Where they have none, an item without its id is like any other, so
    ///     that few ids are dropped one by one, to learn how much is not known of such an item, and never all.
    package init(_ rows: RatingRows, options given: ClosedFormOptions, hasFeatures: Bool = true) {
        var options = given
        if !hasFeatures {
            options.idDropout = min(options.idDropout, 0.02)
            options.taskIDDropout = 0
        }
        let offsets = rows.userOffsets
        let mean = rows.innerMean
        self.rows = rows
        self.offsets = offsets
        self.options = options
        centred = rows.ratings.map { rows.scaling.inner($0) - mean }
        var schedule: [Int32] = []
        for user in 0..<max(offsets.count - 1, 0) {
            let visits = (offsets[user + 1] - offsets[user] + 99) / 100
            schedule.append(contentsOf: repeatElement(Int32(user), count: visits))
        }
        self.schedule = schedule
    }

    /// The number of batches of an epoch.
    package var batchCount: Int { (schedule.count + options.batchSize - 1) / options.batchSize }

    /// The users of an epoch in the order of their visits.
    package func visits(using generator: inout SeededGenerator) -> [Int32] {
        var visits = schedule
        generator.shuffle(&visits)
        return visits
    }

    /// The tasks of a batch.
    package func batch(_ index: Int, of visits: [Int32], using generator: inout SeededGenerator)
        -> [DrawnTask]
    {
        let start = index * options.batchSize
        return visits[start..<min(start + options.batchSize, visits.count)].map {
            task(Int($0), using: &generator)
        }
    }

    /// A query set of at most half of the user's ratings, and from the others a support set: the largest
    /// there may be in some tasks, else of any size, 0 among them, with equal chances.
    private func task(_ user: Int, using generator: inout SeededGenerator) -> DrawnTask {
        var own = Array(offsets[user]..<offsets[user + 1])
        let query = min(options.queryLimit, max(own.count / 2, 1))
        let most = min(options.supportLimit, own.count - query)
        let isFull = generator.unitInterval() < options.fullSupportShare
        let support = isFull ? most : generator.integer(below: most + 1)
        for place in 0..<support + query {
            own.swapAt(place, place + generator.integer(below: own.count - place))
        }
        let hasNoID = generator.unitInterval() < options.taskIDDropout
        let taken = own[..<(support + query)]
        return DrawnTask(
            user: rows.users[offsets[user]], items: taken.map { rows.items[$0] },
            targets: taken.map { centred[$0] },
            dropped: taken.map { _ in
                let drops = generator.unitInterval() < options.idDropout
                return hasNoID || drops
            }, supportCount: support)
    }
}
