import Support

/// Why the rules for a list cannot be followed: one sentence that names the rule and how to fix it.
///
/// The `rule` of a case is the word by which the rule is asked for: `pin`, `exclude`, `cap`, `where`.
package enum RuleError: Error, Equatable, CustomStringConvertible {
    /// The list shall hold fewer than one item.
    case count(Int)
    /// The fewest users who must know an item is negative.
    case minimumKnown(Int)
    /// No item has this id.
    case unknownItem(rule: String, id: String, examples: [String])
    /// There are more pinned items than places.
    case tooManyPins(pins: Int, count: Int)
    /// An item is pinned and excluded.
    case pinnedAndExcluded(id: String)
    /// Items have no feature of this name.
    case unknownFeature(rule: String, name: String, known: [String])
    /// A cap is not of the form `feature=N`.
    case malformedCap(String)
    /// A cap on a feature whose values are words for people, which no two items share.
    case capOnText(feature: String, known: [String])
    /// A clause is not of the form `feature OPERATOR value`.
    case malformedClause(String)
    /// A clause compares a number with something that is not one.
    case notANumber(clause: String, feature: String, value: String)
    /// A clause asks for an order among tokens, which have none.
    case noOrder(clause: String, feature: String)
    /// No item has this value of the feature.
    case unknownValue(clause: String, feature: String, value: String, nearest: [String])

    /// One sentence with the fix.
    package var description: String { sentence.onOneLine }

    private var sentence: String {
        switch self {
        case .count(let count):
            "count: a list holds at least 1 item, not \(count); ask for 1 or more"
        case .minimumKnown(let number):
            "min-known: \(number) is not a number of users; give 0 or more"
        case .unknownItem(let rule, let id, let examples):
            "\(rule): no item has the id \"\(id)\"; give an id of the dataset, such as \(Wording.list(examples))"
        case .tooManyPins(let pins, let count):
            "pin: \(pins) pinned items do not fit on a list of \(count); pin fewer or ask for a longer list"
        case .pinnedAndExcluded(let id):
            "pin: the item \"\(id)\" is also excluded; take it out of one of the two"
        case .unknownFeature(let rule, let name, let known):
            "\(rule): items have no feature \"\(name)\"; the features are: \(Wording.list(known, limit: 40))"
        case .malformedCap(let text):
            "cap: \"\(text)\" is not FEATURE=NUMBER; write for example genre=4, with a number of 0 or more"
        case .capOnText(let feature, let known):
            "cap: \"\(feature)\" is text for people to read and cannot be capped; cap one of: \(Wording.list(known, limit: 40))"
        case .malformedClause(let clause):
            "where: \"\(clause)\" is not a comparison; write for example genre=Comedy, genre!=Horror or year>=1990, "
                + "several joined by \" and \""
        case .notANumber(let clause, let feature, let value):
            "where: \"\(clause)\" compares the numeric feature \"\(feature)\" with \"\(value)\"; give a number"
        case .noOrder(let clause, let feature):
            "where: \"\(clause)\" asks for an order, but the values of \"\(feature)\" have none; use = or !="
        case .unknownValue(let clause, let feature, let value, let nearest):
            "where: in \"\(clause)\" no item has the value \"\(value)\" of \"\(feature)\"; nearest are: \(Wording.list(nearest))"
        }
    }
}
