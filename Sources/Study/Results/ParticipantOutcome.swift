import Datasets
import Evaluation
import Statistics

extension ParticipantSession {
    /// A measure of one part, for those who finished the step that it comes from: all items of the list, the
    /// recommendations of the part, or the questionnaire.
    /// - Parameters:
    ///   - measure: what to measure.
    ///   - part: an index of the condition.
    ///   - design: the study's design.
    /// - Returns: the value in the measure's unit; nil before the step is finished, after a withdrawal, and
    ///   where nothing was answered that the measure could be taken from.
    package func outcome(_ measure: OutcomeMeasure, part: Int, in design: StudyDesign) -> Double? {
        guard withdrawnAt == nil, condition.indices.contains(part) else { return nil }
        switch measure {
        case .answeredItems, .unknownItems, .itemRating, .timePerItem:
            guard !design.isGrid else { return nil }
            return isPastItems(ofPart: part, in: design) ? itemOutcome(measure, part: part) : nil
        case .taps, .gridTime:
            guard design.isGrid, isPastItems(ofPart: part, in: design) else { return nil }
            return gridOutcome(measure, part: part)
        case .meanRating, .selectedRecommendations, .discountedGain, .discountedGain1, .discountedGain3:
            return finishedParts.contains(part)
                ? recommendationOutcome(measure, part: part, design.ratingScale) : nil
        case .relevance, .novelty, .diversity, .satisfaction, .effort:
            guard completedAt != nil, design.assignment == .betweenSubjects else { return nil }
            return QuestionnaireScore(questionnaire, to: design.questionnaire).means[measure.rawValue]
        }
    }

    /// Whether the participant rated the recommendations of a part with one and the same rating.
    func ratedAllEqually(part: Int) -> Bool? {
        let ratings = ratedRecommendations(of: part)
        guard finishedParts.contains(part), let first = ratings.first else { return nil }
        return ratings.allSatisfy { $0 == first }
    }

    private func gridOutcome(_ measure: OutcomeMeasure, part: Int) -> Double? {
        let pages = grids.filter { $0.part == part }
        guard measure == .gridTime else { return Double(pages.reduce(0) { $0 + $1.taps.count }) }
        let times = pages.compactMap(\.milliseconds)
        return times.count == pages.count ? Double(times.reduce(0, +)) : nil
    }

    private func itemOutcome(_ measure: OutcomeMeasure, part: Int) -> Double? {
        let answers = answers.filter { $0.part == part }.sorted { $0.place < $1.place }
        let ratings = answers.compactMap(\.rating)
        switch measure {
        case .answeredItems: return Double(ratings.count)
        case .unknownItems: return Double(answers.count - ratings.count)
        case .itemRating: return mean(of: ratings)
        default:
            return median(
                of: answers.filter { !$0.isCarriedOver }.compactMap(\.milliseconds).map(Double.init))
        }
    }

    private func recommendationOutcome(_ measure: OutcomeMeasure, part: Int, _ scale: RatingScale) -> Double?
    {
        let ratings = ratedRecommendations(of: part)
        switch measure {
        case .meanRating: return mean(of: ratings)
        case .selectedRecommendations:
            return Double(recommendations.count { $0.part == part && $0.isSelected })
        case .discountedGain1: return gain(ratings, at: 1, scale)
        case .discountedGain3: return gain(ratings, at: 3, scale)
        default: return gain(ratings, at: ratings.count, scale)
        }
    }

    /// The ratings of the recommendations of a part that were rated, by rank.
    private func ratedRecommendations(of part: Int) -> [Double] {
        recommendations.filter { $0.part == part }.sorted { $0.rank < $1.rank }.compactMap(\.rating)
    }

    /// nDCG@k of ratings in the order shown. Equal ratings leave no order to get wrong, so theirs is 1.
    private func gain(_ ratings: [Double], at k: Int, _ scale: RatingScale) -> Double? {
        ratings.isEmpty ? nil : DiscountedGain(scale).normalized(at: k, ofRanked: ratings)
    }
}

extension StudyDesign {
    /// The ends of the ratings that participants choose from, which nDCG rests on: those that were locked at
    /// the launch, so that a dataset that grows changes no result; 1 to 5 for a study from before they were
    /// kept.
    var ratingScale: RatingScale {
        guard let low = ratings?.first, let high = ratings?.last, low <= high else {
            return RatingScale(minimum: 1, maximum: 5)
        }
        return RatingScale(minimum: low, maximum: high)
    }
}
