/// Keeps small groups out of an export: someone whom few others are like can be recognised.
///
/// A cell holds the participants who chose the same language and told exactly the same of themselves. In a cell of fewer than
/// k participants nothing of what they told is shown; a language that fewer than k chose is not shown either (k-anonymity,
/// Sweeney, International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 2002).
public struct SmallCells: Sendable {
    private struct Cell: Hashable {
        var language: String
        var about: [String: [String]]
    }

    private let smallest: Int
    private let cells: [Cell: Int]
    private let languages: [String: Int]

    /// Counts the cells of those who did not withdraw.
    /// - Parameter smallest: k; 1 shows everything.
    public init(_ sessions: [ParticipantSession], smallest: Int = 5) {
        let present = sessions.filter { $0.withdrawnAt == nil }
        self.smallest = smallest
        cells = Dictionary(present.map { (Self.cell(of: $0), 1) }, uniquingKeysWith: +)
        languages = Dictionary(present.map { ($0.language, 1) }, uniquingKeysWith: +)
    }

    /// Whether what a participant told may be shown.
    public func showsAbout(of session: ParticipantSession) -> Bool {
        session.withdrawnAt == nil && (cells[Self.cell(of: session)] ?? 0) >= smallest
    }

    /// Whether the language that a participant chose may be shown.
    public func showsLanguage(of session: ParticipantSession) -> Bool {
        session.withdrawnAt == nil && (languages[session.language] ?? 0) >= smallest
    }

    private static func cell(of session: ParticipantSession) -> Cell {
        Cell(language: session.language, about: session.about ?? [:])
    }
}
