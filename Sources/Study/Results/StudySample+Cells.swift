extension StudySample {
    /// Those who passed and failed the attention check.
    var attention: CellTable {
        let columns = columns.map { column in
            column.sessions.filter { $0.completedAt != nil }.compactMap {
                QuestionnaireScore($0.questionnaire, to: design.questionnaire).isAttentive
            }
        }
        return CellTable(
            name: "attention", columns: self.columns.map(\.name), rows: ["passed", "failed"],
            counts: [columns.map { $0.count { $0 } }, columns.map { $0.count { !$0 } }], minCell: minCell)
    }

    /// The languages and what participants told of themselves.
    var demographics: [CellTable] {
        let features = Set(sessions.flatMap { $0.about?.keys.map { $0 } ?? [] }).sorted()
        return [table("language") { [$0.language] }]
            + features.map { feature in table(feature) { session in session.about.map { $0[feature] ?? [] } }
            }
    }

    /// Counts of values by column; sessions without any page about the person yet are left out.
    private func table(_ name: String, _ values: (ParticipantSession) -> [String]?) -> CellTable {
        CellTable(
            name: name, columns: columns.map(\.name), values: columns.map { $0.sessions.compactMap(values) },
            minCell: minCell)
    }

    /// The participants by arm, or within subjects all together.
    private var columns: [(name: String, sessions: [ParticipantSession])] {
        guard design.assignment == .betweenSubjects else { return [("all", sessions)] }
        return design.arms.indices.map { arm in
            (design.arms[arm].name, sessions.filter { $0.condition.contains(arm) })
        }
    }
}
