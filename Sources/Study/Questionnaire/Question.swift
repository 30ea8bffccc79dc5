import Support

/// One question at the end of a study. Its wording is in the texts, under `question.` and its id.
package struct Question: Sendable, Equatable, Codable {
    /// What a question measures; the constructs are those of ResQue (Pu, Chen and Hu, RecSys 2011), the words
    /// our own.
    package enum Construct: String, Sendable, Equatable, Codable, CaseIterable {
        /// Whether the recommendations suit the participant's taste.
        case relevance
        /// Whether they were new to the participant.
        case novelty
        /// Whether they differ from one another.
        case diversity
        /// Whether the participant is content with them.
        case satisfaction
        /// How much work it was to rate the first items.
        case effort
    }

    /// How a question is answered.
    package enum Kind: String, Sendable, Equatable, Codable {
        /// From 1, strongly disagree, to 5, strongly agree.
        case agreement
        /// As `agreement`, with one answer that shows that the question was read.
        case attention
        /// By the place of the preferred arm in the order shown, from 1, or 0 for none.
        case preference
    }

    /// The name in texts, answers and results: small letters, digits and hyphens.
    package var id: String
    /// How it is answered.
    package var kind: Kind
    /// What it measures, for a question of the kind `agreement`.
    package var construct: Construct?
    /// Whether agreement means less of the construct.
    package var isReversed: Bool
    /// The answer that passes, for a question of the kind `attention`.
    package var expected: Int?

    /// Creates a question.
    package init(
        id: String, kind: Kind = .agreement, construct: Construct? = nil, isReversed: Bool = false,
        expected: Int? = nil
    ) {
        self.id = id
        self.kind = kind
        self.construct = construct
        self.isReversed = isReversed
        self.expected = expected
    }

    /// The answers that may be chosen.
    /// - Parameter parts: how many arms the participant sees.
    package func choices(parts: Int) -> ClosedRange<Int> {
        kind == .preference ? 0...parts : Questionnaire.agreement
    }

    /// The key of the question's wording.
    package var textKey: String { Self.textPrefix + id }

    /// What the keys of questions' wordings begin with.
    static let textPrefix = "question."
}
