import Elicitation

/// One simulated user's adaptive interview: asks what the answers so far leave most in doubt, see ``AdaptiveInterview``.
///
/// An item of the query set takes up its place and teaches nothing, as if it had never been a candidate.
public struct AdaptiveSession: InterviewSession {
    private var interview: AdaptiveInterview
    private var answers: [(item: Int, answer: InterviewAnswer)] = []
    /// Items that were shown but are never asked.
    private var skipped: Set<Int> = []

    /// Begins an interview.
    public init(_ plan: InterviewPlan) { interview = AdaptiveInterview(plan) }

    /// The item whose answer is worth most at present; `nil` when no candidate is left.
    public func nextItem() -> Int32? { interview.next().map { Int32($0.item) } }

    /// Takes a rating or "I do not know this" in; of an item that is never asked only that it was shown.
    public mutating func record(_ answer: SimulatedAnswer, toItem item: Int32) {
        switch answer {
        case .rated(let rating): take(.rating(rating), item: Int(item))
        case .unknown: take(.unknown, item: Int(item))
        case .notAsked: skip(Int(item))
        }
    }

    private mutating func take(_ answer: InterviewAnswer, item: Int) {
        answers.append((item, answer))
        interview.record(answer, item: item)
    }

    /// Goes on without the item: the same answers under a plan in which it is no candidate.
    private mutating func skip(_ item: Int) {
        skipped.insert(item)
        let plan = interview.plan
        let candidates = Set(plan.candidates).subtracting(skipped)
        // It cannot fail: the models are those of a plan that exists.
        guard
            let narrowed = try? InterviewPlan(
                model: plan.model, knowledge: plan.knowledge, candidateCount: candidates.count,
                knowledgeExponent: plan.knowledgeExponent, allows: candidates.contains)
        else { return }
        interview = AdaptiveInterview(narrowed, answers: answers)
    }
}

extension SimulatedStrategy {
    /// Interviews each user adaptively.
    /// - Parameters:
    ///   - name: the name in results.
    ///   - plan: what all interviews share; nothing in it comes from a held-out user.
    public init(name: String = "adaptive", plan: InterviewPlan) {
        self.init(name: name) { AdaptiveSession(plan) }
    }
}
