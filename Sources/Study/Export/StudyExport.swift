import Foundation

/// What the participants of a study did, as tables that name nobody.
///
/// A participant is called by the number in the order of joining: neither the random id, which is part of the
/// private link, nor the completion code, which the participant may have shown to others, is exported. Who
/// withdrew has a row without data among the participants, and none elsewhere.
package struct StudyExport: Sendable {
    /// The tables.
    package enum Name: String, Sendable, CaseIterable {
        /// One row each.
        case participants
        /// The answers about the items of the arms' lists.
        case responses
        /// The tiles of the arms' grids, tapped or not.
        case taps
        /// The recommendations and their ratings.
        case recommendations
        /// The answers to the questions at the end.
        case questionnaire
        /// Every column of the others: its meaning, unit and values.
        case codebook
    }

    /// The design of the study.
    package let design: StudyDesign
    let sessions: [ParticipantSession]
    let features: [String]
    let cells: SmallCells

    /// Prepares an export.
    /// - Parameters:
    ///   - design: the study's design.
    ///   - sessions: its participants, in the order of joining.
    ///   - features: the dataset's user features that participants are asked for.
    ///   - smallestCell: the fewest participants whose rows are alike in what they told of themselves; see
    ///     `SmallCells`.
    package init(
        _ design: StudyDesign, sessions: [ParticipantSession], features: [String], smallestCell: Int = 5
    ) {
        (self.design, self.sessions, self.features) = (design, sessions, features)
        cells = SmallCells(sessions, features: features, smallest: smallestCell)
    }

    /// How many participants' answers about themselves are left out, all or some, since too few others told
    /// the same.
    package var suppressed: Int {
        sessions.count { session in
            features.contains { session.about?[$0] != nil && cells.values($0, of: session) == nil }
        }
    }

    /// One table.
    package func table(_ name: Name) -> ExportTable {
        switch name {
        case .participants: participants
        case .responses: responses
        case .taps: taps
        case .recommendations: recommendations
        case .questionnaire: questionnaire
        case .codebook: codebook
        }
    }

    private var codebook: ExportTable {
        ExportTable(
            [
                .init(
                    "table", "the table",
                    values: "participants, responses, taps, recommendations or questionnaire"),
                .init("column", "the column", values: "text"),
                .init("meaning", "what it says", values: "text"),
                .init("unit", "the unit of its values", values: "text; missing where there is none"),
                .init("values", "the values that it may have", values: "text"),
            ],
            rows: Name.allCases.filter { $0 != .codebook }.flatMap { name in
                table(name).columns.map { column in
                    [
                        .text(name.rawValue), .text(column.name), .text(column.meaning),
                        column.unit.isEmpty ? .missing : .text(column.unit), .text(column.values),
                    ]
                }
            })
    }

    /// The name of the arm that a participant sees in a part; empty for none.
    func arm(of session: ParticipantSession, part: Int) -> String {
        guard session.condition.indices.contains(part), design.arms.indices.contains(session.condition[part])
        else { return "" }
        return design.arms[session.condition[part]].name
    }
}
