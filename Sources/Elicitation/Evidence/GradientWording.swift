import Preference

extension GradientTarget {
    /// What the ratio of an item's gradient norm to the average one means, as a clause for a person; `nil`
    /// without an average to compare with.
    func clause(norm: Double, average: Double) -> String? {
        guard average > 0 else { return nil }
        let effect =
            switch Wording.oneDecimal(norm / average) {
            case "0.0": "hardly moves the estimate"
            case "1.0": "moves the estimate as much as the average item's"
            case let ratio: "moves the estimate \(ratio) times as much as the average item's"
            }
        return switch self {
        case .loss: "one answer \(effect)"
        case .unitError: "an answer one point off \(effect)"
        case .unitLoss: "relative to its error, one answer \(effect)"
        }
    }
}
