import Storage

/// The scores of a run, best first.
struct ScoresReport {
    private let scores: [LabelledScore]

    init(_ scores: [LabelledScore]) { self.scores = scores }

    func rendered(_ format: OutputFormat) throws -> String {
        let headings = [
            "rank", "item_id", "title", "year", "genres", "gradient_norm", "popularity",
            "gradient_norm_normalized",
            "popularity_normalized", "score",
        ]
        return try ResultTable(headings: headings.map { .init($0, $0) }, rows: scores.map(row)).rendered(
            format)
    }

    private func row(_ entry: LabelledScore) -> [ResultTable.Cell] {
        let (score, label) = (entry.score, entry.label)
        return [
            .integer(entry.rank), .text(score.itemID.description), .text(label.title),
            label.year.map { .integer($0) } ?? .missing,
            .list(label.genres), score.gradientNorm.map { .number($0, digits: 4) } ?? .missing,
            .integer(score.popularity),
            score.gradientNormNormalized.map { .number($0, digits: 4) } ?? .missing,
            .number(score.popularityNormalized, digits: 4), .number(score.score, digits: 4),
        ]
    }
}
