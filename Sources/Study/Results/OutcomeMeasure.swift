/// One figure that a participant has under one arm; `docs/user-study.md` has the formulas.
package enum OutcomeMeasure: String, Sendable, Equatable, Codable, CaseIterable {
    /// The mean of a participant's ratings of the recommendations, in rating units.
    case meanRating = "mean-rating"
    /// How many recommendations a participant would choose.
    case selectedRecommendations = "selected-recommendations"
    /// nDCG of the whole order of the recommendations by the participant's ratings, 0...1.
    case discountedGain = "ndcg"
    /// nDCG@1.
    case discountedGain1 = "ndcg1"
    /// nDCG@3.
    case discountedGain3 = "ndcg3"
    /// How many of the first items a participant rated.
    case answeredItems = "answered-items"
    /// How many of the first items a participant did not know.
    case unknownItems = "unknown-items"
    /// The mean of a participant's ratings of the first items, in rating units.
    case itemRating = "item-rating"
    /// The median time that a participant took for one of the first items, in milliseconds.
    case timePerItem = "time-per-item"
    /// The mean answer to the questions on relevance, 1...5; so for the other constructs.
    case relevance
    /// The mean answer to the questions on novelty.
    case novelty
    /// The mean answer to the questions on diversity.
    case diversity
    /// The mean answer to the questions on satisfaction.
    case satisfaction
    /// The mean answer to the questions on effort.
    case effort

    /// How many tiles a participant tapped.
    case taps
    /// How long a participant looked at the pages of the grid together, in milliseconds.
    case gridTime = "grid-time"

    /// Whether it comes from the tiles of grids.
    package var isOfGrids: Bool { self == .taps || self == .gridTime }

    /// Whether it comes from ratings of the first items, one after another.
    package var isOfRatings: Bool {
        [.answeredItems, .unknownItems, .itemRating, .timePerItem].contains(self)
    }

    /// The measures of a design.
    static func all(in design: StudyDesign) -> [OutcomeMeasure] {
        allCases.filter { design.isGrid ? !$0.isOfRatings : !$0.isOfGrids }
    }

    /// The measure of a primary outcome; nil for the preference, which is no figure of one arm.
    package init?(_ outcome: PrimaryOutcome) { self.init(rawValue: outcome.rawValue) }

    /// What the questionnaire measures with it; nil for what comes from elsewhere.
    package var construct: Question.Construct? { Question.Construct(rawValue: rawValue) }

    /// The measures that arms are compared on under a design, its primary outcome first.
    ///
    /// The items not known are left out, being the rest of those known; so are, within subjects, the
    /// constructs of the questionnaire, which is asked once for all arms.
    package static func compared(in design: StudyDesign) -> [OutcomeMeasure] {
        let primary = OutcomeMeasure(design.primaryOutcome)
        let others = all(in: design).filter { measure in
            guard measure != primary, measure != .unknownItems else { return false }
            return measure.construct.map { design.asksPerArm($0) } ?? true
        }
        return [primary].compactMap { $0 } + others
    }
}

extension StudyDesign {
    /// Whether the questionnaire tells an arm's figure of a construct.
    func asksPerArm(_ construct: Question.Construct) -> Bool {
        assignment == .betweenSubjects && questionnaire.questions.contains { $0.construct == construct }
    }
}
