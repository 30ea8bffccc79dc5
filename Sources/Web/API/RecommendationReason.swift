import Preference

/// Why an item is recommended, in words.
enum RecommendationReason {
    /// A piece of the sentence.
    enum Piece {
        /// What is the same for all items; its characters stand for themselves in JSON.
        case words(StaticString)
        /// The title of an item.
        case title(Int)
    }

    /// Tells, piece by piece, one sentence about the answers that moved the estimate.
    /// - Parameters:
    ///   - recommendation: the item with what moved it.
    ///   - isRated: whether the answers are ratings.
    ///   - tell: takes the pieces.
    static func tell(_ recommendation: Recommendation, isRated: Bool, _ tell: (Piece) -> Void) {
        let raised = recommendation.reasons.lazy.filter { $0.effect > 0 }
        let count = raised.count
        if count > 0 {
            tell(.words("Recommended mainly because of "))
            tell(
                .words(
                    isRated ? (count == 1 ? "your rating of " : "your ratings of ") : "what you said about "))
            for (number, reason) in raised.enumerated() {
                if number > 0 { tell(.words(number == count - 1 ? " and " : ", ")) }
                tell(.title(reason.item))
            }
            tell(.words("."))
        } else if let lowered = recommendation.reasons.first {
            tell(.words(isRated ? "Your ratings count against this, " : "Your answers count against this, "))
            tell(.title(lowered.item))
            tell(.words(" most of all, but it was a strong suggestion to begin with."))
        } else {
            tell(.words(isRated ? "None of your ratings" : "None of your answers"))
            tell(.words(" moved this: it is what the model expects of a user like you."))
        }
    }
}
