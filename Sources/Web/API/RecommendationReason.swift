import Preference

/// Why an item is recommended, in words.
enum RecommendationReason {
    /// One sentence about the ratings that moved the estimate.
    /// - Parameters:
    ///   - recommendation: the item with what moved it.
    ///   - titles: the titles of all items.
    static func text(_ recommendation: Recommendation, titles: [String]) -> String {
        let raised = recommendation.reasons.filter { $0.effect > 0 }
        if !raised.isEmpty {
            return raised.count == 1
                ? "Your rating of \(listed(raised, titles)) speaks for this most."
                : "Your ratings of \(listed(raised, titles)) speak for this most."
        }
        guard let lowered = recommendation.reasons.first else {
            return "None of your ratings moved this: it is what the model expects of a user like you."
        }
        return "None of your ratings speaks for this, \(titles[lowered.item]) least; the model expected much of it before."
    }

    private static func listed(_ reasons: [RatingEffect], _ titles: [String]) -> String {
        let names = reasons.map { titles[$0.item] }
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
