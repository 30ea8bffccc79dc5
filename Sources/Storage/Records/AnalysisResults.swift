/// What an offline analysis found, by the table that holds it; an analysis fills those that are its own.
package struct AnalysisResults: Equatable, Sendable, Codable {
    /// Results per warm or cold scenario.
    package var evaluations: [EvaluationRecord]
    /// Results per elicitation strategy after so many shown items.
    package var elicitations: [ElicitationRecord]
    /// Results per elicitation strategy after so many answers.
    package var answered: [AnsweredElicitationRecord]
    /// The lists that were shown.
    package var lists: [ComparedListItemRecord]
    /// Measures of strategies and their lists.
    package var measures: [StrategyMeasureRecord]
    /// How alike each two lists are.
    package var similarities: [ListSimilarityRecord]

    /// Creates results; what is left out is empty.
    package init(
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
