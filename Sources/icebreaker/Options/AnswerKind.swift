import ArgumentParser

/// How a person answers: with ratings, or with taps on the tiles of a grid.
enum AnswerKind: String, ExpressibleByArgument, CaseIterable {
    case ratings
    case taps
}
