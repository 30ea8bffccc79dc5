import ArgumentParser
import Datasets

/// How a person answers: with ratings, or with taps on the tiles of a grid.
enum AnswerKind: String, ExpressibleByArgument, CaseIterable {
    case ratings
    case taps

    /// What holds where nobody says: taps where there are no ratings.
    static func usual(for feedback: Feedback) -> AnswerKind { feedback == .implicit ? .taps : .ratings }
}
