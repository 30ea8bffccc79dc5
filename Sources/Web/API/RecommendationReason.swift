import Preference

/// Why an item is recommended, in words.
enum RecommendationReason {
    /// One sentence about the ratings that moved the estimate.
    /// - Parameters:
    ///   - recommendation: the item with what moved it.
    ///   - titles: the titles of all items.
    static func text(_ recommendation: Recommendation, titles: [String]) -> String {
        var text = ""
        tell(recommendation) { piece in
            switch piece {
            case .words(let words): text += words.description
            case .title(let item): text += titles[item]
            }
        }
        return text
    }

    /// A piece of the sentence.
    enum Piece {
        /// What is the same for all items; its characters stand for themselves in JSON.
        case words(StaticString)
        /// The title of an item.
        case title(Int)
    }

    /// Tells the sentence piece by piece.
    static func tell(_ recommendation: Recommendation, _ tell: (Piece) -> Void) {
        let raised = recommendation.reasons.lazy.filter { $0.effect > 0 }
        let count = raised.count
        if count > 0 {
            tell(.words(count == 1 ? "Your rating of " : "Your ratings of "))
            for (number, reason) in raised.enumerated() {
                if number > 0 { tell(.words(number == count - 1 ? " and " : ", ")) }
                tell(.title(reason.item))
            }
            tell(.words(count == 1 ? " speaks for this most." : " speak for this most."))
        } else if let lowered = recommendation.reasons.first {
            tell(.words("None of your ratings speaks for this, "))
            tell(.title(lowered.item))
            tell(.words(" least; the model expected much of it before."))
        } else {
            tell(.words("None of your ratings moved this: it is what the model expects of a user like you."))
        }
    }
}
