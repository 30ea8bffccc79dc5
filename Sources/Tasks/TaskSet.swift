import Datasets

/// The tasks of one scenario, by ascending user.
package struct TaskSet: Sendable, Equatable {
    /// The scenario whose ratings these are.
    package let scenario: Scenario
    /// One task per user who takes part.
    package let tasks: [UserTask]
    /// How many users have any rating in the scenario.
    package let usersInScenario: Int
    /// How many ratings the scenario has.
    package let ratingsInScenario: Int

    /// Splits the ratings of a scenario into tasks.
    ///
    /// A user with `rule.minimumRatings ... rule.maximumRatings` ratings in the scenario becomes a task:
    /// those ratings in the rule's order, the last `rule.queryCount` as the query set and the rest, or the
    /// last `rule.maximumHistory` of the rest, as the support set.
    /// - Parameters:
    ///   - dataset: where the ratings are.
    ///   - scenario: which of them to take.
    ///   - holdout: the new users and items.
    ///   - rule: who takes part, and where the support set ends.
    package init(_ dataset: Dataset, scenario: Scenario, holdout: Holdout, rule: TaskRule) {
        let interactions = dataset.interactions
        var tasks: [UserTask] = []
        var users = 0
        var ratings = 0
        var start = 0
        while start < interactions.count {
            let user = interactions.users[start]
            let end = interactions.users[start...].firstIndex { $0 != user } ?? interactions.count
            let rows = (start..<end).filter {
                holdout.scenario(user: Int(user), item: Int(interactions.items[$0])) == scenario
            }
            start = end
            users += rows.isEmpty ? 0 : 1
            ratings += rows.count
            guard rows.count >= max(rule.minimumRatings, rule.queryCount), rows.count <= rule.maximumRatings
            else { continue }
            var ordered = dataset.consumptionOrder(ofRows: rows, by: rule.order)[...]
            if let bound = rule.maximumHistory {
                ordered = ordered.suffix(min(max(bound, 0), ordered.count) + rule.queryCount)
            }
            tasks.append(
                UserTask(
                    user: user, items: ordered.map { interactions.items[$0] },
                    ratings: ordered.map { interactions.ratings[$0] },
                    supportCount: ordered.count - rule.queryCount))
        }
        self.scenario = scenario
        self.tasks = tasks
        usersInScenario = users
        ratingsInScenario = ratings
    }
}

extension Dataset {
    /// Rows of one user's ratings in the order in which they count as consumed.
    func consumptionOrder(ofRows rows: [Int], by order: InteractionOrder) -> [Int] {
        let keys = rows.map { row in
            (
                time: order == .time ? interactions.timestamps?[row] ?? 0 : 0,
                hash: InteractionHash(
                    user: users.ids[Int(interactions.users[row])],
                    item: items.ids[Int(interactions.items[row])]), row: row
            )
        }
        return keys.sorted { ($0.time, $0.hash) < ($1.time, $1.hash) }.map(\.row)
    }
}

extension TaskSet {
    /// Tasks that were split elsewhere.
    package init(scenario: Scenario, tasks: [UserTask], usersInScenario: Int, ratingsInScenario: Int) {
        self.scenario = scenario
        self.tasks = tasks
        self.usersInScenario = usersInScenario
        self.ratingsInScenario = ratingsInScenario
    }
}
