import Foundation
import LatentFactors

/// What a user says when asked about an item.
package enum InterviewAnswer: Sendable, Equatable {
    /// A rating, in rating units.
    case rating(Double)
    /// "I do not know this".
    case unknown
}

/// A question that an interview would ask next.
package struct InterviewQuestion: Sendable, Equatable {
    /// The position of the item.
    package var item: Int
    /// The probability that the user knows it, 0...1.
    package var knowProbability: Double
    /// By how much asking is expected to lower the variance of the estimates, summed over the items with the
    /// probability that the user knows each, in squared rating units.
    package var expectedGain: Double
}

/// An interview with one user that asks next what their answers so far leave most in doubt.
///
/// The taste w ~ N(m, S) of the user follows the ratings (``LatentFactorModel``), and which items they know
/// follows the ratings and the items they did not know (``KnowledgeModel``). The next question is about
///
///     argmaxᵢ pᵢ^κ Σⱼ pⱼ (xⱼᵀ S xᵢ)² / (xᵢᵀ S xᵢ + σ²)
///
/// among the items not yet asked about, with p the present probabilities of knowing; ties to the smaller
/// item. This is the thought of ``DesignStrategy`` with the user's own S and p. The interview is a value: the
/// same answers in the same order give the same next question, so a service need keep no more than the
/// answers.
package struct AdaptiveInterview: Sendable {
    /// What all interviews share.
    package let plan: InterviewPlan
    /// The items asked about so far, in order.
    package private(set) var asked: [Int] = []
    /// What is believed of the user's taste.
    package private(set) var taste: UserBelief
    /// What is believed of which items the user knows.
    package private(set) var knowledge: UserBelief

    /// xᵢᵀ S xᵢ of the plan's candidates; NaN, which no comparison finds, for those that cannot be asked
    /// about any more.
    private var variances: [Double]

    /// Starts an interview.
    /// - Parameters:
    ///   - plan: the models and the items that may be asked about.
    ///   - answers: answers already given, in order.
    package init(_ plan: InterviewPlan, answers: some Sequence<(item: Int, answer: InterviewAnswer)> = []) {
        self.plan = plan
        taste = plan.model.prior
        knowledge = plan.knowledge.prior
        variances = plan.search.priorVariances
        for (item, answer) in answers { record(answer, item: item) }
    }

    /// Takes an answer in. A second answer about the same item, an item outside the catalogue and a rating
    /// that is not finite are ignored.
    /// - Parameters:
    ///   - answer: a rating, or that the user does not know the item.
    ///   - item: the position of the item; it need not be one that the interview asked about.
    package mutating func record(_ answer: InterviewAnswer, item: Int) {
        guard plan.knowledge.shares.indices.contains(item), !asked.contains(item) else { return }
        if case .rating(let rating) = answer {
            guard rating.isFinite else { return }
            plan.search.narrow(&variances, by: plan.model.vector(ofItem: item), taste: taste)
            plan.model.observe(rating, ofItem: item, in: &taste)
            plan.knowledge.observe(isKnown: true, item: item, in: &knowledge)
        } else {
            plan.knowledge.observe(isKnown: false, item: item, in: &knowledge)
        }
        asked.append(item)
        leaveOut(item)
    }

    /// Goes on as if the item could not be asked about.
    package mutating func leaveOut(_ item: Int) {
        if plan.knowledge.shares.indices.contains(item), let place = plan.place(of: item) {
            variances[place] = .nan
        }
    }

    /// The next question; `nil` when every item that may be asked about has been.
    package func next() -> InterviewQuestion? {
        plan.search.best(taste: taste, variances: variances, knowledgeMean: knowledge.mean).map {
            place, gain in
            let item = plan.candidates[place]
            let probability = plan.knowledge.probability(ofItem: item, belief: knowledge)
            return InterviewQuestion(
                item: item, knowProbability: probability, expectedGain: probability * gain)
        }
    }

    /// ŷ of an item for this user, in rating units, not clipped to the scale.
    package func estimate(ofItem item: Int) -> Double { plan.model.predict(item: item, userMean: taste.mean) }
}
