/// The one measure on which a study is decided, declared before its start; all other measures are secondary.
package enum PrimaryOutcome: String, Sendable, Equatable, Codable, CaseIterable {
    /// A participant's mean rating of the recommendations, in rating units.
    case meanRating = "mean-rating"
    /// The number of recommendations that a participant selected.
    case selectedRecommendations = "selected-recommendations"
    /// nDCG of the recommendations' order by the participant's ratings, 0...1.
    case discountedGain = "ndcg"
    /// The number of first items that a participant could rate, rather than did not know.
    case answeredItems = "answered-items"
    /// The number of tiles that a participant tapped; in studies with grids only.
    case taps = "taps"
    /// A participant's mean answer to the questions on satisfaction, on their scale; between subjects only,
    /// since the questionnaire is asked once, after all arms.
    case satisfaction = "satisfaction"
    /// Which arm's recommendations a participant prefers; within subjects only.
    case preference = "preference"

    /// The test that decides, for a kind of assignment.
    /// - Returns: nil where the outcome cannot be had, which are preference between and satisfaction within
    ///   subjects.
    package func test(for assignment: StudyAssignment) -> PrimaryTest? {
        switch (self, assignment) {
        case (.preference, .betweenSubjects), (.satisfaction, .withinSubjects): nil
        case (.preference, .withinSubjects): .mcNemar
        case (_, .betweenSubjects): .mannWhitney
        case (_, .withinSubjects): .wilcoxon
        }
    }
}

/// The test of the primary outcome.
package enum PrimaryTest: String, Sendable, Equatable, Codable {
    /// `RankTest.mannWhitney`, with the Hodges-Lehmann shift and Cliff's delta.
    case mannWhitney = "mann-whitney"
    /// `RankTest.wilcoxon`, with the Hodges-Lehmann centre and the matched-pairs rank-biserial correlation.
    case wilcoxon
    /// `McNemarTest`, by its exact p value.
    case mcNemar = "mcnemar"
}
