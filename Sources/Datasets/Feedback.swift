/// What a dataset knows of a user and an item: a rating, or only that they met.
package enum Feedback: String, Sendable, Codable, CaseIterable {
    /// Ratings on a scale.
    case explicit
    /// Reads, clicks, purchases: interactions without a rating. Each counts as a positive, rating 1; what a
    /// user has not met is unknown, not disliked (Hu, Koren and Volinsky, "Collaborative filtering for
    /// implicit feedback datasets", ICDM 2008).
    case implicit
}

extension RatingScale {
    /// The scale of implicit feedback: 1 for an item that a user took, 0 for one that was offered and not
    /// taken.
    package static let implicit = RatingScale(minimum: 0, maximum: 1)
}

/// What does not apply to interactions without ratings: one sentence with what to do instead.
package struct ImplicitFeedbackError: Error, Equatable, CustomStringConvertible {
    /// What was asked for, such as `strategy helf`.
    package var subject: String
    /// Why it does not apply.
    package var reason: String
    /// What to do instead.
    package var fix: String

    /// Creates an error.
    package init(_ subject: String, reason: String, fix: String) {
        (self.subject, self.reason, self.fix) = (subject, reason, fix)
    }

    /// One sentence.
    package var description: String {
        "\(subject): the dataset has interactions without ratings (implicit feedback), and \(reason); \(fix)"
    }
}

extension Dataset {
    /// The lowest rating that counts as taken: as asked for where there are ratings; `nil` where every row
    /// counts.
    package func lowestTaken(_ positiveFrom: Double?) -> Double? {
        feedback == .explicit ? positiveFrom : nil
    }
}
