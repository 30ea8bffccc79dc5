/// Which gradient's norm tells how strongly an answer moves the estimate.
public enum EvidenceGradient: String, Sendable, Codable, CaseIterable {
    /// Of the squared error (ŷ − y)²: what the local update steps along.
    case loss
    /// Of the estimate ŷ, as if every answer were one unit off: the unit error of the paper's text.
    case unitError = "unit-error"
    /// Of the squared error over its own value, as in the authors' program: proportional to 1 / |ŷ − y|, so that the
    /// ratings that the estimator already gets right weigh most.
    case unitLoss = "unit-loss"

    /// What the ratio of an item's gradient norm to the average one means, as a clause for a person; `nil` without an
    /// average to compare with.
    func clause(norm: Double, average: Double) -> String? {
        guard average > 0 else { return nil }
        let ratio = Wording.oneDecimal(norm / average)
        let effect =
            switch ratio {
            case "0.0": "hardly moves the estimate"
            case "1.0": "moves the estimate as much as the average item's"
            default: "moves the estimate \(ratio) times as much as the average item's"
            }
        return switch self {
        case .loss: "one answer \(effect)"
        case .unitError: "an answer one point off \(effect)"
        case .unitLoss: "relative to its error, one answer \(effect)"
        }
    }
}
