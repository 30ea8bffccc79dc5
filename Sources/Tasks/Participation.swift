/// How many of the users have enough ratings, and not too many, to take part.
package struct Participation: Sendable, Equatable {
    /// How many take part.
    package let users: Int
    /// How many users there are to choose from.
    package let total: Int
    /// How many ratings a user needs, and may have.
    package let ratings: ClosedRange<Int>
    /// Whether some users were held out, who are not among the total.
    package let hasHoldout: Bool

    /// Counts users.
    /// - Precondition: `minimum <= maximum`.
    package init(_ users: Int, of total: Int, minimum: Int, maximum: Int, hasHoldout: Bool = false) {
        (self.users, self.total, self.hasHoldout) = (users, total, hasHoldout)
        ratings = minimum...maximum
    }

    /// Counts the tasks of a rule.
    package init(_ tasks: [UserTask], under rule: TaskRule, holdout: Holdout) {
        self.init(
            tasks.count, of: holdout.newUsers.count { !$0 }, minimum: rule.minimumRatings,
            maximum: max(rule.minimumRatings, rule.maximumRatings),
            hasHoldout: holdout.newUsers.contains(true))
    }

    /// Whether most users stay outside, so that what comes of the others is not about everybody.
    package var isMinority: Bool { users * 2 < total }
}

extension Participation: CustomStringConvertible {
    /// A clause such as `5 of 305 users have 13 to 100 ratings`.
    package var description: String {
        let whose = hasHoldout ? " that were not held out" : ""
        let range =
            ratings.upperBound == .max
            ? "\(ratings.lowerBound) or more" : "\(ratings.lowerBound) to \(ratings.upperBound)"
        return
            "\(users) of \(total) \(total == 1 ? "user" : "users")\(whose) \(users == 1 ? "has" : "have") \(range) ratings"
    }
}
