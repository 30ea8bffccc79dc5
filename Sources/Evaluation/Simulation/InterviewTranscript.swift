import Tasks

/// What one simulated user answered.
struct InterviewTranscript {
    /// The rated items in the order shown.
    private(set) var items: [Int32] = []
    /// Their ratings, in rating units.
    private(set) var ratings: [Double] = []
    /// How many of the first k shown items were rated, for k = 0, 1, …; shape [shown + 1].
    private(set) var answered: [Int32] = [0]

    /// Interviews a user who answers what is in the support set.
    /// - Parameters:
    ///   - task: the user; the query set is never asked.
    ///   - strategy: chooses the items.
    ///   - shown: how many to show; where the strategy has no more, the counts stay as they are.
    init(_ task: UserTask, strategy: SimulatedStrategy, shown: Int) {
        let known = Dictionary(
            zip(task.supportItems, task.supportRatings), uniquingKeysWith: { first, _ in first })
        let query = Set(task.queryItems)
        var session = strategy.makeSession()
        for _ in 0..<shown {
            if let item = session.nextItem() {
                let answer: SimulatedAnswer =
                    query.contains(item) ? .notAsked : known[item].map { .rated($0) } ?? .unknown
                session.record(answer, toItem: item)
                if case .rated(let rating) = answer, !items.contains(item) {
                    items.append(item)
                    ratings.append(rating)
                }
            }
            answered.append(Int32(items.count))
        }
    }
}
