extension OutcomeMeasure {
    /// The measure in a few words, for tables.
    package var title: String {
        switch self {
        case .meanRating: "mean rating of the recommendations"
        case .selectedRecommendations: "selected recommendations"
        case .discountedGain: "nDCG"
        case .discountedGain1: "nDCG@1"
        case .discountedGain3: "nDCG@3"
        case .answeredItems: "first items known"
        case .unknownItems: "first items not known"
        case .itemRating: "mean rating of the first items"
        case .timePerItem: "time per item, ms"
        case .taps: "tapped tiles"
        case .gridTime: "time for the grid, ms"
        case .relevance, .novelty, .diversity, .satisfaction, .effort: rawValue
        }
    }
}

extension StudyProgress.Step {
    /// The step in a few words, for tables.
    package var title: String {
        switch self {
        case .about: "about themselves"
        case .ratedItems: "answered all first items"
        case .sawRecommendations: "saw recommendations"
        case .ratedRecommendations: "rated recommendations"
        case .completed: "completed"
        }
    }
}

extension PrimaryOutcome {
    /// The outcome in a few words, for tables.
    package var title: String { OutcomeMeasure(self)?.title ?? "preferred recommendations" }
}

extension PrimaryTest {
    /// The test's name.
    package var title: String {
        switch self {
        case .mannWhitney: "Mann-Whitney U test"
        case .wilcoxon: "Wilcoxon signed-rank test"
        case .mcNemar: "McNemar's exact test"
        }
    }
}
