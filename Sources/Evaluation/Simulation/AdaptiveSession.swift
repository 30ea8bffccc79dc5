import Elicitation

/// One simulated user's adaptive interview: asks what the answers so far leave most in doubt, see
/// ``AdaptiveInterview``.
///
/// An item of the query set takes up its place and teaches nothing, as if it had never been a candidate.
package struct AdaptiveSession: InterviewSession {
    private var interview: AdaptiveInterview

    /// Begins an interview.
    package init(_ plan: InterviewPlan) { interview = AdaptiveInterview(plan) }

    /// The item whose answer is worth most at present; `nil` when no candidate is left.
    package func nextItem() -> Int32? { interview.next().map { Int32($0.item) } }

    /// Takes a rating or "I do not know this" in; of an item that is never asked only that it was shown.
    package mutating func record(_ answer: SimulatedAnswer, toItem item: Int32) {
        switch answer {
        case .rated(let rating): interview.record(.rating(rating), item: Int(item))
        case .unknown: interview.record(.unknown, item: Int(item))
        case .notAsked: interview.leaveOut(Int(item))
        }
    }
}

extension SimulatedStrategy {
    /// Interviews each user adaptively.
    /// - Parameters:
    ///   - name: the name in results.
    ///   - plan: what all interviews share; nothing in it comes from a held-out user.
    package init(name: String = StrategyID.adaptive.name, plan: InterviewPlan) {
        self.init(name: name) { AdaptiveSession(plan) }
    }
}
