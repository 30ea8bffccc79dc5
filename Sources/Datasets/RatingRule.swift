/// Which of several ratings of the same user and item holds.
package enum RatingRule: String, Sendable, Codable, CaseIterable {
    /// The one of the latest time; of the same time, or without times, the one that comes last in the file.
    case latest
    /// The one of the earliest time; of the same time, or without times, the one that comes first in the
    /// file.
    case first
    /// The mean of all, with the latest time.
    case mean
}

/// The ratings that repeat a user and an item, and what became of them.
package struct Reratings: Sendable, Equatable {
    /// Which rating holds; `nil` where a repeated rating is a fault, and where there are no ratings.
    package var rule: RatingRule?
    /// How many ratings were beside the one that holds, identical rows included.
    package var count: Int
    /// What each mean of several ratings was made of, by user, item, rating and time, so that a later rating
    /// can change it.
    package var behindMeans: [RatingEvent]

    /// Creates a record of repeated ratings.
    package init(rule: RatingRule? = nil, count: Int = 0, behindMeans: [RatingEvent] = []) {
        (self.rule, self.count, self.behindMeans) = (rule, count, behindMeans)
    }
}

/// One rating as it was given, by the positions of its user and item.
package struct RatingEvent: Sendable, Hashable {
    /// The position of the user.
    package var user: Int32
    /// The position of the item.
    package var item: Int32
    /// The rating, in rating units.
    package var rating: Double
    /// Seconds since 1970; 0 in a dataset without times.
    package var time: Double

    /// Creates an event.
    package init(user: Int32, item: Int32, rating: Double, time: Double) {
        (self.user, self.item, self.rating, self.time) = (user, item, rating, time)
    }

    /// The user and the item as one number, in whose order interactions stand.
    package var pair: UInt64 { UInt64(UInt32(bitPattern: user)) << 32 | UInt64(UInt32(bitPattern: item)) }
}

extension RatingRule {
    /// What holds of the ratings of one user and item.
    struct Outcome {
        var rating: Double
        var time: Double
        /// What the mean was made of, where that is more than one rating.
        var behindMean: [RatingEvent] = []
    }

    /// What holds of the ratings of one user and item.
    ///
    /// A mean is summed in ascending order, so that it does not depend on the order of the files. Where there
    /// are times, the same rating of the same time is one rating that was written twice, as in exports that
    /// overlap.
    /// - Parameters:
    ///   - events: the ratings in the order of the file, at least one.
    ///   - timed: whether they have times.
    func outcome(of events: [RatingEvent], timed: Bool) -> Outcome {
        var latest = events[0]
        for event in events.dropFirst() where event.time >= latest.time { latest = event }
        switch self {
        case .latest: return Outcome(rating: latest.rating, time: latest.time)
        case .first:
            var first = events[0]
            for event in events.dropFirst() where event.time < first.time { first = event }
            return Outcome(rating: first.rating, time: first.time)
        case .mean:
            let distinct = (timed ? Array(Set(events)) : events).sorted {
                ($0.rating, $0.time) < ($1.rating, $1.time)
            }
            return Outcome(
                rating: Self.mean(distinct.map(\.rating)), time: latest.time,
                behindMean: distinct.count > 1 ? distinct : [])
        }
    }

    /// Σ r / n; where the sum of huge ratings is beyond a Double, Σ (r / n).
    private static func mean(_ ratings: [Double]) -> Double {
        let count = Double(ratings.count)
        let mean = ratings.reduce(0, +) / count
        return mean.isFinite ? mean : ratings.reduce(0) { $0 + $1 / count }
    }
}
