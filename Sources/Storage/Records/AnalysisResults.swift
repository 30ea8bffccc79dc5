/// What an offline analysis found, by the table that holds it; an analysis fills those that are its own.
public struct AnalysisResults: Equatable, Sendable, Codable {
    /// Results per warm or cold scenario.
    public var evaluations: [EvaluationRecord]
    /// Results per elicitation strategy after so many shown items.
    public var elicitations: [ElicitationRecord]
    /// Results per elicitation strategy after so many answers.
    public var answered: [AnsweredElicitationRecord]
    /// The lists that were shown.
    public var lists: [ComparedListItemRecord]
    /// Measures of strategies and their lists.
    public var measures: [StrategyMeasureRecord]
    /// How alike each two lists are.
    public var similarities: [ListSimilarityRecord]

    /// Creates results; what is left out is empty.
    public init(
        evaluations: [EvaluationRecord] = [], elicitations: [ElicitationRecord] = [],
        answered: [AnsweredElicitationRecord] = [], lists: [ComparedListItemRecord] = [],
        measures: [StrategyMeasureRecord] = [], similarities: [ListSimilarityRecord] = []
    ) {
        self.evaluations = evaluations
        self.elicitations = elicitations
        self.answered = answered
        self.lists = lists
        self.measures = measures
        self.similarities = similarities
    }
}
