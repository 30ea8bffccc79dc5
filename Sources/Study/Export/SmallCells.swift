/// Keeps small groups out of an export: someone whom few others are like can be recognised.
///
/// Local suppression to k-anonymity (Sweeney, International Journal of Uncertainty, Fuzziness and
/// Knowledge-Based Systems 2002) of the language and the answers about the person. Participants begin in one
/// cell, which each column in turn splits by its values. A value that fewer than k of a cell have is hidden;
/// those who hide it, with those who did not tell it, are a cell of their own, and where they would be fewer
/// than k, the next smallest groups are hidden too. So every row that is shown is the same in these columns
/// for at least k participants (unless there are fewer in all, when nothing is shown). The columns that come
/// first keep most.
package struct SmallCells: Sendable {
    /// What may be shown of a participant, by number: values by column, the language under an empty name.
    private var shown: [Int: [String: [String]]] = [:]

    /// Finds what may be shown of those who did not withdraw.
    /// - Parameters:
    ///   - sessions: the participants.
    ///   - features: the columns, after the language.
    ///   - smallest: k; 1 shows everything.
    package init(_ sessions: [ParticipantSession], features: [String], smallest: Int = 5) {
        var cells = [sessions.filter { $0.withdrawnAt == nil }]
        for column in [""] + features {
            cells = cells.flatMap { split($0, by: column, smallest: max(smallest, 1)) }
        }
    }

    /// The language that a participant chose, where it may be shown.
    package func language(of session: ParticipantSession) -> String? { shown[session.number]?[""]?.first }

    /// What a participant told of a feature, where it may be shown.
    package func values(_ feature: String, of session: ParticipantSession) -> [String]? {
        shown[session.number]?[feature]
    }

    /// Shows the values of a column to the groups of a cell that are large enough.
    /// - Returns: the groups by value, and last those who show none.
    private mutating func split(
        _ cell: [ParticipantSession], by column: String, smallest: Int
    ) -> [[ParticipantSession]] {
        let groups = Dictionary(grouping: cell) { (column.isEmpty ? [$0.language] : $0.about?[column]) ?? [] }
        // Largest first; which of two equal groups is hidden depends on their values alone.
        let told = groups.filter { !$0.key.isEmpty }.sorted { first, second in
            first.value.count == second.value.count
                ? first.key.lexicographicallyPrecedes(second.key) : first.value.count > second.value.count
        }
        var hidden = groups[[]]?.count ?? 0
        var kept = told.prefix { $0.value.count >= smallest }
        hidden += told.dropFirst(kept.count).reduce(0) { $0 + $1.value.count }
        while hidden > 0, hidden < smallest, let last = kept.popLast() { hidden += last.value.count }
        for (values, members) in kept {
            for member in members { shown[member.number, default: [:]][column] = values }
        }
        let rest = cell.filter { shown[$0.number]?[column] == nil }
        return kept.map(\.value) + (rest.isEmpty ? [] : [rest])
    }
}
