extension StudyExport {
    static let participant = ExportTable.Column(
        "participant", "the participant, by the order of joining", values: "whole numbers from 0")
    static let part = ExportTable.Column(
        "part", "the part of the session, in the order in which this participant saw the arms",
        values: "whole numbers from 1")
    static let item = ExportTable.Column("item_id", "the item, by the dataset's id", values: "text")
    static let time = "UTC, ISO 8601 with milliseconds"
    var arm: ExportTable.Column {
        .init("arm", "the arm of the part", values: design.arms.map(\.name).joined(separator: ", "))
    }

    var participants: ExportTable {
        let told = features.map { feature in
            ExportTable.Column(
                "about_\(feature)", "what the participant told of the dataset's user feature “\(feature)”",
                values:
                    "the feature's tokens or a number; missing where it was not told, or too few told the same"
            )
        }
        let columns: [ExportTable.Column] = [
            Self.participant,
            .init(
                "arms", "the arms in the order in which the participant sees them", values: "a list of arms"),
            .init(
                "withdrawn", "whether the participant withdrew, which erases what they answered",
                values: "true, false"),
            .init(
                "language", "the language that was chosen, by its tag",
                values: "missing where too few chose it"),
            .init(
                "consented_at", "when consent was given", unit: Self.time,
                values: "a time; missing after withdrawing"),
            .init(
                "completed_at", "when the questionnaire was sent", unit: Self.time,
                values: "a time; missing before"),
            .init(
                "parts_finished", "how many parts were finished", unit: "parts", values: "0 to \(allParts)"),
            .init(
                "attentive", "whether every attention check was passed",
                values: "true, false; missing before the questionnaire"),
            .init(
                "preferred_arm", "the arm whose recommendations were preferred",
                values: "an arm, or none; missing where it was not asked or answered"),
        ]
        return ExportTable(columns + told, rows: sessions.map { row(of: $0) })
    }

    private var allParts: Int { design.assignment == .withinSubjects ? design.arms.count : 1 }

    private func row(of session: ParticipantSession) -> [ExportTable.Value] {
        let isPresent = session.withdrawnAt == nil
        let score = QuestionnaireScore(session.questionnaire, to: design.questionnaire)
        let preferred = score.preference.map { $0 == 0 ? "none" : arm(of: session, part: $0 - 1) }
        return [
            .integer(session.number), .list(session.condition.indices.map { arm(of: session, part: $0) }),
            .flag(!isPresent),
            .init(cells.language(of: session)),
            .init(isPresent ? session.consentedAt : nil), .init(session.completedAt),
            .integer(session.finishedParts.count),
            .init(score.isAttentive), .init(preferred),
        ]
            + features.map { feature in
                cells.values(feature, of: session).map { $0.count == 1 ? .text($0[0]) : .list($0) }
                    ?? .missing
            }
    }

    var responses: ExportTable {
        ExportTable(
            [
                Self.participant, arm, Self.part,
                .init("place", "the place in the arm's list", values: "whole numbers from 1"), Self.item,
                .init(
                    "rating", "the rating", unit: "rating units",
                    values: "the dataset's scale; missing for “I do not know this”"),
                .init(
                    "milliseconds", "how long the question was shown before the answer that counts",
                    unit: "milliseconds",
                    values: "whole numbers from 0; missing where it was not shown"),
                .init(
                    "carried_over",
                    "whether the answer is that to the same item in an earlier part, which was not asked again",
                    values: "true, false"),
                .init(
                    "answered_at", "when the answer that counts was stored", unit: Self.time, values: "a time"
                ),
            ],
            rows: sessions.flatMap { session in
                session.answers.map { answer in
                    [
                        .integer(session.number), .text(arm(of: session, part: answer.part)),
                        .integer(answer.part + 1),
                        .integer(answer.place + 1), .text(answer.item), .init(answer.rating),
                        .init(answer.milliseconds),
                        .flag(answer.isCarriedOver), .init(answer.answeredAt),
                    ]
                }
            })
    }

    var recommendations: ExportTable {
        ExportTable(
            [
                Self.participant, arm, Self.part,
                .init(
                    "rank", "the place among the recommendations, best first", values: "whole numbers from 1"),
                Self.item,
                .init(
                    "estimate",
                    design.isGrid
                        ? "the score by the table of the arm's grid, a share of people"
                        : "the estimated rating after the local update on the answers",
                    unit: design.isGrid ? "" : "rating units", values: "numbers"),
                .init(
                    "rating", "the participant's rating", unit: "rating units",
                    values: "the study's scale; missing before"),
                .init("selected", "whether the participant would choose the item", values: "true, false"),
                .init(
                    "answered_at", "when it was last rated or selected", unit: Self.time,
                    values: "a time; missing before"),
            ],
            rows: sessions.flatMap { session in
                session.recommendations.map { offered in
                    [
                        .integer(session.number), .text(arm(of: session, part: offered.part)),
                        .integer(offered.part + 1),
                        .integer(offered.rank), .text(offered.item), .number(offered.estimate),
                        .init(offered.rating),
                        .flag(offered.isSelected), .init(offered.answeredAt),
                    ]
                }
            })
    }

    var questionnaire: ExportTable {
        ExportTable(
            [
                Self.participant,
                .init(
                    "question", "the question, by its id",
                    values: design.questionnaire.questions.map(\.id).joined(separator: ", ")),
                .init("kind", "how it is answered", values: "agreement, attention or preference"),
                .init(
                    "construct", "what it measures",
                    values: Question.Construct.allCases.map(\.rawValue).joined(separator: ", ")
                        + "; missing for the other kinds"),
                .init("reversed", "whether agreement means less of the construct", values: "true, false"),
                .init(
                    "answer", "the answer",
                    values:
                        "1 (strongly disagree) to 5 (strongly agree); for the preference the part, or 0 for none"
                ),
            ],
            rows: sessions.flatMap { session in
                design.questionnaire.questions.compactMap { question in
                    session.questionnaire[question.id].map { answer in
                        [
                            .integer(session.number), .text(question.id), .text(question.kind.rawValue),
                            .init(question.construct?.rawValue), .flag(question.isReversed), .integer(answer),
                        ]
                    }
                }
            })
    }
}
