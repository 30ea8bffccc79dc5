/// Something that a reader of a list should know of it.
package enum ListNote: Sendable, Equatable, CustomStringConvertible {
    /// A pinned item is on the list against another rule.
    case pinAgainstRule(title: String, rule: DisplacingRule)
    /// The strategy gave a pinned item no score.
    case pinWithoutScore(title: String)
    /// The pinned items alone are more than a cap allows.
    case pinsBreakCap(FeatureCap, value: String, count: Int)
    /// The rules leave fewer items than were asked for.
    case shorter(count: Int, asked: Int)

    /// One sentence.
    package var description: String {
        switch self {
        case .pinAgainstRule(let title, let rule):
            "\(title) is on the list because it is pinned, against the rule: \(rule)."
        case .pinWithoutScore(let title):
            "\(title) is pinned, but the strategy does not score it; it gets score 0 and comes last."
        case .pinsBreakCap(let cap, let value, let count):
            "The pinned items hold \(count) of \(value), more than the cap \(cap) allows; pinned items stay."
        case .shorter(let count, let asked):
            "The rules leave \(Wording.count(count, "item", "items")) of the \(asked) asked for; loosen a rule for a longer list."
        }
    }
}
